"""Types at a program under a pseudo terminal: argument is {"command": [...], "steps": [{"wait": regex, "type": text}]}.
Prints what the program wrote to its screen; ends with the program's exit code."""
import json
import os
import pty
import re
import select
import sys
import time

task = json.loads(sys.argv[1])
pid, screen = pty.fork()
if pid == 0:
    os.environ.setdefault("TERM", "xterm")
    os.execvp(task["command"][0], task["command"])

seen = b""
mark = 0
deadline = time.monotonic() + 20


def read():
    """What the program says next; False when it has ended."""
    global seen
    if not select.select([screen], [], [], max(0, deadline - time.monotonic()))[0]:
        sys.stdout.write(seen.decode("latin1"))
        sys.exit(f"waited in vain, having seen {seen[mark:]!r}")
    try:
        piece = os.read(screen, 65536)
    except OSError:
        piece = b""
    seen += piece
    return piece != b""


for step in task["steps"]:
    while True:
        found = re.search(step["wait"].encode("latin1"), seen[mark:], re.M)
        if found:
            break
        if not read():
            sys.stdout.write(seen.decode("latin1"))
            sys.exit(f"the program ended before {step['wait']!r}")
    mark += found.end()
    # One key at a time, as a person does.
    for key in step["type"]:
        os.write(screen, key.encode("latin1"))
        time.sleep(0.005)
while read():
    pass
sys.stdout.write(seen.decode("latin1"))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))

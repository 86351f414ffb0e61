// Installs the programs that the interop tests talk to, from Debian's packages. Does nothing where all are there.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** What a test looks for, and the package it comes in. */
const peers = {
  '/usr/sbin/postfix': 'postfix',
  '/usr/sbin/smtp-source': 'postfix',
  '/usr/bin/swaks': 'swaks',
  '/usr/bin/curl': 'curl',
  '/usr/bin/msmtp': 'msmtp',
  '/usr/bin/python3': 'python3',
  '/usr/bin/inetutils-telnet': 'inetutils-telnet',
  '/usr/bin/plink': 'putty-tools',
  '/usr/bin/openssl': 'openssl',
  '/usr/bin/tmux': 'tmux',
}

const missing = [
  ...new Set(
    Object.entries(peers)
      .filter(([path]) => !existsSync(path))
      .map(([, name]) => name),
  ),
]
if (missing.length > 0) {
  process.stderr.write(`interop: installing ${missing.join(', ')}\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args) => spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
  const install = () => apt('install', '--yes', '--no-install-recommends', ...missing)
  if (!install() && !(apt('update') && install())) {
    process.stderr.write('interop: could not install them; run this as root on Debian, or install them yourself\n')
    process.exit(1)
  }
}

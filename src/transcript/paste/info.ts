import { readShownFault } from './shown-fault.ts'
import type { Utterance } from './utterance.ts'

/** What a program remarks beside the conversation. */
export interface Info {
  readonly peer: string | null
  readonly said: Utterance | null
}

type Reader = readonly [form: RegExp, read: (groups: readonly string[]) => Info]

const about = (said: Utterance | null, peer: string | null = null): Info => ({ said, peer })

const readers: readonly Reader[] = [
  // "telnet mail.example.test 25", typed at a shell's prompt
  [
    /^(?:.*[$#%>]\s*)?(?:telnet|nc|ncat|netcat)\s+(?:-\w+\s+)*([\w.-]+|[\da-f:]+)(?:\s+(\d+|smtp))?$/i,
    ([, host, port]) => about(null, join(host!, port)),
  ],
  [/\bopenssl\s+s_client\b.*-connect\s+(\S+)/, ([, peer]) => about(null, peer)],
  // swaks and curl: "Trying mail.example.test:25..."; telnet: "Trying 192.0.2.1..."
  [/^(?:===|\*)\s+Trying\s+(\S+?:\d+)\.{3}$/, ([, peer]) => about(null, peer)],
  // smtplib, and exim
  [/^(?:[\d:.]+ )?connect: to \('([^']+)', (\d+)\)/, ([, host, port]) => about(null, join(host!, port))],
  [/^Connecting to (\S+) \[[^\]]*\]:(\d+) /, ([, host, port]) => about(null, join(host!, port))],
  [
    /^\*?\s*Connected to \S+ \(([^)]+)\) port (\d+)/,
    ([, host, port]) => about({ kind: 'open', remote: join(host!, port) }, join(host!, port)),
  ],
  [/^(?:=== )?Connected to (\S+?)(?: \([^)]*\))?\.?$/, ([, host]) => about({ kind: 'open', remote: null }, host)],
  [
    /^=== TLS started with cipher ([^:\s]+):([^:\s]+)/,
    ([, protocol, cipher]) => about({ kind: 'tls', protocol: protocol!, cipher: cipher! }),
  ],
  [
    /^\*\s+SSL connection using (\S+) \/ (\S+)/,
    ([, protocol, cipher]) => about({ kind: 'tls', protocol: protocol!, cipher: cipher! }),
  ],
  [
    /^New, (TLSv[\d.]+), Cipher is (\S+)$/,
    ([, protocol, cipher]) => about({ kind: 'tls', protocol: protocol!, cipher: cipher! }),
  ],
  [/^} \[(\d+) bytes data\]$/, ([, octets]) => about({ kind: 'unseen', octets: Number(octets) })],
  [
    /^(?:Connection closed by foreign host\.?|Connection to host lost\.|\*\*\* Remote host closed connection.*)$/,
    () => about({ kind: 'closed', by: 'server' }),
  ],
  // curl
  [
    /^\* (?:response reading failed|Recv failure: Connection reset|Send failure:).*$/,
    () => about({ kind: 'closed', by: 'server' }),
  ],
  [
    /^(?:<\*\* Timeout \(\d+ secs\) waiting for server response|\* (?:Operation|Connection|Response) (?:timed out|time-?out).*)$/,
    () => about({ kind: 'closed', by: 'timeout' }),
  ],
  [/^Connection closed\.?$/, () => about({ kind: 'closed', by: 'client' })],
]

/** What a line that is no part of the conversation says about it; null: nothing. */
export function readInfo(line: string): Info | null {
  const fault = readShownFault(line)
  if (fault) return about({ kind: 'fault', ...fault })
  if (line.length > 300) return null
  for (const [form, read] of readers) {
    const match = form.exec(line.trim())
    if (match) return read(match)
  }
  return null
}

function join(host: string, port: string | undefined): string {
  const number = port === undefined || port.toLowerCase() === 'smtp' ? '25' : port
  return host.includes(':') ? `[${host}]:${number}` : `${host}:${number}`
}

/** The fuller of two names of the server: "Connected to 192.0.2.1" says less than the "mx.example.test:25" before it. */
export function betterPeer(known: string | null, found: string | null | undefined): string | null {
  return known !== null && (found === null || found === undefined || /:\d+$/.test(known)) ? known : (found ?? null)
}

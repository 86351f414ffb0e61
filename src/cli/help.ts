import { verbs } from './verbs.ts'

/** The page that `parley` and `parley help` show. */
export function overview(version: string): string {
  const width = Math.max(...Object.keys(verbs).map((name) => name.length))
  return `parley ${version}: the SMTP conversation, by hand or by machine, from both ends

Usage: parley <verb> [options]

${Object.entries(verbs)
  .map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)
  .join('\n')}

A mail in six steps:
  1 connect     the server says 220
  2 handshake   EHLO your.host.name          250, and what it can do
  3 sender      MAIL FROM:<you@example.org>  250
  4 recipient   RCPT TO:<them@example.org>   250, or why not
  5 message     DATA, the message, "."       354, then 250: it is theirs now
  6 end         QUIT                         221

"parley help VERB" or "parley VERB --help" tells more, with examples.
`
}

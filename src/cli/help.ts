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
  1 connect                                  the server says 220
  2 handshake   EHLO your.host.name          250, and what it can do
  3 sender      MAIL FROM:<you@example.org>  250
  4 recipient   RCPT TO:<them@example.org>   250, or why not
  5 message     DATA                         354: go on
                Subject: a test              the header,
                                             an empty line,
                Hello!                       the text,
                .                            a dot alone; 250: theirs now
  6 end         QUIT                         221

Every command ends with Enter. Answers: 2.. yes, 3.. go on, 4.. not now, 5.. no.

To try it with nothing but this machine:
  parley test                   see the six steps held, and explained
  parley serve --practice       be the mail host of alice@ and bob@example.test
  parley talk localhost 1025    in another terminal: type them; Tab helps
  parley explain "550 5.1.1"    what it means, whose fault it is, what to do

"parley help VERB" or "parley VERB --help" tells more, with examples.
`
}

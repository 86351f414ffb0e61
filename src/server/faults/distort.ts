import { concat, encode } from '../../protocol/bytes.ts'
import { createReply, type Reply } from '../../protocol/reply.ts'
import type { FaultAction, ReplyDamage } from './fault.ts'
import { seededRandom } from './tally.ts'

/** What is said where no text is given. */
const usualText = 'Trouble on demand'

/** The reply that a fault says. */
export function faultReply({ code, enhanced, text = usualText }: Extract<FaultAction, { kind: 'reply' }>): Reply {
  return createReply(code, enhanced ?? null, ...(typeof text === 'string' ? [text] : text))
}

/** A reply, and one that nobody has asked for, in one piece: only the first one counts. */
export function withExtraReply(reply: Reply, { code, text = usualText }: { code: number; text?: string }): Reply {
  return { ...reply, lines: [...reply.lines, ...createReply(code, null, text).lines] }
}

/** The EHLO reply with lines left out and added; the first line is a greeting. RFC 5321 §4.1.1.1 */
export function withOffers(reply: Reply, hidden: readonly string[], offered: readonly string[]): Reply {
  if (reply.code !== 250) return reply
  const [greeting, ...lines] = reply.lines.map(({ text }) => text) as [string, ...string[]]
  return createReply(250, null, greeting, ...changeOffers(lines, hidden, offered))
}

/** What is offered when lines are left out, and others take the place of those with the same keyword. */
export function changeOffers(
  lines: readonly string[],
  hidden: readonly string[],
  offered: readonly string[],
): readonly string[] {
  const kept = lines.filter((line) => !hidden.includes(keywordOf(line)))
  const replaced = kept.map((line) => offered.find((each) => keywordOf(each) === keywordOf(line)) ?? line)
  return [...replaced, ...offered.filter((line) => !replaced.includes(line))]
}

/** Upper case. */
export function keywordOf(line: string): string {
  return line.split(' ', 1)[0]!.toUpperCase()
}

/** Octets that look like chance and are always the same; a line end closes them. */
export function garbage(octets = 64, seed = 1): Uint8Array {
  const random = seededRandom(seed)
  return concat([Uint8Array.from({ length: octets }, () => Math.floor(random() * 256)), encode('\r\n')])
}

/** The same reply as far as the conversation goes, and other octets. */
export function saidAs(reply: Reply, raw: Uint8Array): Reply {
  return { ...reply, lines: [{ code: reply.code, sep: '', text: '', eol: 'none', raw }] }
}

/** The same reply, written as it must not be. */
export function damaged(reply: Reply, form: ReplyDamage): Reply {
  const { code } = reply
  const texts = reply.lines.map(({ text }) => text)
  const last = texts.at(-1)!
  const lines = (...said: readonly string[]) => saidAs(reply, encode(said.join('\r\n') + '\r\n'))
  const before = texts.slice(0, -1).map((text) => `${code}-${text}`)
  switch (form) {
    case 'mixed-codes': // RFC 5321 §4.2.1
      return lines(...texts.map((text) => `${code}-${text}`), `${code < 400 ? 550 : 250} ${last}`)
    case 'unfinished':
      return lines(...before, `${code}-${last}`)
    case 'no-line-end':
      return saidAs(reply, encode([...before, `${code} ${last}`].join('\r\n')))
    case 'bare-lf':
      return saidAs(reply, encode([...before, `${code} ${last}`].join('\n') + '\n'))
    case 'no-code':
      return lines(...texts)
    case 'too-long': // RFC 5321 §4.5.3.1.5
      return lines(...before, `${code} ${last} `.padEnd(2000, '-'))
  }
}

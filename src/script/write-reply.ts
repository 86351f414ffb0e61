import { encode, decode } from '../protocol/bytes.ts'
import { classOf } from '../protocol/reply.ts'
import type { Occasion } from '../protocol/transitions.ts'
import {
  isPlainCode,
  matchCode,
  type CodePattern,
  type ReplyPattern,
  type TextPattern,
} from '../transcript/reply-pattern.ts'
import { fillTemplate } from '../transcript/template.ts'

/**
 * The octets of a reply that a pattern allows. Where it leaves the code or the text open, those that fit the occasion.
 * @throws RangeError where a variable has no value
 */
export function writePattern(
  { codes, texts }: ReplyPattern,
  occasion: Occasion | null,
  variables: ReadonlyMap<string, string>,
): Uint8Array {
  const code = chooseCode(codes, occasion)
  // A line that is left open says nothing that must be said, where there are others.
  const said = texts.filter(({ kind }, i) => i === 0 || kind === 'literal')
  const lines = said.map((text) => writeText(text, code, occasion, variables))
  const last = lines.length - 1
  return encode(lines.map((line, i) => `${code}${i < last ? '-' : ' '}${line}\r\n`).join(''))
}

function chooseCode(codes: readonly CodePattern[], occasion: Occasion | null): number {
  const [first] = codes
  if (first && isPlainCode([first])) return Number(first.digits)
  const usual = [usualCode(occasion), 250, 354, 450, 550].find((code) => matchCode(codes, code))
  return usual ?? Number(first!.digits.replaceAll('x', '0'))
}

function usualCode(occasion: Occasion | null): number {
  switch (occasion) {
    case 'greeting':
    case 'STARTTLS':
      return 220
    case 'QUIT':
      return 221
    case 'DATA':
      return 354
    case 'AUTH':
    case 'auth-response':
      return 235
    default:
      return 250
  }
}

function writeText(
  text: TextPattern,
  code: number,
  occasion: Occasion | null,
  variables: ReadonlyMap<string, string>,
): string {
  if (text.kind === 'literal') return decode(fillTemplate(text.template, variables))
  const host = variables.get('host') ?? 'mail.example.test'
  switch (classOf(code)) {
    case 'positive':
      return welcome(occasion, host)
    case 'intermediate':
      return code === 354 ? 'End data with <CR><LF>.<CR><LF>' : ''
    case 'transient':
      return 'Not now, try again later'
    default:
      return 'Refused'
  }
}

function welcome(occasion: Occasion | null, host: string): string {
  switch (occasion) {
    case 'greeting':
      return `${host} ESMTP`
    case 'EHLO':
    case 'HELO':
    case 'LHLO':
      return host
    case 'QUIT':
      return `${host} closing`
    default:
      return 'Ok'
  }
}

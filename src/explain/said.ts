import { parseEnhancedCode, replyText, type EnhancedCode, type Reply } from '../protocol/reply.ts'
import type { Occasion } from '../protocol/transitions.ts'

/** A reply as far as it matters for what it means. */
export interface Said {
  /** Null where there is none. */
  readonly code: number | null
  readonly enhanced: EnhancedCode | null
  /** On one line, codes left out. */
  readonly text: string
  /** What it answered, where the words around it say so. */
  readonly occasion: Occasion | null
}

/** What decides: the first digit of the reply code, and of the enhanced code only where there is no other. */
export function classDigit({ code, enhanced }: Said): number | null {
  return code === null ? (enhanced?.[0] ?? null) : Math.floor(code / 100)
}

export function hearReply(reply: Reply): Said {
  return { code: reply.code || null, enhanced: reply.enhanced, text: oneLine(replyText(reply)), occasion: null }
}

/**
 * A reply out of what a person pastes: the reply itself, on one line or several, with or without the marks that a
 * tool puts before lines, or a line of a log or a bounce that quotes it.
 */
export function hearText(input: string): Said {
  const lines = input
    .slice(0, CEILING)
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^\s*(?:S:|<\*\*|<~\*|<-|<~|<<<|<<|<|smtp;)?\s*/i, '').trimEnd())
    .filter((line) => line !== '')
  return hearLines(lines) ?? hearQuoted(oneLine(lines.join(' ')))
}

/** Where the text itself is a reply, wrapped or not. */
function hearLines(lines: readonly string[]): Said | null {
  const [first = ''] = lines
  const code = /^(\d{3})(?![\d.])/.exec(first)?.[1]
  if (code === undefined) return null
  let enhanced: EnhancedCode | null = null
  const texts: string[] = []
  for (const line of lines) {
    const [, other, rest] = /^(?:(\d{3})(?![\d.])[ -]?)?(.*)$/s.exec(line)!
    if (other !== undefined && other !== code) break
    const text = rest!.trim()
    const found = enhancedAtStart(text)
    enhanced ??= found?.enhanced ?? null
    texts.push(found?.rest ?? text)
  }
  const text = oneLine(texts.join(' '))
  return { code: Number(code), enhanced: enhanced ?? enhancedWithin(text), text, occasion: occasionWithin(text) }
}

/** Where the reply stands somewhere inside: "host mx.example.org said: 550 5.1.1 …". */
function hearQuoted(line: string): Said {
  const raised = hearRaised(line)
  if (raised) return raised
  const occasion = occasionWithin(line)
  const alone = enhancedAtStart(line)
  if (alone) return { code: null, enhanced: alone.enhanced, text: alone.rest, occasion }
  const quoted =
    /(?:^|[\s:;=("'])([245]\d\d)[ -](?=[245]\.\d{1,3}\.\d{1,3}(?![.\d]))/.exec(line) ??
    /(?:said|replied|responded|error|:|->)[\s:("']{1,4}([245][0-5]\d)(?=[ -])/i.exec(line) ??
    /(?:^|[\s;=("'])([45][0-5]\d)(?=[ -][A-Za-z<])/.exec(line)
  if (!quoted) return { code: null, enhanced: enhancedWithin(line), text: line, occasion }
  const rest = line.slice(quoted.index + quoted[0].length).replace(/^[ -]/, '')
  const found = enhancedAtStart(rest)
  const text = found?.rest ?? rest
  return { code: Number(quoted[1]), enhanced: found?.enhanced ?? enhancedWithin(text), text, occasion }
}

function enhancedAtStart(text: string): { enhanced: EnhancedCode; rest: string } | null {
  const match = /^[#(]{0,2}([245]\.\d{1,3}\.\d{1,3})(?![.\d])[):]{0,2}\s*/.exec(text)
  const enhanced = match && parseEnhancedCode(match[1]!)
  return enhanced && { enhanced, rest: text.slice(match[0].length) }
}

/** QUIRK: Python's smtplib raises (550, b'5.1.1 …'). */
function hearRaised(line: string): Said | null {
  const [, code, , quoted] = /\(([2-5][0-5]\d), b?(['"])(.*?)\2[,)]/.exec(line) ?? []
  if (code === undefined) return null
  const [first = '', ...others] = quoted!.split(/\\r?\\n|\\n/)
  return hearLines([`${code} ${first}`, ...others])
}

/**
 * QUIRK: qmail and Exchange write "(#5.7.1)" or "#5.1.1" behind the text. Postfix and Sendmail have "dsn=5.1.1" in
 * their logs.
 */
function enhancedWithin(text: string): EnhancedCode | null {
  const match = /(?:#|\(|\bdsn=)([245]\.\d{1,3}\.\d{1,3})(?![.\d])/.exec(text)
  return match && parseEnhancedCode(match[1]!)
}

const occasions: readonly (readonly [pattern: RegExp, occasion: Occasion])[] = [
  [/in reply to end of DATA|after (?:sending )?(?:end of data|message body|the message body)/i, 'end-of-data'],
  [/in reply to RCPT TO|after RCPT/i, 'RCPT'],
  [/in reply to MAIL FROM|after MAIL/i, 'MAIL'],
  [/in reply to DATA|after (?:pipelined )?DATA/i, 'DATA'],
  [/in reply to (?:EHLO|HELO)|after (?:EHLO|HELO)/i, 'EHLO'],
  [/in reply to STARTTLS|after STARTTLS/i, 'STARTTLS'],
  [/in reply to AUTH|after AUTH/i, 'AUTH'],
  [/after initial connection|refused to talk to me/i, 'greeting'],
]

/** Postfix writes "(in reply to RCPT TO command)", Exim "after RCPT TO:<…>:". */
function occasionWithin(text: string): Occasion | null {
  return occasions.find(([pattern]) => pattern.test(text))?.[1] ?? null
}

/** What a reply means stands at its beginning, however much there is of it. */
const CEILING = 4096

function oneLine(text: string): string {
  return text.slice(0, CEILING).replace(/\s+/g, ' ').trim()
}

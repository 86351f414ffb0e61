import { CRLF } from '../protocol/bytes.ts'
import { parseDirective, parseOutcome, type Directive } from './read-directive.ts'
import { parseReplyLine, type ReplyLinePattern } from './reply-pattern.ts'
import type { Item, Need, Place, ReadError, Reading, Script } from './script.ts'
import { parseTemplate } from './template.ts'
import type { Speaker } from './transcript.ts'

export interface ReadScriptOptions {
  /** Name of the file, for messages. */
  readonly file?: string
}

/** Read a `.smtp` file. Everything that is wrong with it is told at once. */
export function readScript(text: string, { file = '' }: ReadScriptOptions = {}): Reading<Script> {
  const reader = new ScriptReader(file)
  text
    .replace(/^\ufeff/, '')
    .split('\n')
    .forEach((line, i) => reader.read(line, i + 1))
  return reader.finish()
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Mistakes after which the rest of a file is not looked at: it is no `.smtp` file. */
const MOST_ERRORS = 20

class ScriptReader {
  readonly #file: string
  readonly #head: Mutable<Omit<Script, 'items'>> & { refs: string[]; needs: Need[] }
  readonly #errors: ReadError[] = []
  readonly #items: Item[] = []
  /** The innermost list that is being filled: `@if` opens one, `@end` closes it. */
  readonly #open: { readonly place: Place; readonly need: Need; readonly items: Item[] }[] = []
  #reply: { place: Place; lines: { pattern: ReplyLinePattern; text: string; at: number | null }[] } | null = null
  #role: Speaker = 'client'
  #place: Place = { file: '', line: 0, source: '', at: null }

  constructor(file: string) {
    this.#file = file
    this.#head = {
      file,
      id: null,
      title: null,
      refs: [],
      level: null,
      risk: null,
      needs: [],
      protocol: 'smtp',
      recording: null,
    }
  }

  read(raw: string, line: number): void {
    if (this.#errors.length >= MOST_ERRORS) return
    // Nobody can see white space at the end of a line: it never counts.
    const source = raw.trimStart().replace(/[ \t\r]+$/, '')
    if (source === '') return
    this.#place = { file: this.#file, line, source, at: this.#place.at }
    try {
      this.#readItem(source)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      this.#fail(error.message)
    }
  }

  finish(): Reading<Script> {
    this.#endReply()
    const unclosed = this.#open[0]
    if (unclosed) this.#fail('@end for this @if, before the end of the file', unclosed.place)
    if (this.#errors.length > 0) return { ok: false, errors: this.#errors }
    return { ok: true, value: { ...this.#head, items: this.#items } }
  }

  #fail(expected: string, { line }: Place = this.#place): void {
    this.#errors.push({ file: this.#file, line, expected })
  }

  #readItem(source: string): void {
    const mark = /^(?:[CS][:|]|[@=#])/.exec(source)?.[0]
    const rest = mark === undefined ? '' : source.slice(mark.length)
    // One space belongs to the mark.
    const text = rest.replace(/^ /, '')
    if (mark !== 'S:' && mark !== '#' && mark !== '@') this.#endReply()
    switch (mark) {
      case 'C:':
        return this.#add({
          ...this.#place,
          kind: 'client',
          template: [...parseTemplate(text), { kind: 'octets', bytes: CRLF }],
        })
      case 'C|':
        return this.#add({ ...this.#place, kind: 'client', template: parseTemplate(withoutComment(text), true) })
      case 'S:':
        return this.#readReplyLine(withoutComment(text))
      case 'S|':
        return this.#add({ ...this.#place, kind: 'octets', template: parseTemplate(withoutComment(text), true) })
      case '@':
        return this.#direct(parseDirective(withoutComment(rest)))
      case '=':
        return this.#add({ ...this.#place, kind: 'outcome', outcome: parseOutcome(withoutComment(rest).trimStart()) })
      case '#':
        return this.#add({ ...this.#place, kind: 'comment', text })
      default:
        throw new RangeError('"C:" or "S:" and a line, "C|" or "S|" and octets, "@" a directive, "=" an outcome or "#"')
    }
  }

  #add(item: Item): void {
    ;(this.#open.at(-1)?.items ?? this.#items).push(item)
  }

  #readReplyLine(text: string): void {
    const pattern = parseReplyLine(text)
    const reply = (this.#reply ??= { place: this.#place, lines: [] })
    const code = codeOf(reply.lines[0]?.pattern ?? pattern)
    if (!pattern.alternatives[0]!.codes.some(({ digits }) => digits === code) && reply.lines.length > 0)
      throw new RangeError(
        `${code}, the code that this reply began with; a reply of several codes is written with "S|"`,
      )
    reply.lines.push({ pattern, text, at: this.#place.at })
    if (!pattern.goesOn) this.#endReply()
  }

  /** A reply is one item however many lines it has. */
  #endReply(): void {
    const reply = this.#reply
    this.#reply = null
    const last = reply?.lines.at(-1)
    if (!reply || !last) return
    const { pattern } = last
    if (pattern.goesOn) {
      const code = codeOf(pattern)
      return this.#fail(
        `"S: ${code} …", the last line of this reply; one that is cut off is written with "S|"`,
        reply.place,
      )
    }
    const before = reply.lines.slice(0, -1).map((line) => line.pattern.alternatives[0]!.text)
    this.#add({
      ...reply.place,
      source: reply.lines.map(({ text }) => `S: ${text}`).join('\n'),
      kind: 'reply',
      alternatives: pattern.alternatives.map(({ codes, text }, i) => ({
        codes,
        texts: i === 0 ? [...before, text] : [text],
      })),
      lines: reply.lines.every((line) => line.pattern.isLiteral)
        ? reply.lines.map(({ text, at }) => ({ text: parseTemplate(text), at }))
        : [],
    })
  }

  #direct(directive: Directive): void {
    if (directive.kind !== 'at') this.#endReply()
    switch (directive.kind) {
      case 'id':
      case 'title':
        return this.#once(directive.kind, directive.text)
      case 'refs':
        return void this.#head.refs.push(...directive.refs)
      case 'level':
        return this.#once('level', directive.level)
      case 'risk':
        return this.#once('risk', directive.risk)
      case 'needs':
        return void this.#head.needs.push(...directive.needs)
      case 'protocol':
        this.#head.protocol = directive.protocol
        return
      case 'role':
        this.#role = directive.role
        return this.#record({ role: directive.role })
      case 'peer':
      case 'started':
        return this.#record({ [directive.kind]: directive.text })
      case 'at':
        this.#place = { ...this.#place, at: directive.ms }
        return
      case 'wait':
      case 'within':
      case 'tls':
      case 'set':
      case 'event':
        return this.#add({ ...this.#place, ...directive })
      case 'include':
        return this.#add({ ...this.#place, kind: 'include', path: directive.text })
      case 'closed':
        return this.#add({ ...this.#place, kind: 'closed', by: this.#who(directive.by) })
      case 'if':
        return void this.#open.push({ place: this.#place, need: directive.need, items: [] })
      case 'end': {
        const block = this.#open.pop()
        if (!block) throw new RangeError('an @if before this @end')
        return this.#add({ ...block.place, kind: 'if', need: block.need, items: block.items })
      }
    }
  }

  #once<K extends 'id' | 'title' | 'level' | 'risk'>(key: K, value: NonNullable<Script[K]>): void {
    if (this.#head[key] !== null) throw new RangeError(`@${key} once only`)
    this.#head[key] = value as never
  }

  #record(part: Partial<NonNullable<Script['recording']>>): void {
    this.#head.recording = { role: 'client', peer: null, started: null, ...this.#head.recording, ...part }
  }

  /** QUIRK: "peer" and "us" say the same from the record keeper's side. */
  #who(by: Speaker | 'timeout' | 'us' | 'peer'): Speaker | 'timeout' {
    if (by === 'us') return this.#role
    if (by === 'peer') return this.#role === 'client' ? 'server' : 'client'
    return by
  }
}

/** A comment begins with two blanks and "#". The text of `C:` has none. */
export function withoutComment(text: string): string {
  return text.replace(/(?:^|[ \t])[ \t]+#.*$/s, '').replace(/[ \t]+$/, '')
}

function codeOf({ alternatives }: ReplyLinePattern): string {
  return alternatives[0]!.codes[0]?.digits ?? '*'
}

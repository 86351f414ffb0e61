import { concat, decode, encode, EMPTY } from '../protocol/bytes.ts'
import { unescapeBytes } from '../protocol/escapes.ts'
import { SECRET } from './lines.ts'

/** Text with places in it that are filled when a script is played. */
export type Template = readonly Piece[]

export type Piece =
  | { readonly kind: 'octets'; readonly bytes: Uint8Array }
  /** `${name}`, or `${name*80}`: the value eighty times. */
  | { readonly kind: 'variable'; readonly name: string; readonly times: number }
  /** A credential that was left out of a recording. */
  | { readonly kind: 'secret' }

/** Values by name. A script adds to them while it is played. */
export type Variables = Map<string, string>

const pieces = new RegExp(`\\$\\$\\{|\\$\\{([^}]*)\\}?|${SECRET}`, 'gu')

/**
 * Read `${name}` and `$${`, which stands for `${` itself.
 * @param isEscaped whether `\r`, `\x00` and so on stand for octets
 * @throws RangeError in words fit for "expected …"
 */
export function parseTemplate(text: string, isEscaped = false): Template {
  const template: Piece[] = []
  let literal = ''
  let from = 0
  const flush = () => {
    if (literal !== '') template.push({ kind: 'octets', bytes: isEscaped ? readEscapes(literal) : encode(literal) })
    literal = ''
  }
  for (const match of text.matchAll(pieces)) {
    literal += text.slice(from, match.index)
    from = match.index + match[0].length
    if (match[0] === '$${') literal += '${'
    else {
      flush()
      template.push(match[0] === SECRET ? { kind: 'secret' } : readVariable(match[0], match[1]!))
    }
  }
  literal += text.slice(from)
  flush()
  return template
}

/** Write text so that {@link parseTemplate} takes it literally. */
export function escapeTemplate(text: string): string {
  return text.replaceAll('${', () => '$${')
}

/** `times` is bounded so that a line of a script cannot fill the memory. */
const MOST_TIMES = 1_000_000

function readVariable(whole: string, content: string): Piece {
  const match = /^([A-Za-z_][\w-]*)(?:\*([1-9]\d*))?$/.exec(content)
  const times = Number(match?.[2] ?? 1)
  if (!match || !whole.endsWith('}') || times > MOST_TIMES)
    throw new RangeError('a variable as "${name}" or "${name*80}"; "${" itself is written "$${"')
  return { kind: 'variable', name: match[1]!, times }
}

function readEscapes(text: string): Uint8Array {
  try {
    return unescapeBytes(text)
  } catch (error) {
    throw new RangeError(`octets with escapes: ${(error as RangeError).message}`, { cause: error })
  }
}

/** Names of the variables in it. */
export function namesIn(template: Template): string[] {
  return template.flatMap((piece) => (piece.kind === 'variable' ? [piece.name] : []))
}

/**
 * The octets, every variable replaced by its value.
 * @throws RangeError where a variable has none, or a credential was left out
 */
export function fillTemplate(template: Template, variables: ReadonlyMap<string, string>): Uint8Array {
  return concat([EMPTY, ...template.map((piece) => fill(piece, variables))])
}

function fill(piece: Piece, variables: ReadonlyMap<string, string>): Uint8Array {
  if (piece.kind === 'octets') return piece.bytes
  if (piece.kind === 'secret') throw new RangeError(`a credential in place of ${SECRET}, which stands for one left out`)
  const value = variables.get(piece.name)
  if (value === undefined) throw new RangeError(`a value for \${${piece.name}}`)
  return encode(value.repeat(piece.times))
}

/** The text, with variables that have no value by their names. */
export function describeTemplate(template: Template, variables: ReadonlyMap<string, string>): string {
  return template
    .map((piece) => {
      if (piece.kind === 'octets') return decode(piece.bytes)
      if (piece.kind === 'secret') return SECRET
      return variables.get(piece.name)?.repeat(piece.times) ?? `\${${piece.name}}`
    })
    .join('')
}

export interface MatchOptions {
  /** Whether `*` in the template stands for any text. */
  readonly wildcards?: boolean
  /** Whether it is a command: its verb may be in whatever case, and behind MAIL and RCPT there may be parameters. */
  readonly isCommand?: boolean
}

/**
 * Whether `text` is what the template says. A variable without a value matches anything and takes it as its value;
 * so does a credential, which is not kept.
 */
export function matchTemplate(
  template: Template,
  text: string,
  variables: Variables,
  { wildcards = false, isCommand = false }: MatchOptions = {},
): boolean {
  const names: string[] = []
  let source = ''
  for (const piece of template) {
    if (piece.kind === 'octets') source += quote(decode(piece.bytes), wildcards)
    else if (piece.kind === 'secret') source += '.*'
    else if (variables.has(piece.name)) source += quote(variables.get(piece.name)!.repeat(piece.times), false)
    else if (names.includes(piece.name)) source += again(names.indexOf(piece.name), piece.times)
    else {
      source += `(.*?)${again(names.length, piece.times - 1)}`
      names.push(piece.name)
    }
  }
  const verb = isCommand ? /^[a-z]+(?: (?:from|to):)?/i.exec(source)?.[0] : undefined
  if (verb !== undefined) {
    if (text.slice(0, verb.length).toUpperCase() !== verb.toUpperCase()) return false
    source = verb + source.slice(verb.length)
    text = verb + text.slice(verb.length)
    if (verb.endsWith(':')) source += '(?: .*)?'
  }
  const match = new RegExp(`^${source}$`, 's').exec(text)
  if (!match) return false
  names.forEach((name, i) => variables.set(name, match[i + 1]!))
  return true
}

/** What the nth group has found, so many times more. */
function again(nth: number, times: number): string {
  return times === 0 ? '' : `(?:\\${nth + 1}){${times}}`
}

function quote(text: string, wildcards: boolean): string {
  const quoted = text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  return wildcards ? quoted.replaceAll('\\*', '.*') : quoted
}

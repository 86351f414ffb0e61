import { encode, fromLatin1, latin1 } from '../protocol/bytes.ts'
import { editHeaders } from './edit.ts'
import { editFields, writeFields, type HeaderEdits } from './field.ts'
import { readHeaders } from './headers.ts'

/** The body of a test message, where none is given. */
export const testBody = 'This is a test message, sent with Parley.\n'

/** What the tokens of a template stand for. */
export interface TemplateValues {
  /** `%FROM_ADDRESS%` */
  readonly from: string
  /** `%TO_ADDRESS%`: joined by commas */
  readonly to: readonly string[]
  /** `%DATE%` */
  readonly date: string
  /** `%MESSAGEID%`: without its brackets */
  readonly messageId: string
  /** `%SWAKS_VERSION%`: Parley's own, in templates that were made for swaks */
  readonly version: string
}

export interface TemplateParts {
  /** `%BODY%`. Tokens in it count too. */
  readonly body: Uint8Array
  /**
   * Fields that are added go to `%NEW_HEADERS%`, each with its line end, or to the end of the header. Fields that are
   * set take the place of the template's own, or are added. Tokens in values count too.
   */
  readonly headers?: HeaderEdits
}

/**
 * A message from a template with the tokens of swaks. As there, the separator line of an mbox file at the top and a
 * line of one dot at the end are taken away, and every LF becomes CRLF. What is no known token stays as it is.
 */
export function expandTemplate(template: Uint8Array, values: TemplateValues, parts: TemplateParts): Uint8Array {
  // One character an octet: whatever the template's charset is, it comes out as it went in.
  const tokens = Object.fromEntries(tokenEntries(values).map(([name, value]) => [name, latin1(encode(value))]))
  const text = latin1(template)
  const body = replaceTokens(latin1(parts.body), tokens)
  const expand = (newHeaders: Uint8Array) =>
    fixLines(replaceTokens(text, { ...tokens, BODY: body, NEW_HEADERS: latin1(newHeaders) }))

  const edits = expandEdits(parts.headers ?? {}, values)
  const message = expand(new Uint8Array(0))
  if (!text.includes('%NEW_HEADERS%')) return editHeaders(message, edits)
  const present = new Set(readHeaders(message).list.map(({ name }) => name.toLowerCase()))
  const isPresent = ({ name }: { readonly name: string }) => present.has(name.toLowerCase())
  const { set = [], add = [] } = edits
  const added = editFields([], { set: set.filter((edit) => !isPresent(edit)), add }, (field) => field)
  return editHeaders(expand(writeFields(added)), { set: set.filter(isPresent) })
}

/** `text` with the tokens that {@link TemplateValues} names replaced, and `%NEWLINE%` by a line end. */
export function expandTokens(text: string, values: TemplateValues): string {
  return replaceTokens(text, Object.fromEntries(tokenEntries(values)))
}

/**
 * What was meant by an argument of a command line: `\n` stands for a line end, as for swaks. There is no other
 * escape. What comes from a file or from standard input is not an argument, and is left alone.
 */
export function unescapeNewlines(argument: string): string {
  return argument.replaceAll('\\n', '\n')
}

/**
 * The fields of `--header` arguments: several in one with `\n` between them. A line that begins with white space
 * continues the field before it; a line without a colon is sent as it is.
 */
export function parseHeaderArgument(argument: string): { readonly name: string; readonly value: string }[] {
  return unescapeNewlines(argument)
    .split(/\r?\n(?![ \t])/)
    .filter((line) => line !== '')
    .map((line) => {
      const [, name = '', value = line] = /^([^:\s]+):[ \t]*(.*)$/s.exec(line) ?? []
      return { name, value }
    })
}

function tokenEntries(values: TemplateValues): [name: string, value: string][] {
  return [
    ['FROM_ADDRESS', values.from],
    ['TO_ADDRESS', values.to.join(',')],
    ['DATE', values.date],
    ['MESSAGEID', values.messageId],
    ['SWAKS_VERSION', values.version],
    ['NEWLINE', '\r\n'],
  ]
}

function replaceTokens(text: string, tokens: Readonly<Record<string, string>>): string {
  return text.replace(/%([A-Z_]+)%/g, (found, name: string) => (Object.hasOwn(tokens, name) ? tokens[name]! : found))
}

/** The same in the values of header edits. */
export function expandEdits({ set = [], add = [] }: HeaderEdits, values: TemplateValues): HeaderEdits {
  return {
    set: set.map(({ name, value }) => ({ name, value: value === null ? null : expandTokens(value, values) })),
    add: add.map(({ name, value }) => ({ name, value: expandTokens(value, values) })),
  }
}

function fixLines(text: string): Uint8Array {
  const message = text
    .replace(/^From [^\n]*\n/, '')
    .replace(/(?<=^|\n)\.\r?\n?$/, '')
    .replace(/\r?\n/g, '\r\n')
  return fromLatin1(message)
}

import { toAsciiName } from '../resolver/name.ts'

/** An MTA-STS policy. RFC 8461 §3.2 */
export interface StsPolicy {
  readonly mode: 'enforce' | 'testing' | 'none'
  /** Seconds. */
  readonly maxAge: number
  /** Names of mail hosts; "*." in front of one stands for any one label. */
  readonly mx: readonly string[]
}

/** A policy as it was understood, and what is wrong with it. */
export interface ReadPolicy {
  /** Null where the text is no policy that counts. */
  readonly policy: StsPolicy | null
  /** Sentences. */
  readonly problems: readonly string[]
}

/** About a year. RFC 8461 §3.2 */
const LONGEST_AGE = 31_557_600

/** Read the text of an MTA-STS policy, whatever it is. */
// sts-policy-record = sts-policy-field *WSP *(sts-policy-term sts-policy-field *WSP) [sts-policy-term]
// sts-policy-term = LF / CRLF
// RFC 8461 §3.2
export function parseStsPolicy(text: string): ReadPolicy {
  const problems: string[] = []
  const fields = readLines(text, problems)
  const first = (key: string) => fields.find(([name]) => name === key)?.[1] ?? null
  const mx = fields.filter(([key]) => key === 'mx').map(([, value]) => value)
  const mode = first('mode')
  const maxAge = first('max_age')
  const fatal = [
    ...checkVersion(first('version')),
    ...checkMode(mode),
    ...checkAge(maxAge),
    ...(mx.length === 0 && mode !== 'none' ? ['There is no mx line, so no mail host would do.'] : []),
    ...mx.filter((pattern) => !isPattern(pattern)).map((pattern) => `"mx: ${pattern}" is no name of a host.`),
  ]
  for (const key of ['version', 'mode', 'max_age']) {
    const amount = fields.filter(([name]) => name === key).length
    if (amount > 1) problems.push(`There is more than one line "${key}": only the first counts.`)
  }
  const isPolicy = fatal.length === 0
  const policy = isPolicy ? { mode: mode as StsPolicy['mode'], maxAge: Number(maxAge), mx } : null
  return { policy, problems: [...fatal, ...problems] }
}

function readLines(text: string, problems: string[]): readonly (readonly [key: string, value: string])[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  return lines.flatMap((line) => {
    const [, key, value] = /^([A-Za-z0-9][\w.-]{0,31}):[ \t]*(.*?)[ \t]*$/.exec(line) ?? []
    if (key !== undefined) return [[key, value!] as const]
    problems.push(`"${line.slice(0, 60)}" is no line as "key: value".`)
    return []
  })
}

function checkVersion(version: string | null): readonly string[] {
  return version === 'STSv1'
    ? []
    : [version === null ? 'There is no line "version: STSv1".' : `The version is "${version}" in place of STSv1.`]
}

function checkMode(mode: string | null): readonly string[] {
  if (mode === 'enforce' || mode === 'testing' || mode === 'none') return []
  return [
    mode === null
      ? 'There is no line with the mode.'
      : `There is no mode "${mode}": enforce, testing and none there are.`,
  ]
}

function checkAge(age: string | null): readonly string[] {
  if (age === null) return ['There is no line with max_age, for how many seconds the policy holds.']
  if (!/^\d{1,10}$/.test(age)) return [`max_age is "${age}", and has to be a number of seconds.`]
  return Number(age) <= LONGEST_AGE ? [] : [`max_age is ${age}, more than the ${LONGEST_AGE} seconds that may be.`]
}

function isPattern(pattern: string): boolean {
  const name = pattern.replace(/^\*\./, '')
  return !name.includes('*') && name.includes('.') && toAsciiName(name) !== null
}

/** Whether a policy is about a mail host. RFC 8461 §4.1 */
export function isNamedBy(pattern: string, host: string): boolean {
  const [wanted, name] = [pattern, host].map((each) => each.toLowerCase().replace(/\.$/, '')) as [string, string]
  if (!wanted.startsWith('*.')) return wanted === name
  const dot = name.indexOf('.')
  return dot > 0 && name.slice(dot) === wanted.slice(1)
}

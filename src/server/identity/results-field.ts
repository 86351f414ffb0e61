import type { Header } from '../../message/headers.ts'
import { writeField } from '../../message/field.ts'
import type { DkimVerdict, DmarcVerdict, SpfVerdict } from '../../wire/identity/mailauth.ts'
import type { ReverseNames } from '../../wire/identity/reverse.ts'

/** What was found out about a client and the reverse-path. What was not looked at is null. */
export interface ClientVerdicts {
  /** Who had logged in. */
  readonly user: string | null
  readonly reverse: ReverseNames | null
  readonly spf: SpfVerdict | null
  /** The HELO name, where SPF was asked about that. */
  readonly helo: string | null
}

export interface MessageVerdicts extends ClientVerdicts {
  readonly dkim: readonly DkimVerdict[] | null
  readonly dmarc: DmarcVerdict | null
}

// authres-header-field = "Authentication-Results:" authres-payload
// authres-payload = [CFWS] authserv-id [ CFWS authres-version ] ( no-result / 1*resinfo ) [CFWS] CRLF
// RFC 8601 §2.2
export function writeAuthenticationResults(hostname: string, verdicts: MessageVerdicts): string {
  const results = resultsOf(verdicts)
  return writeField({
    name: 'Authentication-Results',
    value: [hostname, ...(results.length > 0 ? results : ['none'])].join('; '),
  })
}

/** The same in a few words, for the reply. */
export function summarizeVerdicts({ user, spf, dkim, dmarc }: MessageVerdicts): string {
  const words = [
    ...(user === null ? [] : ['auth=pass']),
    ...(spf ? [`spf=${spf.result}`] : []),
    ...(dkim ? (dkim.length > 0 ? dkim.map(({ result }) => `dkim=${result}`) : ['dkim=none']) : []),
    ...(dmarc ? [`dmarc=${dmarc.result}${dmarc.policy === null ? '' : ` (p=${dmarc.policy})`}`] : []),
  ]
  return words.join(' ')
}

function resultsOf({ user, reverse, spf, helo, dkim, dmarc }: MessageVerdicts): string[] {
  return [
    ...(user === null ? [] : [`auth=pass smtp.auth=${value(user)}`]),
    ...(reverse ? [writeReverse(reverse)] : []),
    ...(spf ? [`spf=${spf.result}${comment(spf.reason)} ${property(spf, helo)}`] : []),
    ...(dkim?.length === 0 ? ['dkim=none'] : []),
    ...(dkim ?? []).map(({ result, reason, domain, selector }) => {
      return `dkim=${result}${comment(reason)} header.d=${value(domain)} header.s=${value(selector)}`
    }),
    ...(dmarc ? [writeDmarc(dmarc)] : []),
  ]
}

function property({ domain }: SpfVerdict, helo: string | null): string {
  return helo === null ? `smtp.mailfrom=${value(domain)}` : `smtp.helo=${value(helo)}`
}

// RFC 8601 §2.7.3
function writeReverse({ outcome, address, names, confirmed }: ReverseNames): string {
  const result = { confirmed: 'pass', unconfirmed: 'fail', none: 'permerror', unknown: 'temperror' }[outcome]
  return `iprev=${result}${comment(confirmed[0] ?? names[0] ?? null)} policy.iprev=${value(address)}`
}

function writeDmarc({ result, reason, policy, domain }: DmarcVerdict): string {
  return `dmarc=${result}${comment(reason ?? (policy === null ? null : `p=${policy}`))} header.from=${value(domain)}`
}

// value = token / quoted-string, and what a domain name or an address is made of
// RFC 8601 §2.2
function value(text: string): string {
  const clean = text.slice(0, 255).replace(/[^\x20-\x7e]/g, '?')
  return /^[A-Za-z0-9!#$%&'*+.^_`{|}~@-]+$/.test(clean) ? clean : `"${clean.replace(/["\\]/g, '\\$&')}"`
}

/** What others say must not be able to end the comment. RFC 8601 §7.1 */
function comment(text: string | null): string {
  return text === null ? '' : ` (${text.slice(0, 200).replace(/[^\x20-\x7e]|[()\\]/g, '?')})`
}

/**
 * Whether a field that came with a message claims to be ours. One that cannot be read, and has our name in it, does.
 * RFC 8601 §5
 */
export function isForgedResults({ name, value }: Pick<Header, 'name' | 'value'>, hostname: string): boolean {
  if (name.toLowerCase() !== 'authentication-results') return false
  const own = hostname.toLowerCase()
  const [, quoted, plain] = /^(?:"((?:[^"\\]|\\.)*)"|([^\s;()"]+))(?=[\s;(]|$)/.exec(withoutComments(value)) ?? []
  const id = quoted?.replace(/\\(.)/g, '$1') ?? plain
  return id === undefined ? value.toLowerCase().includes(own) : id.toLowerCase().replace(/\.$/, '') === own
}

/** The text behind the white space and comments that it begins with; comments may stand in comments. */
function withoutComments(text: string): string {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!
    if (character === '(') depth++
    else if (character === ')' && depth > 0) depth--
    else if (character === '\\' && depth > 0) i++
    else if (depth === 0 && !/\s/.test(character)) return text.slice(i)
  }
  return ''
}

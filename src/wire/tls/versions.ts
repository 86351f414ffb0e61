import type { SecureVersion } from 'node:tls'

/** Versions of TLS that are allowed, both ends included. What is not said is the library's default: 1.2 and newer. */
export interface TlsVersions {
  readonly min?: SecureVersion
  readonly max?: SecureVersion
}

const known = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const satisfies readonly SecureVersion[]
const usual = known.slice(2)

/**
 * As people write them: `1.2`, `TLSv1.2`, `1.0-1.2`, `1.2+`, and as swaks does: `tlsv1_2`, `tlsv1,tlsv1_1`,
 * `no_tlsv1_3,no_sslv3`.
 * @throws RangeError that says what is wrong and shows a form that is right
 */
export function parseVersions(text: string): TlsVersions {
  const words = text
    .trim()
    .toLowerCase()
    .split(/\s*,\s*/)
  const isNegated = words.map((word) => word.startsWith('no_'))
  if (new Set(isNegated).size > 1)
    throw new RangeError(`"${text}" mixes versions that are wanted with some that are not: say one or the other`)
  const named = words.flatMap((word) => readRange(word.replace(/^no_/, ''), text, isNegated[0]!))
  const allowed = isNegated[0] ? usual.filter((version) => !named.includes(version)) : named
  return toRange(allowed, text)
}

function readRange(word: string, text: string, isNegated: boolean): SecureVersion[] {
  const [, from = '', how = '', to = ''] = /^([\w. ]+?)\s*(?:(\+)|-\s*([\w. ]+))?$/.exec(word) ?? []
  if (/^ssl/.test(from) && isNegated) return []
  const first = known.indexOf(readVersion(from, text))
  const last = how ? known.length - 1 : to ? known.indexOf(readVersion(to, text)) : first
  return known.slice(first, last + 1)
}

function readVersion(word: string, text: string): (typeof known)[number] {
  const [, minor] = /^(?:tls)?\s?v?1(?:[._]([0-3]))?$/.exec(word) ?? []
  const version = /^(?:tls)?\s?v?1(?:[._][0-3])?$/.test(word) ? known[Number(minor ?? 0)] : undefined
  if (version) return version
  if (/^ssl/.test(word)) throw new RangeError('SSL 2 and 3 are not to be had: OpenSSL has dropped them; use 1.0 to 1.3')
  throw new RangeError(
    `"${text}" is no version of TLS: use 1.2, 1.3, 1.2+, 1.0-1.2, or swaks' words as tlsv1_2,no_tlsv1`,
  )
}

function toRange(allowed: readonly SecureVersion[], text: string): TlsVersions {
  const places = allowed.map((version) => known.indexOf(version)).sort()
  const [min, max] = [known[places[0]!], known[places.at(-1)!]]
  if (!min || !max) throw new RangeError(`"${text}" leaves no version of TLS`)
  if (known.indexOf(max) - known.indexOf(min) + 1 !== new Set(places).size)
    throw new RangeError(`"${text}" leaves out a version in between, which OpenSSL cannot: name a range, as 1.0-1.2`)
  return { min, max }
}

/** What TLS is to be like, in Node's words. Versions before 1.2 and their signatures are below OpenSSL's usual level. */
export function protocolOptions(versions: TlsVersions = {}, ciphers?: string) {
  const { min, max } = versions
  const isOld = min === 'TLSv1' || min === 'TLSv1.1'
  const list = isOld && !ciphers?.includes('@') ? `${ciphers ?? 'DEFAULT'}@SECLEVEL=0` : ciphers
  return {
    ...(min && { minVersion: min }),
    ...(max && { maxVersion: max }),
    ...(list !== undefined && { ciphers: list }),
  }
}

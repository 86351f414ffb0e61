import type { CertificateDetails, TlsDetails } from './event.ts'
import { readWords } from './words.ts'

/**
 * What stands behind `@tls`: null where that is nothing.
 * @throws RangeError in words fit for "expected …"
 */
export function readTls(text: string): TlsDetails | null {
  const words = readWords(text)
  if (!words) throw new RangeError('words, and pairs as name=word, in double quotes where there are blanks in them')
  const plain = words.filter(({ name }) => name === null)
  if (plain.length === 0) return null
  const pair: Pairs = (name) => words.find((word) => word.name === name)?.value ?? null
  const forHost = pair('for-host')
  const chain = readChain(pair)
  return {
    protocol: plain[0]!.value ?? '',
    cipher: plain[1]?.value ?? '',
    ...given('keyExchange', pair('kex')),
    servername: pair('servername'),
    alpn: pair('alpn'),
    distrust: pair('distrust'),
    ...given('host', pair('host')),
    ...(forHost !== null && { isForHost: forHost === 'yes' }),
    certificate: readCertificate(pair, ''),
    ...(chain.length > 0 && { chain }),
  }
}

type Pairs = (name: string) => string | null

function readChain(pair: Pairs): CertificateDetails[] {
  const chain: CertificateDetails[] = []
  for (;;) {
    const next = readCertificate(pair, `-${chain.length + 2}`)
    if (!next) return chain
    chain.push(next)
  }
}

function readCertificate(pair: Pairs, nth: string): CertificateDetails | null {
  const at: Pairs = (name) => pair(`${name}${nth}`)
  const subject = at('subject')
  if (subject === null) return null
  return {
    subject,
    issuer: at('issuer') ?? '',
    names: at('names')?.split(', ') ?? [],
    validFrom: at('from') ?? '',
    validTo: at('to') ?? '',
    fingerprint: at('sha256') ?? '',
    ...given('serial', at('serial')),
    ...given('key', at('key')),
    ...given('signature', at('signature')),
    ...given('issuerUrl', at('issuer-url')),
  }
}

function given<K extends string>(name: K, value: string | null): { readonly [key in K]?: string } {
  return value === null ? {} : ({ [name]: value } as { readonly [key in K]: string })
}

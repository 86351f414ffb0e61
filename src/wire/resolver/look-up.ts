import type { Resolver, Trouble, TroubleCode } from './resolver.ts'

/** As `failed` events have them: the names of Node and c-ares where they have one. */
export const troubleCodes: Readonly<Record<TroubleCode, string>> = {
  timeout: 'ETIMEDOUT',
  unreachable: 'DNS_UNREACHABLE',
  servfail: 'ESERVFAIL',
  refused: 'EREFUSED',
  rcode: 'DNS_RCODE',
  malformed: 'EBADRESP',
  referral: 'DNS_REFERRAL',
  'alias-loop': 'CNAME_LOOP',
  'bad-name': 'EBADNAME',
  'no-server': 'DNS_NO_SERVER',
  system: 'EAI_AGAIN',
}

/**
 * The addresses of a host, IPv6 first.
 * @throws Error with a code, where there are none
 */
export async function lookUpAddresses(
  resolver: Resolver,
  host: string,
  family: 4 | 6 | undefined,
): Promise<readonly string[]> {
  const answers = await Promise.all([
    ...(family === 4 ? [] : [resolver.query(host, 'AAAA')]),
    ...(family === 6 ? [] : [resolver.query(host, 'A')]),
  ])
  const addresses = answers.flatMap((answer) => (answer.outcome === 'records' ? answer.records : []))
  if (addresses.length > 0) return addresses
  for (const answer of answers) if (answer.outcome === 'unknown') throw failureOf(answer.trouble)
  const isNone = answers.some(({ outcome }) => outcome === 'no-name')
  const kind = family === undefined ? 'address' : `IPv${family} address`
  throw isNone ? coded('ENOTFOUND', `the DNS knows no ${host}`) : coded('ENODATA', `${host} has no ${kind}`)
}

function failureOf({ code, message }: Trouble): Error {
  return coded(troubleCodes[code], message)
}

function coded(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}

import { SmtpError } from '../../client/error.ts'
import { hello, ownNameFor } from '../../client/hello.ts'
import type { RouteHost } from '../../client/route-host.ts'
import { findRoute, type Route } from '../../client/route.ts'
import { ClientSession, type SessionOptions } from '../../client/session.ts'
import { patientTimeouts } from '../../client/timeouts.ts'
import { isPositive } from '../../protocol/reply.ts'
import { findTlsa, type TlsaFinding } from '../../wire/dane/find-tlsa.ts'
import { createPolicyFetcher, type PolicyFetcher } from '../../wire/mta-sts/fetch-policy.ts'
import { findStsRecord } from '../../wire/mta-sts/record.ts'
import type { Resolver } from '../../wire/resolver/resolver.ts'
import { findTlsReporting } from '../../wire/tls-reporting.ts'
import type { Finding } from '../finding.ts'
import type { SecuredPlace, TransportSecurityFacts } from './facts.ts'
import { judgeTransportSecurity } from './judge.ts'

/** Which domain, and how it is asked. */
export interface TransportSecurityRequest {
  /** A mail address or a domain; not needed where there is a route. */
  readonly target: string
  readonly route?: Route
  /**
   * Whom to ask. Its word on signatures (AD) is taken, so it should be near, and validate. This machine's own resolver
   * for addresses knows nothing of signatures: ask DNS servers for everything.
   */
  readonly resolver: Resolver
  /** Default 25. */
  readonly port?: number
  readonly helo?: string
  readonly connection?: Omit<SessionOptions, 'protocol' | 'implicitTls'>
  readonly fetchPolicy?: PolicyFetcher
  /** When dates of certificates are compared. Default: now. */
  readonly now?: Date
}

/** The facts, and what follows from them. */
export interface TransportSecurity extends TransportSecurityFacts {
  readonly findings: readonly Finding[]
}

/** Conversations that are held at the same time. */
const AT_ONCE = 4

/**
 * What protects mail for a domain on its way: DANE, MTA-STS, TLS reports and REQUIRETLS, held against the certificate at
 * every address of every mail host. No mail is sent. Never rejects for what the domain or its servers do.
 */
export async function testTransportSecurity(request: TransportSecurityRequest): Promise<TransportSecurity> {
  const { resolver, port = 25, now = new Date(), fetchPolicy = createPolicyFetcher({ resolver }) } = request
  const route = request.route ?? (await findRoute(request.target, { resolver }))
  const hosts = route.hosts.filter(
    (host, i) => isNamed(host) && route.hosts.findIndex(({ name }) => name === host.name) === i,
  )
  const [tlsa, sts, reporting] = await Promise.all([
    Promise.all(hosts.map(({ name }) => findTlsa(name, port, resolver))),
    isDomain(route) ? findStsRecord(route.domain, resolver) : { ...noRecord, id: null },
    isDomain(route) ? findTlsReporting(route.domain, resolver) : { ...noRecord, addresses: [] },
  ])
  const [policy, places] = await Promise.all([
    sts.id === null ? null : fetchPolicy(route.domain),
    holdAll(doorsOf(route, tlsa), port, request),
  ])
  const facts = { route, tlsa, places, sts, policy, reporting, now }
  return { ...facts, findings: judgeTransportSecurity(facts) }
}

/** An address has no policies, and neither has what is no name. */
function isDomain({ kind }: Route): boolean {
  return kind !== 'address-literal' && kind !== 'bad-target'
}

const noRecord = { name: '', outcome: 'none', text: null, trouble: null, problems: [] } as const

function isNamed({ name, addresses }: RouteHost): boolean {
  return !addresses.some(({ address }) => address === name)
}

interface Door {
  readonly host: string
  readonly address: string
  /** To ask for with SNI. RFC 7672 §8.1 */
  readonly servername: string | undefined
}

function doorsOf({ hosts }: Route, tlsa: readonly TlsaFinding[]): readonly Door[] {
  return hosts.flatMap(({ name, addresses }) => {
    const found = tlsa.find(({ host, outcome }) => host === name && outcome === 'records')
    return addresses.map(({ address }) => ({ host: name, address, servername: found?.base }))
  })
}

async function holdAll(
  doors: readonly Door[],
  port: number,
  request: TransportSecurityRequest,
): Promise<readonly SecuredPlace[]> {
  const places: SecuredPlace[] = []
  const queue = [...doors.entries()]
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) places[next[0]] = await hold(next[1], port, request)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return places
}

async function hold(
  { host, address, servername }: Door,
  port: number,
  { connection = {}, helo }: TransportSecurityRequest,
): Promise<SecuredPlace> {
  let chain: readonly Uint8Array[] = []
  const session = new ClientSession(
    { kind: 'tcp', host, port, addresses: [address] },
    {
      timeouts: patientTimeouts,
      ...connection,
      tls: {
        ...connection.tls,
        host,
        ...(servername !== undefined && { servername }),
        onChain: (sent) => (chain = sent),
      },
    },
  )
  try {
    await session.open()
    const greeting = await session.reply('greeting')
    if (isPositive(greeting)) await greet(session, helo)
    await session.quit()
  } catch (error) {
    if (!(error instanceof SmtpError)) throw error
  } finally {
    session.close()
  }
  return { host, address, transcript: session.transcript, chain }
}

async function greet(session: ClientSession, helo: string | undefined): Promise<void> {
  const name = helo ?? ownNameFor(session)
  const { verb } = await hello(session, name)
  if (verb !== 'EHLO' || !session.capabilities.has('STARTTLS')) return
  await session.startTls()
  await hello(session, name)
}

import { createHash, X509Certificate } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { testTransportSecurity, type TransportSecurityRequest } from '../../../src/checks/transport-security/run.ts'
import { createServer, type MailServer } from '../../../src/store/mail-server.ts'
import type { FetchedPolicy } from '../../../src/wire/mta-sts/fetch-policy.ts'
import { ZoneResolver } from '../../../src/wire/resolver/zone.ts'
import type { KeyPair, ServerTls } from '../../../src/wire/tls/options.ts'
import { failingAt } from '../../wire/identity/failing-resolver.ts'
import { makeCertificate } from '../../wire/tls-certificates.ts'

const root = makeCertificate({ cn: 'Root', isAuthority: true, names: [] })
const middle = makeCertificate({ cn: 'Middle', isAuthority: true, names: [], issuer: root })
const pairs = {
  mx1: makeCertificate({ cn: 'mx1.example.test', issuer: middle }),
  mx2: makeCertificate({ cn: 'mx2.example.test' }),
}

function digestOf({ cert }: KeyPair): string {
  return createHash('sha256')
    .update(new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
}

/** Servers at addresses of their own, on one port. */
async function start(...tls: (ServerTls | null)[]): Promise<number> {
  const servers: MailServer[] = []
  onTestFinished(async () => {
    for (const server of servers) await server.close()
  })
  for (const [i, each] of tls.entries()) {
    const port = servers[0]?.port ?? 0
    servers.push(await createServer({ host: `127.0.0.${i + 2}`, port, ...(each && { tls: each }) }))
  }
  return servers[0]!.port
}

const hosts =
  'example.test. MX 10 mx1.example.test.\n MX 20 mx2.example.test.\nmx1.example.test. A 127.0.0.2\nmx2.example.test. A 127.0.0.3\n'

function test(zone: string, port: number, request: Partial<TransportSecurityRequest> = {}) {
  const resolver = new ZoneResolver(zone, { authentic: true })
  return testTransportSecurity({
    target: 'bob@example.test',
    port,
    resolver,
    helo: 'me.test',
    connection: { tls: { ca: root.cert } },
    ...request,
  })
}

function answering(text: string) {
  const url = 'https://mta-sts.example.test/.well-known/mta-sts.txt'
  return (): Promise<FetchedPolicy> => Promise.resolve({ outcome: 'text', url, text, mediaType: 'text/plain' })
}

describe('a domain', () => {
  it('with DANE at both its hosts', async () => {
    const port = await start({ ...pairs.mx1, cert: pairs.mx1.cert + middle.cert }, pairs.mx2)
    const zone = `${hosts}
_${port}._tcp.mx1.example.test. TLSA 2 1 1 ${digestOf(middle)}
_${port}._tcp.mx2.example.test. TLSA 3 1 1 ${digestOf(pairs.mx2)}
_smtp._tls.example.test. TXT "v=TLSRPTv1; rua=mailto:tls@example.test"
`
    const { findings, places } = await test(zone, port)
    expect(findings.map(({ id }) => id)).toEqual(['dane-matched', 'dane-matched', 'tlsrpt', 'requiretls'])
    expect(places.map(({ chain }) => chain.length)).toEqual([2, 1])
  })

  it('whose trust anchor is known to the client alone: the server has to send it', async () => {
    const port = await start(pairs.mx1)
    const zone = `example.test. MX 10 mx1.example.test.
mx1.example.test. A 127.0.0.2
_${port}._tcp.mx1.example.test. TLSA 2 1 1 ${digestOf(middle)}
`
    const { findings } = await test(zone, port, { connection: { tls: { ca: root.cert + middle.cert } } })
    expect(findings.map(({ id }) => id)).toContain('dane-mismatched')
  })

  it('whose host is an alias is asked by the name that it leads to', async () => {
    const port = await start({ ...pairs.mx1, others: [pairs.mx2] })
    const zone = `example.test. MX 10 alias.example.test.
alias.example.test. CNAME mx2.example.test.
mx2.example.test. A 127.0.0.2
_${port}._tcp.mx2.example.test. TLSA 3 1 1 ${digestOf(pairs.mx2)}
`
    const { findings, places } = await test(zone, port)
    expect(findings.map(({ id }) => id)).toContain('dane-matched')
    const tls = places[0]?.transcript.events.find(({ kind }) => kind === 'tls')
    expect(tls).toMatchObject({ servername: 'mx2.example.test', host: 'alias.example.test', isForHost: false })
  })

  it('with MTA-STS, of whose hosts one does not keep to it', async () => {
    const port = await start({ ...pairs.mx1, cert: pairs.mx1.cert + middle.cert }, pairs.mx2)
    const zone = `${hosts}_mta-sts.example.test. TXT "v=STSv1; id=1"\n`
    const text = 'version: STSv1\nmode: enforce\nmx: *.example.test\nmax_age: 604800\n'
    const { findings } = await test(zone, port, { fetchPolicy: answering(text) })
    expect(findings.map(({ id, evidence }) => [id, ...evidence.map(({ probe }) => probe)].join(' '))).toEqual([
      'sts-enforce',
      'sts-held mx1.example.test [127.0.0.2]',
      'sts-certificate mx2.example.test [127.0.0.3]',
      'tlsrpt-missing',
      'requiretls mx1.example.test [127.0.0.2] mx2.example.test [127.0.0.3]',
    ])
  })

  it('without TLS, and with nobody at the other address', async () => {
    const port = await start(null)
    const zone = `${hosts}_${port}._tcp.mx1.example.test. TLSA 3 1 1 ${digestOf(pairs.mx1)}
_${port}._tcp.mx2.example.test. TLSA 3 1 1 ${digestOf(pairs.mx2)}
`
    const { findings } = await test(zone, port)
    expect(findings.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      'dane-no-tls fail',
      'dane-not-seen unknown',
      'tlsrpt-missing warn',
    ])
  })

  it('that is not there', async () => {
    const { findings, places, route } = await test('other.test. A 127.0.0.1\n', 25)
    expect(route.kind).toBe('no-domain')
    expect(places).toEqual([])
    expect(findings.map(({ id }) => id)).toEqual([])
  })

  it('that cannot be one is not looked up', async () => {
    const resolver = failingAt(new ZoneResolver(''))
    const { findings, route } = await test('', 25, { target: 'bob@exa mple', resolver })
    expect(route.kind).toBe('bad-target')
    expect(findings).toEqual([])
  })

  it('given as an address literal has no names, and no DANE', async () => {
    const port = await start(pairs.mx1)
    const { findings, tlsa } = await test('', port, { target: 'bob@[127.0.0.2]' })
    expect(tlsa).toEqual([])
    expect(findings.map(({ id }) => id)).toEqual(['requiretls'])
  })
})

import { createHash, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testTransportSecurity } from '../../src/checks/transport-security/run.ts'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'
import { writeTlsa } from '../../src/wire/dane/tlsa-record.ts'
import { DnsResolver } from '../../src/wire/resolver/dns.ts'
import { ZoneResolver } from '../../src/wire/resolver/zone.ts'
import type { KeyPair } from '../../src/wire/tls/options.ts'
import { cert } from '../server/certificate.ts'
import { makeCertificate } from '../wire/tls-certificates.ts'
import { signZone, startNsd, startUnbound, type DnsServer } from './dns-servers.ts'
import { startPostfix, type Postfix } from './postfix.ts'
import { run, runParley } from './program.ts'

/** DANE by signed zones, at a real authoritative server (NSD) and a validating resolver (Unbound), against real TLS. */

const root = makeCertificate({ cn: 'Root', isAuthority: true, names: [] })
const middle = makeCertificate({ cn: 'Middle', isAuthority: true, names: [], issuer: root })
const pair = makeCertificate({ cn: 'mx.signed.test', issuer: middle })
const expired = makeCertificate({ cn: 'mx.signed.test', issuer: middle, days: [-9, -2] })
const misnamed = makeCertificate({ cn: 'other.test', issuer: middle })

const selections = [
  (certificate: X509Certificate) => certificate.raw,
  (certificate: X509Certificate) => certificate.publicKey.export({ type: 'spki', format: 'der' }),
]
const matchings = [
  (octets: Buffer) => octets,
  (octets: Buffer) => createHash('sha256').update(octets).digest(),
  (octets: Buffer) => createHash('sha512').update(octets).digest(),
]

/** "3 1 1 0123…" of a certificate. */
function tlsa(kind: string, pem: string): string {
  const [, selector, matchingType] = kind.split(' ').map(Number)
  const data = matchings[matchingType!]!(selections[selector!]!(new X509Certificate(pem)))
  return `${kind} ${data.toString('hex')}`
}

let postfix: Postfix
let own: MailServer
let nsd: DnsServer
let unbound: DnsServer

beforeAll(async () => {
  postfix = await startPostfix()
  own = await createServer({ tls: { key: pair.key, cert: pair.cert + middle.cert } })
  const { text, trustAnchor } = signZone('signed.test', zoneOf('signed.test'))
  // Changed after it was signed.
  const spoilt = text.replace(/^(_\d+\._tcp\.bogus\.signed\.test\.\s+\d+\s+IN\s+TLSA\s+)3 /m, '$12 ')
  if (spoilt === text) throw new Error('the zone is not laid out as expected')
  const zones = { 'signed.test': spoilt, 'plain.test': zoneOf('plain.test') }
  nsd = await startNsd(zones)
  unbound = await startUnbound(nsd, Object.keys(zones), trustAnchor)
})

afterAll(async () => {
  await unbound?.stop()
  await nsd?.stop()
  await own?.close()
  postfix?.stop()
})

function zoneOf(name: string): string {
  return `$ORIGIN ${name}.
$TTL 300
@ SOA ns hostmaster 1 3600 600 86400 60
@ NS ns
ns A 127.0.0.1
@ MX 10 mx
mx A 127.0.0.1
_${own.port}._tcp.mx TLSA ${tlsa('2 1 1', middle.cert)}
postfix MX 10 host
host A 127.0.0.1
_${postfix.port}._tcp.host TLSA ${tlsa('3 1 1', cert)}
rolled MX 10 rolling
rolling A 127.0.0.1
_${postfix.port}._tcp.rolling TLSA ${tlsa('3 1 1', pair.cert)}
                              TLSA ${tlsa('3 1 1', cert)}
stale MX 10 old
old A 127.0.0.1
_${postfix.port}._tcp.old TLSA ${tlsa('3 1 1', pair.cert)}
spoilt MX 10 bogus
bogus A 127.0.0.1
_${postfix.port}._tcp.bogus TLSA ${tlsa('3 1 1', cert)}
aliased MX 10 alias
alias CNAME host
bare MX 10 ns
away MX 10 mx.plain.test.
`
}

describe.each([
  ['signed.test', () => own.port, 'dane-matched pass', 'requiretls pass'],
  ['postfix.signed.test', () => postfix.port, 'dane-matched pass'],
  ['rolled.signed.test', () => postfix.port, 'dane-matched pass', 'dane-idle pass'],
  ['aliased.signed.test', () => postfix.port, 'dane-matched pass'],
  ['stale.signed.test', () => postfix.port, 'dane-mismatched fail'],
  ['spoilt.signed.test', () => postfix.port, 'dane-unknown fail'],
  ['bare.signed.test', () => postfix.port, 'tls-not-demanded warn'],
  ['gone.signed.test', () => postfix.port],
  ['postfix.plain.test', () => postfix.port, 'dane-unsigned warn', 'tls-not-demanded warn'],
  ['away.signed.test', () => own.port, 'dane-unsigned warn', 'requiretls pass', 'tls-not-demanded warn'],
] as const)('%s', (target, port, ...expected) => {
  it('is judged', async () => {
    const resolver = new DnsResolver({ servers: [unbound] })
    const { findings } = await testTransportSecurity({ target, port: port(), resolver, helo: 'client.test' })
    const told = findings.filter(({ id }) => id !== 'tlsrpt-missing').map(({ id, verdict }) => `${id} ${verdict}`)
    expect(told).toEqual(expected)
  })
})

it('parley test --all-mx tells it', async () => {
  const to = ['postfix.signed.test', '--all-mx', '--port', String(postfix.port), '--to', 'bob@example.test']
  const { stdout } = await runParley([
    'test',
    ...to,
    '--resolver',
    `127.0.0.1:${unbound.port}`,
    '--helo',
    'client.test',
  ])
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    '+ DANE holds. host.signed.test [127.0.0.1] shows the certificate that 3 1 1 ',
  )
})

it('a DNS server that does not validate vouches for nothing', async () => {
  const resolver = new DnsResolver({ servers: [nsd] })
  const { findings } = await testTransportSecurity({ target: 'postfix.signed.test', port: postfix.port, resolver })
  expect(findings.map(({ id }) => id)).toEqual(['dane-unsigned', 'tls-not-demanded'])
})

/** The same records and chains, judged by OpenSSL. */
describe('OpenSSL agrees', () => {
  const whole = [pair, middle, root]
  it.each<[string, readonly [kind: string, of: KeyPair][], readonly KeyPair[]]>([
    ...['3 0 0', '3 0 1', '3 0 2', '3 1 0', '3 1 1', '3 1 2'].map((kind): [string, [string, KeyPair][], KeyPair[]] => [
      kind,
      [[kind, pair]],
      [pair],
    ]),
    ...['2 0 0', '2 0 1', '2 0 2', '2 1 0', '2 1 1', '2 1 2'].flatMap(
      (kind): [string, [string, KeyPair][], KeyPair[]][] => [
        [`${kind} of a root that is sent`, [[kind, root]], whole],
        [`${kind} of a root that is not sent`, [[kind, root]], [pair, middle]],
        [`${kind} of the issuer`, [[kind, middle]], [pair, middle]],
        [`${kind} of the certificate itself`, [[kind, pair]], [pair, middle]],
      ],
    ),
    ['an end, with usage 3', [['3 1 1', expired]], [expired]],
    ['an end, with usage 2', [['2 1 1', middle]], [expired, middle]],
    ['another name, with usage 3', [['3 1 1', misnamed]], [misnamed]],
    ['another name, with usage 2', [['2 1 1', middle]], [misnamed, middle]],
    ['an issuer with usage 3', [['3 1 1', middle]], [pair, middle]],
    [
      'a stronger digest that is wrong',
      [
        ['3 1 1', pair],
        ['3 1 2', root],
      ],
      [pair],
    ],
    [
      'two digests of other parts',
      [
        ['3 1 1', pair],
        ['3 0 2', root],
      ],
      [pair],
    ],
    [
      'any of several',
      [
        ['3 1 1', root],
        ['2 1 1', middle],
      ],
      [pair, middle],
    ],
  ])('%s', async (_name, records, chain) => {
    const [leaf] = chain
    const server = await createServer({ tls: { key: leaf!.key, cert: chain.map((each) => each.cert).join('') } })
    try {
      const lines = records.map(([kind, { cert }]) => tlsa(kind, cert))
      const zone = `example.test. MX 10 mx.signed.test.\nmx.signed.test. A 127.0.0.1\n${lines.map((line) => `_${server.port}._tcp.mx.signed.test. TLSA ${line}\n`).join('')}`
      const resolver = new ZoneResolver(zone, { authentic: true })
      const { findings, tlsa: found } = await testTransportSecurity({
        target: 'example.test',
        port: server.port,
        resolver,
      })
      const isMatched = findings.some(({ id }) => id === 'dane-matched')
      expect(found[0]?.records.map(writeTlsa)).toHaveLength(lines.length)
      expect(isMatched).toBe(await isBelievedByOpenSsl(server.port, lines))
    } finally {
      await server.close()
    }
  })
})

async function isBelievedByOpenSsl(port: number, lines: readonly string[]): Promise<boolean> {
  const { stdout, stderr } = await run('openssl', [
    's_client',
    ...['-connect', `127.0.0.1:${port}`, '-starttls', 'smtp', '-brief', '-verify_return_error'],
    ...['-dane_tlsa_domain', 'mx.signed.test', '-dane_ee_no_namechecks'],
    ...lines.flatMap((line) => ['-dane_tlsa_rrdata', line]),
  ])
  const said = stdout + stderr
  if (/Verification: OK/.test(said)) return true
  if (/verif/i.test(said)) return false
  throw new Error(`openssl said ${said}`)
}

import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../src/checks/finding.ts'
import type { Identity } from '../../../src/checks/identity/facts.ts'
import { judgeIdentity } from '../../../src/checks/identity/judge.ts'
import { lookUpIdentity, type ProbeOptions } from '../../../src/checks/identity/probe.ts'
import { identityIn, isFromOutside } from '../../../src/checks/identity/run.ts'
import { readTranscript } from '../../../src/transcript/read-transcript.ts'
import { blocklistOf } from '../../../src/wire/identity/blocklist-data.ts'
import { domainBlocklistOf } from '../../../src/wire/identity/domain-blocklist-data.ts'
import { ZoneResolver } from '../../../src/wire/resolver/zone.ts'
import { failingAt, silentResolver } from '../../wire/identity/failing-resolver.ts'

const zone = new ZoneResolver(`
$ORIGIN example.test.
@ MX 10 mail
  TXT "v=spf1 mx -all"
_dmarc TXT "v=DMARC1; p=reject"
mail A 9.9.9.1
soft A 9.9.9.1
     TXT "v=spf1 ~all"
null MX 0 .
     TXT "v=spf1 oops"
1.9.9.9.in-addr.arpa. PTR mail.example.test.
2.9.9.9.in-addr.arpa. PTR mail.example.test.
2.0.0.127.dnsbl.test. A 127.0.0.2
3.9.9.9.dnsbl.test. A 127.0.0.3
3.9.9.9.dnsbl.test. TXT "Sent spam"
2.0.0.127.zen.spamhaus.org. A 127.0.0.2
3.9.9.9.zen.spamhaus.org. A 127.0.0.10
2.0.0.127.bl.spamcop.net. A 127.255.255.254
test.rhsbl.test. A 127.0.0.2
bad.test.rhsbl.test. A 127.0.0.2
bad.test.rhsbl.test. TXT "Sent spam"
test.uribl.com.multi.uribl.com. A 127.0.0.14
bad.test.multi.uribl.com. A 127.0.0.4
test.dbl.spamhaus.org. A 127.0.1.255
`)

const good: Identity = {
  address: '9.9.9.1',
  seenAddress: null,
  helo: 'mail.example.test',
  sender: 'al@example.test',
  author: 'example.test',
}

const lists = ['dnsbl.test', 'zen.spamhaus.org', 'bl.spamcop.net'].map(blocklistOf)

const domainLists = ['rhsbl.test', 'multi.uribl.com', 'dbl.spamhaus.org'].map(domainBlocklistOf)

async function look(identity: Partial<Identity>, options: Partial<ProbeOptions> = {}): Promise<Finding[]> {
  const all = { resolver: zone, blocklists: lists.slice(0, 2), domainBlocklists: domainLists.slice(0, 1), ...options }
  return judgeIdentity(await lookUpIdentity({ ...good, ...identity }, all))
}

const verdicts = (findings: readonly Finding[]) => Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict]))

it('a host that is set up as it should be', async () => {
  const findings = await look({})
  expect(verdicts(findings)).toEqual({
    'identity-address': 'pass',
    'reverse-name': 'pass',
    'helo-identity': 'pass',
    spf: 'pass',
    'sender-domain': 'pass',
    dmarc: 'pass',
    'blocklists-clear': 'pass',
    'domain-blocklists-clear': 'pass',
  })
  for (const { remedy } of findings) expect(remedy).toBeNull()
})

describe('what is wrong', () => {
  it.each<[Partial<Identity>, string, Finding['verdict'], RegExp]>([
    [{ address: '9.9.9.4' }, 'reverse-name', 'fail', /no PTR record for 9\.9\.9\.4/],
    [{ address: '9.9.9.2' }, 'reverse-name', 'fail', /says mail\.example\.test, and mail\.example\.test does not have/],
    [{ address: '9.9.9.2' }, 'helo-identity', 'warn', /is at 9\.9\.9\.1, and you call from 9\.9\.9\.2/],
    [{ address: '9.9.9.2' }, 'spf', 'fail', /example\.test does not let 9\.9\.9\.2 send its mail\. Its record: v=spf1/],
    [{ address: '9.9.9.2' }, 'dmarc', 'fail', /such mail is to be rejected \(p=reject\)/],
    [{ sender: 'al@soft.example.test' }, 'spf', 'warn', /not strictly/],
    [{ sender: 'al@null.example.test' }, 'spf', 'fail', /cannot be used: Unknown mechanism oops/],
    [{ sender: 'al@mail.example.test' }, 'spf', 'warn', /has no SPF record/],
    [{ sender: 'al@null.example.test' }, 'sender-domain', 'fail', /could not come back/],
    [{ sender: 'al@gone.example.test' }, 'sender-domain', 'fail', /could not come back/],
    [{ author: 'example.org' }, 'dmarc', 'warn', /no DMARC record/],
    [{ helo: 'mail' }, 'helo-identity', 'warn', /not fully qualified/],
    [{ helo: 'gone.example.test' }, 'helo-identity', 'fail', /no address for gone\.example\.test/],
    [{ helo: '[9.9.9.1]' }, 'helo-identity', 'warn', /many servers want a name for 9\.9\.9\.1/],
  ])('%j: %s', async (identity, id, verdict, detail) => {
    const finding = (await look(identity)).find((each) => each.id === id)!
    expect(finding.verdict).toBe(verdict)
    expect(finding.detail).toMatch(detail)
    expect(finding.remedy).not.toBeNull()
    expect(finding.ref).toMatch(/^RFC \d+ §/)
  })

  it('blocklists: listed, listed for nothing that was done, and not to be asked', async () => {
    const findings = (await look({ address: '9.9.9.3' }, { blocklists: lists })).filter(({ id }) =>
      id.startsWith('block'),
    )
    expect(findings.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      'blocklist fail',
      'blocklist warn',
      'blocklists-unknown unknown',
    ])
    expect(findings[0]!.detail).toBe('dnsbl.test (dnsbl.test) has 9.9.9.3: listed. It says: Sent spam')
    expect(findings[1]!.title).toBe('On the list Spamhaus ZEN, not for anything it did')
    expect(findings[2]!.detail).toMatch(/SpamCop: it refuses: it does not answer resolvers that everybody may use/)
  })
})

it.each([
  ['al@[9.9.9.1]', 'mail.example.test'],
  ['', '[9.9.9.1]'],
  ['', 'localhost'],
])('there is no SPF of a sender <%s> at %s: nobody is asked, and nothing is said', async (sender, helo) => {
  const asked: string[] = []
  const resolver = failingAt(zone, (name, type) => (type === 'TXT' && asked.push(name), false))
  expect(verdicts(await look({ sender, helo, author: null }, { resolver }))).not.toHaveProperty('spf')
  expect(asked).toEqual([])
})

describe('lists of domains', () => {
  it('a sender who is on one, on another for no spam, and on one that refuses', async () => {
    const identity = { sender: 'al@bad.test', helo: 'mail.bad.test' }
    const findings = (await look(identity, { domainBlocklists: domainLists })).filter(({ id }) =>
      id.startsWith('domain-block'),
    )
    expect(findings.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      'domain-blocklist fail',
      'domain-blocklist warn',
      'domain-blocklists-unknown unknown',
    ])
    expect(findings[0]!.detail).toBe('rhsbl.test (rhsbl.test) has bad.test: listed. It says: Sent spam')
    expect(findings[1]!.title).toBe('Your domain is on URIBL, though not for spam')
    expect(findings[2]!.detail).toBe(
      'Nothing follows from this about your domain. Spamhaus DBL: it refuses: it lists domains, and was asked for an address.',
    )
  })

  it('the sender and the HELO name are both asked for', async () => {
    const clear = async (identity: Partial<Identity>) =>
      (await look(identity)).find(({ id }) => id === 'domain-blocklists-clear')?.detail
    expect(await clear({})).toBe('example.test is not on rhsbl.test. mail.example.test is not on rhsbl.test.')
    expect(await clear({ helo: 'localhost' })).toBe('example.test is not on rhsbl.test.')
    expect(await clear({ helo: '[9.9.9.1]', sender: '', author: null })).toBeUndefined()
  })
})

describe('an address that means nothing outside', () => {
  it('what cannot be known is said, and nothing is asked about it', async () => {
    const asked: string[] = []
    const resolver = failingAt(zone, (name) => (asked.push(name), false))
    const findings = await look({ address: '10.1.2.3' }, { resolver })
    expect(verdicts(findings)).toEqual({
      'identity-address': 'unknown',
      'helo-identity': 'unknown',
      'sender-domain': 'pass',
      dmarc: 'unknown',
      'domain-blocklists-clear': 'pass',
    })
    expect(findings[0]!.detail).toMatch(/address of your own network/)
    expect(asked.filter((name) => /arpa|10\.1\.2\.3|3\.2\.1\.10/.test(name))).toEqual([])
  })

  it('the server may have told by which we are known', async () => {
    const findings = await look({ address: '10.1.2.3', seenAddress: '9.9.9.1' })
    expect(findings[0]).toMatchObject({ verdict: 'pass', title: 'The server sees 9.9.9.1' })
    expect(verdicts(findings)['spf']).toBe('pass')
  })

  it('is looked up where the resolver knows it', async () => {
    expect(verdicts(await look({ address: '10.1.2.3' }, { anyAddress: true }))).toMatchObject({
      'reverse-name': 'fail',
    })
  })
})

describe('could not tell', () => {
  it.each([
    ['the DNS fails', failingAt(zone), /It is broken\.|it is broken/],
    ['the DNS is silent', silentResolver, /No answer within 0\.02 s|The DNS did not answer|no answer within/],
  ])('where %s', async (_, resolver, reason) => {
    const findings = await look({}, { resolver, timeout: 20 })
    expect(verdicts(findings)).toEqual({
      'identity-address': 'pass',
      'reverse-name': 'unknown',
      'helo-identity': 'unknown',
      spf: 'unknown',
      'sender-domain': 'unknown',
      dmarc: 'unknown',
      'blocklists-unknown': 'unknown',
      'domain-blocklists-unknown': 'unknown',
    })
    for (const { detail } of findings.slice(1)) expect(detail).toMatch(reason)
  })

  it('where there was no connection', async () => {
    expect(verdicts(await look({ address: null, helo: null }))).toEqual({
      'identity-address': 'unknown',
      'sender-domain': 'pass',
      dmarc: 'unknown',
      'domain-blocklists-clear': 'pass',
    })
  })
})

describe('who we said we are', () => {
  const held = (local: string, remote: string, greets: string, sender = 'al@example.test') => {
    const reading = readTranscript(
      `@open ${local} ${remote}\nS: 220 mx.example.org\nC: EHLO mail.example.test\nS: 250 ${greets}\nC: MAIL FROM:<${sender}>\nS: 250 ok\n`,
    )
    if (!reading.ok) throw new Error('the conversation cannot be read')
    return reading.value
  }

  it.each([
    ['mx.example.org at your service, [9.9.9.1]', '9.9.9.1'],
    ['mx Hello mail [IPv6:2620:fe::1]', '2620:fe::1'],
    ['[9.9.9.9] greets you', null],
    ['mx.example.org', null],
  ])('greeted with "%s"', (greets, seenAddress) => {
    expect(identityIn(held('10.0.0.5:5000', '9.9.9.9:25', greets))).toEqual({
      address: '10.0.0.5',
      seenAddress,
      helo: 'mail.example.test',
      sender: 'al@example.test',
      author: 'example.test',
    })
  })

  it.each([
    ['9.9.9.9:25', true],
    ['[2620:fe::9]:25', true],
    ['127.0.0.1:25', false],
    ['[::1]:25', false],
  ])('whether %s can look us up', (remote, expected) => {
    expect(isFromOutside(held('10.0.0.5:5000', remote, 'hi'))).toBe(expected)
  })

  it('the null sender has no author', () => {
    expect(identityIn(held('9.9.9.1:5000', '9.9.9.9:25', 'hi', ''))).toMatchObject({ sender: '', author: null })
  })
})

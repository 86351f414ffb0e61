import { execFile } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judgeIdentity } from '../../src/checks/identity/judge.ts'
import { lookUpIdentity } from '../../src/checks/identity/probe.ts'
import { usualDemands } from '../../src/server/identity/demands.ts'
import { createServer } from '../../src/store/mail-server.ts'
import { blocklistOf } from '../../src/wire/identity/blocklist-data.ts'
import { domainBlocklistOf } from '../../src/wire/identity/domain-blocklist-data.ts'
import { DnsResolver } from '../../src/wire/resolver/dns.ts'
import { startNsd, type DnsServer } from './dns-servers.ts'

/** Who we are, at a real DNS server with the reverse zone of 127.0.0.0/8 and a blocklist; with swaks as the client. */

const soa = '$TTL 60\n@ SOA ns hostmaster 1 3600 600 86400 60\n@ NS ns\nns A 127.0.0.1\n'

const zones = {
  'example.test': `$ORIGIN example.test.
${soa}@ MX 10 client
  TXT "v=spf1 mx -all"
_dmarc TXT "v=DMARC1; p=reject"
client A 127.0.0.1
other A 127.0.0.3
bad A 127.0.0.1
`,
  '127.in-addr.arpa': `$ORIGIN 127.in-addr.arpa.
${soa}1.0.0 PTR client.example.test.
3.0.0 PTR client.example.test.
4.0.0 PTR listed.example.test.
`,
  'dnsbl.test': `$ORIGIN dnsbl.test.
${soa}2.0.0.127 A 127.0.0.2
4.0.0.127 A 127.0.0.2
  TXT "Sent spam, see https://example.test/"
`,
  // What a list says of a domain it says of all below it, as Spamhaus DBL does.
  'rhsbl.test': `$ORIGIN rhsbl.test.
${soa}test A 127.0.1.2
bad.example.test A 127.0.1.2
  TXT "Advertised in spam"
*.bad.example.test A 127.0.1.2
`,
}

let nsd: DnsServer
let resolver: DnsResolver

beforeAll(async () => {
  nsd = await startNsd(zones)
  resolver = new DnsResolver({ servers: [nsd] })
})

afterAll(() => nsd?.stop())

describe('how we look', () => {
  const look = async (address: string) => {
    const identity = {
      address,
      seenAddress: null,
      helo: 'client.example.test',
      sender: 'al@example.test',
      author: 'example.test',
    }
    const options = { resolver, anyAddress: true, blocklists: [blocklistOf('dnsbl.test')], domainBlocklists: [] }
    const findings = judgeIdentity(await lookUpIdentity(identity, options))
    return findings.map(({ id, verdict }) => `${id} ${verdict}`).slice(1)
  }

  it.each([
    [
      '127.0.0.1',
      [
        'reverse-name pass',
        'helo-identity pass',
        'spf pass',
        'sender-domain pass',
        'dmarc pass',
        'blocklists-clear pass',
      ],
    ],
    [
      '127.0.0.3',
      [
        'reverse-name fail',
        'helo-identity warn',
        'spf fail',
        'sender-domain pass',
        'dmarc fail',
        'blocklists-clear pass',
      ],
    ],
    [
      '127.0.0.4',
      ['reverse-name fail', 'helo-identity warn', 'spf fail', 'sender-domain pass', 'dmarc fail', 'blocklist fail'],
    ],
    [
      '127.0.0.9',
      [
        'reverse-name fail',
        'helo-identity warn',
        'spf fail',
        'sender-domain pass',
        'dmarc fail',
        'blocklists-clear pass',
      ],
    ],
  ])('from %s', async (address, expected) => {
    expect(await look(address)).toEqual(expected)
  })
})

it.each([
  ['al@example.test', 'mail.example.test', ['domain-blocklists-clear pass']],
  ['al@bad.example.test', 'mail.example.test', ['domain-blocklist fail', 'domain-blocklists-clear pass']],
  ['al@example.test', 'mail.bad.example.test', ['domain-blocklist fail', 'domain-blocklists-clear pass']],
])('a list of domains, of %s and %s', async (sender, helo, expected) => {
  const identity = { address: null, seenAddress: null, helo, sender, author: null }
  const facts = await lookUpIdentity(identity, { resolver, domainBlocklists: [domainBlocklistOf('rhsbl.test')] })
  const findings = judgeIdentity(facts).filter(({ id }) => id.startsWith('domain-'))
  expect(findings.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(expected)
})

describe('what is demanded of swaks', () => {
  async function swaks(from: string, helo: string, sender: string) {
    await using server = await createServer({
      demands: {
        demands: [...usualDemands, 'ptr-confirmed', 'helo-address', 'blocklist', 'domain-blocklist'],
        blocklists: ['dnsbl.test'],
        domainBlocklists: ['rhsbl.test'],
        resolver,
        pause: 100,
      },
    })
    const args = ['--server', `127.0.0.1:${server.port}`, '--local-interface', from, '--helo', helo, '--from', sender]
    const said = await new Promise<string>((resolve) => {
      execFile('/usr/bin/swaks', [...args, '--to', 'b@example.org'], (_, stdout) => resolve(stdout))
    })
    return { said, trace: server.store.messages[0]?.trace.replaceAll(/\r\n(?=\s)/g, '') ?? null }
  }

  it('who is who he says is let in, with the verdicts', async () => {
    const { said, trace } = await swaks('127.0.0.1', 'client.example.test', 'al@example.test')
    expect(said).toContain('<-  250-2.0.0 Checked: spf=pass dkim=none dmarc=pass (p=reject)')
    expect(trace).toMatch(/^Authentication-Results: .*iprev=pass \(client\.example\.test\).*; spf=pass .*; dmarc=pass/m)
  })

  it.each([
    ['127.0.0.9', 'client.example.test', 'al@example.test', '554-Your address [127.0.0.9] has no name in the DNS'],
    [
      '127.0.0.3',
      'other.example.test',
      'al@example.test',
      '554-Your address [127.0.0.3] goes by the name client.example',
    ],
    [
      '127.0.0.1',
      'other.example.test',
      'al@example.test',
      '550-5.7.1 You call yourself other.example.test, which is at',
    ],
    [
      '127.0.0.1',
      'client.example.test',
      'al@bad.example.test',
      '550-5.7.1 The domain of the sender, bad.example.test, is on the blocklist rhsbl.test: Advertised in spam',
    ],
    ['127.0.0.1', 'client.example.test', 'al@gone.example.test', '550-5.1.8 The domain of the sender'],
  ])('%s as %s from %s is refused', async (from, helo, sender, reason) => {
    const { said, trace } = await swaks(from, helo, sender)
    expect(said).toContain(reason)
    expect(trace).toBeNull()
  })
})

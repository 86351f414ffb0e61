import { createSocket } from 'node:dgram'
import { encode } from 'dns-packet'
import { describe, expect, it, onTestFinished } from 'vitest'
import { DnsResolver, type DnsResolverOptions } from '../../../src/wire/resolver/dns.ts'
import { formatServerAddress } from '../../../src/wire/resolver/server-address.ts'
import { a, cname, flags, mx, rcodes, soa, startDnsServer, type ScriptedServer } from './dns-server.ts'

const example = 'example.test'

function resolverOf(servers: readonly ScriptedServer[], options: Partial<DnsResolverOptions> = {}): DnsResolver {
  return new DnsResolver({ servers, timeout: 5000, tries: 1, ...options })
}

/** For servers that never answer: nothing is waited for but this. */
const impatient = { timeout: 40 }

describe('records of each type', () => {
  const data = Buffer.from('00ff10', 'hex')
  it.each([
    ['A', '192.0.2.1', '192.0.2.1'],
    ['AAAA', '2001:db8::1', '2001:db8::1'],
    ['CNAME', 'www.example.test', 'www.example.test'],
    ['PTR', 'mx.example.test', 'mx.example.test'],
    ['MX', { preference: 10, exchange: 'mx.example.test' }, { preference: 10, exchange: 'mx.example.test' }],
    ['MX', { preference: 0, exchange: '.' }, { preference: 0, exchange: '.' }],
    ['TXT', ['v=spf1 ', '-all', 'ä'], ['v=spf1 ', '-all', 'ä']],
    [
      'TLSA',
      { usage: 3, selector: 1, matchingType: 1, certificate: data },
      { usage: 3, selector: 1, matchingType: 1, data: new Uint8Array(data) },
    ],
    [
      'SOA',
      { mname: 'ns.example.test', rname: 'a.example.test', serial: 1, refresh: 2, retry: 3, expire: 4, minimum: 5 },
      { mname: 'ns.example.test', rname: 'a.example.test', serial: 1, refresh: 2, retry: 3, expire: 4, minimum: 5 },
    ],
    [
      'CAA',
      { flags: 128, tag: 'issue', value: 'ca.example.test' },
      { flags: 128, tag: 'issue', value: 'ca.example.test' },
    ],
  ] as const)('%s %j', async (type, sent, read) => {
    const answer = {
      type,
      name: example,
      ttl: 300,
      data: Array.isArray(sent) ? [...(sent as string[])] : sent,
    } as never
    const server = await startDnsServer(() => ({ answers: [answer] }))
    expect(await resolverOf([server]).query(example, type)).toEqual({
      outcome: 'records',
      records: [read],
      name: example,
      type,
      aliases: [],
      authentic: false,
      ttl: 300,
      source: formatServerAddress(server),
    })
  })
})

it('the query asks for recursion, EDNS0 and DNSSEC', async () => {
  const server = await startDnsServer(() => ({ flags: flags.authentic, answers: [a(example, '192.0.2.1')] }))
  const answer = await resolverOf([server]).query('EXAMPLE.Test.', 'A')
  expect(answer).toMatchObject({ outcome: 'records', authentic: true, name: example })
  const { packet } = server.asked[0]!
  expect(packet).toMatchObject({ flag_rd: true, flag_ad: true })
  expect(packet.additionals).toMatchObject([{ type: 'OPT', udpPayloadSize: 1232, flag_do: true }])
})

it('without DNSSEC neither DO nor AD is asked for', async () => {
  const server = await startDnsServer(() => ({ answers: [a(example, '192.0.2.1')] }))
  await resolverOf([server], { dnssec: false }).query(example, 'A')
  const { packet } = server.asked[0]!
  expect(packet).toMatchObject({ flag_ad: false, additionals: [{ type: 'OPT', flag_do: false }] })
})

it('a name in another script is asked as A-labels', async () => {
  const server = await startDnsServer(() => ({ answers: [] }))
  expect(await resolverOf([server]).query('bücher.example', 'MX')).toMatchObject({ name: 'xn--bcher-kva.example' })
  expect(server.asked[0]!.question.name).toBe('xn--bcher-kva.example')
})

it.each(['', '.', 'a b.example', 'a..example', `${'x'.repeat(64)}.example`, `${'x.'.repeat(127)}xx`, 'a\\b.example'])(
  '%j is no name, and nobody is asked',
  async (name) => {
    const server = await startDnsServer(() => ({ answers: [] }))
    const answer = await resolverOf([server]).query(name, 'A')
    expect(answer).toMatchObject({ outcome: 'unknown', trouble: { code: 'bad-name' } })
    expect(server.asked).toEqual([])
  },
)

it.each([
  ['A', '127.0.0.1'],
  ['AAAA', '::1'],
] as const)('localhost is this machine: %s', async (type, address) => {
  const resolver = new DnsResolver({ servers: [] })
  expect(await resolver.query('localhost', type)).toMatchObject({ outcome: 'records', records: [address] })
  expect(await resolver.query('mail.localhost', 'MX')).toMatchObject({ outcome: 'no-record' })
})

describe('nothing there', () => {
  it('NXDOMAIN: no such name', async () => {
    const server = await startDnsServer(() => ({ flags: rcodes.nxdomain, authorities: [soa('test', 60, 3600)] }))
    expect(await resolverOf([server]).query(example, 'MX')).toMatchObject({ outcome: 'no-name', ttl: 60 })
  })

  it('NODATA: no such record', async () => {
    const server = await startDnsServer(() => ({ authorities: [soa('test', 3600, 30)] }))
    expect(await resolverOf([server]).query(example, 'MX')).toMatchObject({ outcome: 'no-record', ttl: 30 })
  })

  it('NODATA without an SOA record is not kept', async () => {
    const server = await startDnsServer(() => ({}))
    expect(await resolverOf([server]).query(example, 'MX')).toMatchObject({ outcome: 'no-record', ttl: 0 })
  })

  it('records of others, and of other classes, are none of ours', async () => {
    const foreign = { ...a(example, '192.0.2.9'), class: 'CH' as const }
    const server = await startDnsServer(() => ({ answers: [a('other.test', '192.0.2.1'), foreign] }))
    expect(await resolverOf([server]).query(example, 'A')).toMatchObject({ outcome: 'no-record' })
  })
})

describe('could not tell', () => {
  it.each([
    [rcodes.servfail, 'servfail', 'could not find out: SERVFAIL'],
    [rcodes.refused, 'refused', 'refused to answer'],
    [9, 'rcode', 'answered with response code 9'],
  ])('response code %i', async (rcode, code, words) => {
    const server = await startDnsServer(() => ({ flags: rcode }))
    expect(await resolverOf([server]).query(example, 'A')).toMatchObject({
      outcome: 'unknown',
      trouble: { code, message: `${formatServerAddress(server)} ${words}` },
    })
  })

  it('a refusal without the question is one all the same', async () => {
    const server = await startDnsServer(() => ({ flags: rcodes.refused, questions: [] }))
    expect(await resolverOf([server]).query(example, 'A')).toMatchObject({ trouble: { code: 'refused' } })
  })

  it('the reason that a server adds is passed on', async () => {
    const remark = { code: 15, data: Buffer.from('\0\x06no \x1bSEP matching the DS') }
    const opt = { type: 'OPT', name: '.', udpPayloadSize: 1232, options: [remark] } as never
    const server = await startDnsServer(() => ({ flags: rcodes.servfail, additionals: [opt] }))
    const { trouble } = (await resolverOf([server]).query(example, 'A')) as never
    expect(trouble).toMatchObject({
      message: expect.stringContaining('SERVFAIL (DNSSEC bogus: no ?SEP matching the DS)') as string,
    })
  })

  it('a referral', async () => {
    const ns = { type: 'NS', name: example, ttl: 60, data: 'ns.example.test' } as const
    const server = await startDnsServer(() => ({ authorities: [ns] }))
    expect(await resolverOf([server]).query(example, 'A')).toMatchObject({ trouble: { code: 'referral' } })
  })

  it('silence', async () => {
    const server = await startDnsServer(() => null)
    expect(await resolverOf([server], { ...impatient, tries: 2 }).query(example, 'A')).toMatchObject({
      trouble: { code: 'timeout', message: `${formatServerAddress(server)} did not answer within 0.04 s` },
    })
    expect(server.asked).toHaveLength(2)
  })

  it('nobody there', async () => {
    const socket = createSocket('udp4')
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
    const { port } = socket.address()
    await new Promise<void>((resolve) => socket.close(resolve))
    const resolver = new DnsResolver({ servers: [{ address: '127.0.0.1', port }], timeout: 5000 })
    expect(await resolver.query(example, 'A')).toMatchObject({
      trouble: { code: 'unreachable', message: `127.0.0.1:${port} has no DNS server listening (ECONNREFUSED)` },
    })
  })

  it('no server set up', async () => {
    expect(await new DnsResolver({ servers: [] }).query(example, 'A')).toMatchObject({
      trouble: { code: 'no-server', message: 'this machine has no DNS server set up' },
    })
  })

  it.each([
    ['cut off', (octets: Buffer) => octets.subarray(0, octets.length - 3)],
    ['a name that points at itself', (octets: Buffer) => Buffer.concat([octets.subarray(0, 29), Buffer.of(0xc0, 29)])],
  ])('octets that are no message: %s', async (_name, spoil) => {
    const server = await startDnsServer(({ packet, question }) =>
      spoil(
        encode({
          type: 'response',
          id: packet.id!,
          questions: [question],
          answers: [a('a.example.test', '192.0.2.1')],
        }),
      ),
    )
    expect(await resolverOf([server]).query(example, 'A')).toMatchObject({ trouble: { code: 'malformed' } })
  })
})

describe('lies are passed over', () => {
  const truth = [a(example, '192.0.2.1')]
  const lie = [a(example, '192.0.2.66')]

  it.each([
    ['another id', (id: number) => ({ id: id ^ 1, answers: lie })],
    ['another name', () => ({ questions: [{ type: 'A' as const, name: 'evil.test' }], answers: lie })],
    ['another type', () => ({ questions: [{ type: 'TXT' as const, name: example }], answers: lie })],
    ['no question', () => ({ questions: [], answers: lie })],
    ['a query', () => ({ type: 'query' as const, answers: lie })],
    ['octets', () => Buffer.from('nonsense')],
  ])('%s', async (_name, forge) => {
    const server = await startDnsServer(({ packet }) => [forge(packet.id!), { answers: truth }])
    expect(await resolverOf([server]).query(example, 'A')).toMatchObject({ records: ['192.0.2.1'] })
  })

  it('another source', async () => {
    const other = createSocket('udp4')
    await new Promise<void>((resolve) => other.bind(0, '127.0.0.1', resolve))
    onTestFinished(() => void other.close())
    // The client's port is learnt from the query, the id as well: only the source gives the lie away.
    const socket = createSocket('udp4')
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
    onTestFinished(() => void socket.close())
    socket.on('message', (query, { port }) => {
      const id = query.readUInt16BE(0)
      const questions = [{ type: 'A' as const, name: example }]
      other.send(encode({ type: 'response', id, questions, answers: lie }), port, '127.0.0.1', () => {
        socket.send(encode({ type: 'response', id, questions, answers: truth }), port, '127.0.0.1')
      })
    })
    const { port } = socket.address()
    const resolver = new DnsResolver({ servers: [{ address: '127.0.0.1', port }], timeout: 5000 })
    expect(await resolver.query(example, 'A')).toMatchObject({ records: ['192.0.2.1'] })
  })

  it('and counted, where nothing else comes', async () => {
    const server = await startDnsServer(({ packet }) => [
      { id: packet.id! ^ 1, answers: lie },
      { id: packet.id! ^ 2, answers: lie },
    ])
    expect(await resolverOf([server], { timeout: 1000 }).query(example, 'A')).toMatchObject({
      trouble: {
        code: 'timeout',
        message: `${formatServerAddress(server)} did not answer within 1 s; passed over: 2 with another id or to another question`,
      },
    })
  })
})

describe('a response that does not fit', () => {
  const many = Array.from({ length: 200 }, (_, i) => mx(example, i, `mx${i}.${example}`))

  it('is asked for again over TCP', async () => {
    const server = await startDnsServer(({ transport }) =>
      transport === 'udp' ? { flags: flags.truncated, answers: many.slice(0, 3) } : { answers: many },
    )
    const answer = await resolverOf([server]).query(example, 'MX')
    expect(answer).toMatchObject({ outcome: 'records' })
    expect(answer.outcome === 'records' && answer.records).toHaveLength(200)
    expect(server.asked.map(({ transport }) => transport)).toEqual(['udp', 'tcp'])
  })

  it('even where it is cut in the middle of a record', async () => {
    const server = await startDnsServer(({ transport, packet, question }) => {
      if (transport === 'tcp') return { answers: many }
      const whole = encode({
        type: 'response',
        id: packet.id!,
        flags: flags.truncated,
        questions: [question],
        answers: many.slice(0, 3),
      })
      return whole.subarray(0, whole.length - 5)
    })
    expect(await resolverOf([server]).query(example, 'MX')).toMatchObject({ outcome: 'records' })
  })

  it.each([
    ['hangs up', () => null, 'malformed', 'over TCP hung up before its answer was whole'],
    [
      'answers with another id',
      (id: number) => ({ id: id ^ 1 }),
      'malformed',
      'over TCP answered with another id or to another question',
    ],
    ['is truncated again', () => ({ flags: flags.truncated }), 'malformed', 'sent a truncated response over TCP'],
  ])('TCP %s', async (_name, say, code, words) => {
    const server = await startDnsServer(({ transport, packet }) =>
      transport === 'udp' ? { flags: flags.truncated } : say(packet.id!),
    )
    expect(await resolverOf([server]).query(example, 'MX')).toMatchObject({
      trouble: { code, message: `${formatServerAddress(server)} ${words}` },
    })
  })

  it('TCP is silent', async () => {
    const server = await startDnsServer(({ transport }) => (transport === 'udp' ? { flags: flags.truncated } : []))
    expect(await resolverOf([server], { timeout: 300 }).query(example, 'MX')).toMatchObject({
      trouble: { code: 'timeout', message: `${formatServerAddress(server)} over TCP did not answer within 0.3 s` },
    })
  })
})

describe('EDNS0', () => {
  it.each([rcodes.formerr, rcodes.notimp])('is left out for a server that answers %i to it', async (rcode) => {
    const server = await startDnsServer(({ packet }) =>
      packet.additionals!.length > 0 ? { flags: rcode } : { answers: [a(example, '192.0.2.1')] },
    )
    expect(await resolverOf([server]).query(example, 'A')).toMatchObject({ records: ['192.0.2.1'] })
  })
})

describe('several servers', () => {
  const good = () => startDnsServer(() => ({ answers: [a(example, '192.0.2.1')] }))

  it.each([
    ['silence', () => null],
    ['SERVFAIL', () => ({ flags: rcodes.servfail })],
    ['REFUSED', () => ({ flags: rcodes.refused })],
  ])('the next is asked after %s', async (_name, script) => {
    const servers = [await startDnsServer(script), await good()]
    expect(await resolverOf(servers, { timeout: 500, tries: 5 }).query(example, 'A')).toMatchObject({
      records: ['192.0.2.1'],
      source: formatServerAddress(servers[1]!),
    })
  })

  it('the next is asked where nobody is there', async () => {
    const alive = await good()
    // Reserved, and nobody listens there.
    const resolver = new DnsResolver({ servers: [{ address: '127.0.0.1', port: 1 }, alive], timeout: 5000 })
    const began = performance.now()
    expect(await resolver.query(example, 'A')).toMatchObject({ records: ['192.0.2.1'] })
    // A refusal is heard at once: nobody waits for the time-out.
    expect(performance.now() - began).toBeLessThan(4000)
    expect(alive.asked).toHaveLength(1)
  })

  it('none knows: all are named, and what one said comes before the silence of another', async () => {
    const servers = [await startDnsServer(() => null), await startDnsServer(() => ({ flags: rcodes.refused }))]
    const [silent, refusing] = servers.map(formatServerAddress)
    expect(await resolverOf(servers, { timeout: 1000, tries: 2 }).query(example, 'A')).toMatchObject({
      trouble: { code: 'refused', message: `${silent} did not answer within 1 s; ${refusing} refused to answer` },
    })
    expect(servers.map(({ asked }) => asked.length)).toEqual([2, 1])
  })

  it('a lost packet is sent again', async () => {
    let asked = 0
    const server = await startDnsServer(() => (asked++ === 0 ? null : { answers: [a(example, '192.0.2.1')] }))
    expect(await resolverOf([server], { timeout: 500, tries: 5 }).query(example, 'A')).toMatchObject({
      records: ['192.0.2.1'],
    })
  })
})

describe('aliases', () => {
  const [b, c] = ['b.test', 'c.test']

  it('are followed within a response', async () => {
    const answers = [cname(example, b, 100), cname(b, c, 50), a(c, '192.0.2.1', 200)]
    const server = await startDnsServer(() => ({ answers }))
    expect(await resolverOf([server]).query(example, 'A')).toMatchObject({
      records: ['192.0.2.1'],
      aliases: [b, c],
      ttl: 50,
    })
    expect(server.asked).toHaveLength(1)
  })

  it('are asked on for, where a server knows its own zones only', async () => {
    const server = await startDnsServer(({ question }) => ({
      flags: flags.authentic,
      answers: [question.name === b ? a(b, '192.0.2.1', 30) : cname(example, 'B.test')],
    }))
    expect(await resolverOf([server]).query(example, 'A')).toMatchObject({
      records: ['192.0.2.1'],
      aliases: ['B.test'],
      ttl: 30,
      authentic: true,
    })
  })

  it.each([
    ['no name', rcodes.nxdomain, 'no-name'],
    ['no record', 0, 'no-record'],
  ])('lead to %s', async (_name, rcode, outcome) => {
    const said = { flags: rcode, answers: [cname(example, b)], authorities: [soa('test')] }
    const server = await startDnsServer(() => said)
    expect(await resolverOf([server]).query(example, 'A')).toMatchObject({ outcome, aliases: [b] })
  })

  it('to what is no name end there', async () => {
    const server = await startDnsServer(() => ({ answers: [cname(example, 'a b.test')] }))
    expect(await resolverOf([server]).query(example, 'A')).toMatchObject({
      aliases: ['a\\032b.test'],
      trouble: { code: 'bad-name', message: '"a\\032b.test" is no domain name' },
    })
    expect(server.asked).toHaveLength(1)
  })

  it('in a circle are told', async () => {
    const server = await startDnsServer(() => ({ answers: [cname(example, b), cname(b, example)] }))
    expect(await resolverOf([server]).query(example, 'A')).toMatchObject({
      outcome: 'unknown',
      trouble: {
        code: 'alias-loop',
        message: 'the CNAME records go in a circle: example.test → b.test → example.test',
      },
    })
  })

  it('in a circle over several responses are told', async () => {
    const server = await startDnsServer(({ question }) => ({
      answers: [question.name === b ? cname(b, example) : cname(example, b)],
    }))
    expect(await resolverOf([server]).query(example, 'A')).toMatchObject({ trouble: { code: 'alias-loop' } })
    expect(server.asked).toHaveLength(2)
  })

  it('without an end are given up', async () => {
    let n = 0
    const server = await startDnsServer(({ question }) => ({ answers: [cname(question.name, `n${n++}.test`)] }))
    expect(await resolverOf([server]).query(example, 'A')).toMatchObject({
      trouble: { code: 'alias-loop', message: 'more than 16 CNAME records lead on from example.test' },
    })
    expect(server.asked).toHaveLength(17)
  })

  it('are the answer, where they are asked for', async () => {
    const server = await startDnsServer(() => ({ answers: [cname(example, b)] }))
    expect(await resolverOf([server]).query(example, 'CNAME')).toMatchObject({ records: [b], aliases: [] })
  })
})

it('a name with octets that are no letters is shown in digits', async () => {
  const server = await startDnsServer(() => ({ answers: [mx(example, 0, 'mx\x1b[2J ä.test')] }))
  expect(await resolverOf([server]).query(example, 'MX')).toMatchObject({
    records: [{ exchange: 'mx\\027[2J\\032\\195\\164.test' }],
  })
})

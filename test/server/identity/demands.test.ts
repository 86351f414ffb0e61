import { createConnection } from 'node:net'
import { describe, expect, it } from 'vitest'
import { demandNames, usualDemands, type Demand } from '../../../src/server/identity/demands.ts'
import { failingAt, silentResolver } from '../../wire/identity/failing-resolver.ts'
import { converse, demanding } from './client.ts'
import { zone } from './zone.ts'

const hello = 'EHLO client.example.test'

it('every usual demand is one', () => {
  for (const each of usualDemands) expect(demandNames).toContain(each)
})

it('who keeps to everything is welcome', async () => {
  const usual = [...demandNames].filter((name) => !['dkim', 'greylist'].includes(name))
  const server = await demanding({ demands: usual, blocklists: ['dnsbl.test'], domainBlocklists: ['rhsbl.test'] })
  const replies = await converse(server, [hello, 'MAIL FROM:<al@example.test>', 'RCPT TO:<b@example.org>', 'QUIT'])
  expect(replies.map((reply) => reply.slice(0, 3))).toEqual(['220', '250', '250', '250', '221'])
})

it('nothing is looked up that is not demanded', async () => {
  const server = await demanding({ demands: ['helo-name'], resolver: silentResolver })
  const replies = await converse(server, [hello, 'MAIL FROM:<al@gone.test>', 'RCPT TO:<b@example.org>'])
  expect(replies.map((reply) => reply.slice(0, 3))).toEqual(['220', '250', '250', '250'])
})

describe('the greeting', () => {
  it.each<[Demand, string, RegExp]>([
    ['ptr', '127.0.0.3', /^554-Your address \[127\.0\.0\.3\] has no name in the DNS.*\|554 Ask whoever gave you/],
    [
      'ptr-confirmed',
      '127.0.0.2',
      /^554-Your address \[127\.0\.0\.2\] goes by the name elsewhere\.example\.test, which/,
    ],
    ['blocklist', '127.0.0.4', /^554-Your address \[127\.0\.0\.4\] is on the blocklist dnsbl\.test: Sent spam/],
    ['ptr', '127.0.0.2', /^220 /],
    ['ptr-confirmed', '127.0.0.1', /^220 /],
    ['blocklist', '127.0.0.1', /^220 /],
  ])('under %s for %s', async (demand, from, expected) => {
    const server = await demanding({ demands: [demand], blocklists: ['dnsbl.test'] })
    expect((await converse(server, [], { from }))[0]).toMatch(expected)
  })

  it('a blocklist that does not work is held against nobody', async () => {
    const server = await demanding({ demands: ['blocklist'], blocklists: ['gone.test'] })
    expect((await converse(server, []))[0]).toMatch(/^220 /)
  })

  it('who speaks before it is sent away, who waits is not', async () => {
    const server = await demanding({ demands: ['early-talker'], pause: 300 })
    expect((await converse(server, [], { early: 'EHLO bot\r\n' }))[0]).toMatch(/^554-You spoke before you were greeted/)
    expect((await converse(server, [hello]))[0]).toMatch(/^220 /)
  })

  it('who keeps leaving without QUIT is told so', async () => {
    const server = await demanding({ demands: ['quit'], rudeness: 2 })
    await converse(server, [hello])
    await converse(server, [hello, 'QUIT'])
    await converse(server, [hello])
    // The end of a connection is seen a moment after the client has left.
    await expect.poll(() => server.sessions.every(({ isClosed }) => isClosed)).toBe(true)
    expect((await converse(server, []))[0]).toMatch(/^421-2 of your 3 conversations .*without QUIT\|421 Say QUIT/)
    expect((await converse(server, [], { from: '127.0.0.2' }))[0]).toMatch(/^220 /)
    // Who is turned away has no time for QUIT: that is not held against him.
    await converse(server, [])
    await expect.poll(() => server.sessions.every(({ isClosed }) => isClosed)).toBe(true)
    expect((await converse(server, []))[0]).toMatch(/^421-2 of your 3 conversations/)
  })
})

describe('EHLO', () => {
  it.each<[Demand, string, RegExp]>([
    [
      'helo-name',
      'localhost',
      /^504-5\.5\.2 You call yourself "localhost", which is no full host name\|504 5\.5\.2 Intro/,
    ],
    ['helo-name', 'gone.example.test', /^250/],
    ['helo-name', '[192.0.2.9]', /^250/],
    [
      'helo-exists',
      'gone.example.test',
      /^550-5\.7\.1 You call yourself "gone\.example\.test", and the DNS has no add/,
    ],
    ['helo-exists', 'text.example.test', /^550-5\.7\.1 /],
    ['helo-exists', 'elsewhere.example.test', /^250/],
    [
      'helo-address',
      'elsewhere.example.test',
      /^550-5\.7\.1 .* which is at 192\.0\.2\.1, and you call from \[127\.0\.0\.1\]/,
    ],
    ['helo-address', '[192.0.2.1]', /^550-5\.7\.1 You call yourself \[192\.0\.2\.1\], and you call from/],
    ['helo-address', '[127.0.0.1]', /^250/],
    ['helo-address', '[tag:fffff:1]', /^550-5\.7\.1 /],
    ['helo-address', 'client.example.test', /^250/],
  ])('under %s as %s', async (demand, name, expected) => {
    const server = await demanding({ demands: [demand] })
    expect((await converse(server, [`EHLO ${name}`]))[1]).toMatch(expected)
  })

  it('who is refused may try another name', async () => {
    const server = await demanding({ demands: ['helo-exists'] })
    const replies = await converse(server, ['EHLO gone.example.test', hello])
    expect(replies.map((reply) => reply.slice(0, 3))).toEqual(['220', '550', '250'])
  })
})

describe('MAIL', () => {
  it.each<[Demand, string, RegExp]>([
    ['sender-exists', 'al@gone.example.test', /^550-5\.1\.8 .* gone\.example\.test, does not exist: a non-delivery/],
    ['sender-exists', 'al@text.example.test', /^550-5\.1\.8 .* has neither an MX record nor an address/],
    ['sender-exists', 'al@null.example.test', /^550-5\.7\.27 .* takes no mail \(null MX\)/],
    ['sender-exists', 'al@elsewhere.example.test', /^250/],
    ['sender-exists', 'al@[127.0.0.1]', /^250/],
    ['sender-exists', '', /^250/],
    [
      'sender-address',
      'al@elsewhere.example.test',
      /^550-5\.7\.1 .* is at 192\.0\.2\.1; client\.example\.test, .* at 127\.0\.0\.1\|/,
    ],
    ['sender-address', 'al@gone.example.test', /^550-5\.7\.1 .* has no address; client/],
    ['sender-address', 'al@example.test', /^250/],
    ['sender-address', '', /^250/],
    [
      'spf',
      'al@elsewhere.example.test',
      /^550-5\.7\.23 SPF of elsewhere\.example\.test does not let \[127\.0\.0\.1\] send/,
    ],
    ['spf', 'al@broken.example.test', /^550-5\.7\.24 .*: Unknown mechanism oops\|550 5\.7\.24 Whoever has the DNS/],
    ['spf', 'al@open.example.test', /^250/],
    ['spf', 'al@example.test', /^250/],
    ['spf', '', /^250/],
  ])('under %s from <%s>', async (demand, sender, expected) => {
    const server = await demanding({ demands: [demand] })
    expect((await converse(server, [hello, `MAIL FROM:<${sender}>`]))[2]).toMatch(expected)
  })

  it('is where everything is refused that was put off, in its own words', async () => {
    const server = await demanding({ demands: ['ptr', 'helo-exists'], delayed: true })
    const mail = 'MAIL FROM:<al@example.test>'
    const late = await converse(server, ['EHLO gone.example.test', mail])
    expect(late[0]).toMatch(/^220/)
    expect(late[1]).toMatch(/^250/)
    expect(late[2]).toMatch(/^550-5\.7\.1 You call yourself/)
    expect((await converse(server, [hello, mail], { from: '127.0.0.3' }))[2]).toMatch(/^550-5\.7\.25 Your address/)
    expect((await converse(server, [hello, mail]))[2]).toMatch(/^250/)
  })
})

describe('names in another script', () => {
  const domainBlocklists = ['rhsbl.test']
  const demands = ['helo-name', 'helo-exists', 'helo-address', 'sender-exists', 'domain-blocklist', 'spf'] as const

  it.each(['bücher.example.test', 'xn--bcher-kva.example.test', 'BÜCHER.Example.Test'])(
    '%s is looked up by its A-labels, as the name of the host and as the domain of the sender',
    async (name) => {
      const server = await demanding({ demands, domainBlocklists })
      const replies = await converse(server, [`EHLO ${name}`, `MAIL FROM:<al@${name}> SMTPUTF8`])
      expect(replies.map((reply) => reply.slice(0, 3))).toEqual(['220', '250', '250'])
    },
  )

  it.each([
    ['al@börse.example.test', /^550-5\.7\.23 SPF of xn--brse-5qa\.example\.test does not let \[127\.0\.0\.1\] send/],
    ['al@grün.example.test', /^550-5\.1\.8 The domain of the sender, xn--grn-ioa\.example\.test, does not exist/],
    ['al@schlechtü.example.test', /^550-5\.7\.1 .* xn--schlecht-e6a\.example\.test, is on the blocklist rhsbl\.test/],
  ])('%s is refused in ASCII', async (sender, expected) => {
    const server = await demanding({ demands, domainBlocklists })
    const lines = ['EHLO client.example.test', `MAIL FROM:<${sender}> SMTPUTF8`]
    const reply = (await converse(server, lines))[2]!
    expect(reply).toMatch(expected)
    expect(reply).toMatch(/^[\x20-\x7e]*$/)
  })
})

describe('a list of domains', () => {
  const domainBlocklists = ['rhsbl.test', 'multi.uribl.com', 'gone.test']
  const demands = ['domain-blocklist'] as const
  const mail = (sender: string) => `MAIL FROM:<${sender}>`

  it('that has the HELO name', async () => {
    const server = await demanding({ demands, domainBlocklists })
    expect((await converse(server, ['EHLO mail.bad.example.test']))[1]).toMatch(
      /^550-5\.7\.1 Your name, bad\.example\.test, is on the blocklist rhsbl\.test: Advertised in spam\|550 5\.7\.1 Ask there/,
    )
  })

  it('that has the domain of the sender, or one above it', async () => {
    const server = await demanding({ demands, domainBlocklists })
    const senders = ['al@black.test', 'al@sub.bad.example.test', 'al@example.test', '']
    const replies = await converse(server, [hello, ...senders.map(mail)])
    expect(replies.slice(2)).toEqual([
      '550-5.7.1 The domain of the sender, black.test, is on the blocklist multi.uribl.com: black: of people who send spam' +
        '|550 5.7.1 See why, and how to be taken off: https://lookup.uribl.com',
      expect.stringMatching(/^550-5\.7\.1 The domain of the sender, bad\.example\.test, is on .* Advertised in spam/),
      expect.stringMatching(/^250/),
      expect.stringMatching(/^503/),
    ])
  })

  it('has nothing against who is on it for no spam, who has no domain, and where it does not work', async () => {
    const server = await demanding({ demands, domainBlocklists })
    for (const sender of ['al@grey.test', 'al@[192.0.2.1]', '']) {
      expect((await converse(server, ['EHLO localhost', mail(sender)]))[2], sender).toMatch(/^250/)
    }
  })

  it('is asked at MAIL about the HELO name, where there is time to log in', async () => {
    const server = await demanding({ demands, domainBlocklists, delayed: true })
    const replies = await converse(server, ['EHLO bad.example.test', mail('al@example.test')])
    expect(replies[1]).toMatch(/^250/)
    expect(replies[2]).toMatch(/^550-5\.7\.1 Your name, bad\.example\.test/)
  })
})

describe('where the DNS could not tell', () => {
  const cases: readonly (readonly [Demand, number])[] = [
    ['ptr', 0],
    ['ptr-confirmed', 0],
    ['blocklist', 0],
    ['helo-exists', 1],
    ['helo-address', 1],
    ['sender-exists', 2],
    ['sender-address', 2],
    ['domain-blocklist', 1],
    ['spf', 2],
  ]
  const lines = [hello, 'MAIL FROM:<al@example.test>']
  const blocklists = ['dnsbl.test']

  it.each(cases)('%s puts the client off', async (demand, step) => {
    const server = await demanding({ demands: [demand], resolver: failingAt(zone), blocklists })
    expect((await converse(server, lines))[step]).toMatch(
      step === 0 ? /^421-Could not.*it is broken/ : /^451-4\.4\.3 Could not/,
    )
  })

  it.each(cases)('%s lets the client pass, if it was told to', async (demand, step) => {
    const server = await demanding({ demands: [demand], resolver: failingAt(zone), ifUnsure: 'pass', blocklists })
    expect((await converse(server, lines))[step]).toMatch(/^2/)
  })

  it.each(cases)('%s does not wait for ever', async (demand, step) => {
    const server = await demanding({ demands: [demand], resolver: silentResolver, timeout: 20, blocklists })
    expect((await converse(server, lines))[step]).toMatch(/^4(?:21|51)-.*no answer within 0\.02 s/)
  })

  it('clients are looked up side by side, and who is not looked up does not wait', async () => {
    const isExempt = ({ clientAddress }: { readonly clientAddress: string | null }) => clientAddress === '127.0.0.3'
    const server = await demanding({ demands: ['ptr'], resolver: silentResolver, timeout: 1000, isExempt })
    const began = performance.now()
    const waiting = Array.from({ length: 20 }, () => converse(server, []))
    expect((await converse(server, [hello], { from: '127.0.0.3' }))[1]).toMatch(/^250/)
    expect(performance.now() - began).toBeLessThan(900)
    for (const [greeting] of await Promise.all(waiting)) expect(greeting).toMatch(/^421-.*no answer within 1 s/)
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  it('a client that leaves while it is looked up leaves nothing behind', async () => {
    const server = await demanding({ demands: ['ptr'], resolver: silentResolver, timeout: 50 })
    const socket = createConnection({ port: server.port, host: '127.0.0.1' })
    await expect.poll(() => server.sessions.length).toBe(1)
    socket.destroy()
    await expect.poll(() => server.sessions[0]!.isClosed).toBe(true)
    expect((await converse(server, []))[0]).toMatch(/^421-/)
  })

  it('a doubt does not hide what is known', async () => {
    const resolver = failingAt(zone, (_, type) => type === 'MX')
    const server = await demanding({ demands: ['sender-exists', 'sender-address'], resolver, ifUnsure: 'pass' })
    expect((await converse(server, [hello, 'MAIL FROM:<al@elsewhere.example.test>']))[2]).toMatch(/^550-5\.7\.1 /)
  })

  it('what could not be told is asked again', async () => {
    let failures = 1
    const server = await demanding({ demands: ['sender-exists'], resolver: failingAt(zone, () => failures-- > 0) })
    const replies = await converse(server, [...lines, lines[1]!])
    expect(replies.slice(2).map((reply) => reply.slice(0, 3))).toEqual(['451', '250'])
  })
})

describe('nothing is demanded', () => {
  it('of who is exempt', async () => {
    const demands: readonly Demand[] = ['ptr', 'helo-name', 'sender-exists', 'spf', 'greylist']
    const server = await demanding({ demands, isExempt: ({ clientAddress }) => clientAddress === '127.0.0.3' })
    const lines = ['EHLO me', 'MAIL FROM:<al@gone.test>', 'RCPT TO:<b@example.org>']
    const replies = await converse(server, lines, { from: '127.0.0.3' })
    expect(replies.map((reply) => reply.slice(0, 3))).toEqual(['220', '250', '250', '250'])
  })

  it('of who has logged in', async () => {
    const server = await demanding(
      { demands: ['ptr', 'helo-name', 'sender-exists', 'spf'], delayed: true },
      { auth: { acceptAny: true, allowInClear: true } },
    )
    const login = 'AUTH PLAIN AGJvYgBwZW5jaWw='
    const replies = await converse(server, ['EHLO me', login, 'MAIL FROM:<al@gone.test>'], { from: '127.0.0.3' })
    expect(replies.map((reply) => reply.slice(0, 3))).toEqual(['220', '250', '235', '250'])
  })
})

it('greylisting: who is not known comes again, and is known then', async () => {
  let now = 0
  const clock = { now: () => now, date: () => new Date(now) }
  const server = await demanding({ demands: ['greylist'], greylist: { delay: 90_000 } }, { clock })
  const lines = [hello, 'MAIL FROM:<al@example.test>', 'RCPT TO:<b@example.org>']
  expect((await converse(server, lines))[3]).toMatch(
    /^450-4\.7\.1 Greylisted: .*<b@example\.org>.*\|450 4\.7\.1 Come again in 90 s/,
  )
  now = 60_000
  expect((await converse(server, lines))[3]).toMatch(/Come again in 30 s/)
  now = 90_000
  expect((await converse(server, lines))[3]).toMatch(/^250/)
  expect((await converse(server, [...lines, 'RCPT TO:<c@example.org>']))[4]).toMatch(/^450/)
})

it('a practice server has its own rules first, and keeps its lists', async () => {
  const server = await demanding({ demands: ['sender-exists'] }, { practice: true })
  const lines = ['EHLO client.example.org', 'MAIL FROM:<al@short>', 'MAIL FROM:<al@gone.test>', 'EXPN staff']
  const replies = await converse(server, lines)
  expect(replies.map((reply) => reply.slice(0, 9))).toEqual([
    '220 mx.ex',
    '250-mx.ex',
    '553 5.1.8',
    '550-5.1.8',
    '250-2.1.5',
  ])
})

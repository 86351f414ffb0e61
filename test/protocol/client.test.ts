import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encode, fromLatin1, latin1 } from '../../src/protocol/bytes.ts'
import { ClientMachine } from '../../src/protocol/client.ts'
import type { Command } from '../../src/protocol/command.ts'
import { Observer, type Observation } from '../../src/protocol/observer.ts'
import { createReply, type Reply } from '../../src/protocol/reply.ts'
import { ServerMachine } from '../../src/protocol/server.ts'
import { NEED_DATA, PAUSED, type ServerEvent } from '../../src/protocol/server-events.ts'

/** Everything that has been seen so far, in few words. */
function drain(observer: { next(): Observation | null }): string[] {
  const seen: string[] = []
  for (let next = observer.next(); next; next = observer.next()) {
    if (next.kind === 'reply')
      seen.push(`${next.reply.code} to ${next.to}${next.isLast ? '' : ', more to come'}: ${next.state}`)
    else if (next.kind === 'deviation') seen.push(`${next.by}: ${next.deviation.code}`)
    else seen.push(describeEvent(next.event))
  }
  return seen
}

function describeEvent(event: ServerEvent): string {
  if (event.kind === 'command') return `says ${event.command.verb}`
  if (event.kind === 'data') return `data ${JSON.stringify(latin1(event.bytes))}`
  return event.kind
}

const mail: Command = { verb: 'MAIL', reversePath: { kind: 'null' }, params: [] }
const rcpt = (localPart: string): Command => ({
  verb: 'RCPT',
  forwardPath: { kind: 'mailbox', localPart, domain: 'x', literal: null, route: [] },
  params: [],
})

/** A client machine that has been greeted and has said EHLO. */
function readyClient(capabilities = '250 x', options: { lmtp?: boolean } = {}) {
  const client = new ClientMachine(options)
  client.receive(encode('220 x\r\n'))
  client.send({ verb: options.lmtp ? 'LHLO' : 'EHLO', domain: 'c' })
  client.receive(encode(`${capabilities}\r\n`))
  client.takeOutput()
  drain(client)
  return client
}

describe('ClientMachine', () => {
  it('holds a whole conversation', () => {
    const client = new ClientMachine()
    expect(client).toMatchObject({ state: 'connected', due: 'greeting' })
    expect(client.takeOutput()).toBeNull()
    client.receive(encode('220 x ready\r\n'))
    expect(drain(client)).toEqual(['220 to greeting: greeted'])
    client.send({ verb: 'EHLO', domain: 'c' })
    expect(latin1(client.takeOutput()!)).toBe('EHLO c\r\n')
    expect(client.due).toBe('EHLO')
    client.receive(encode('250-x\r\n250-SIZE 100\r\n250 PIPELINING\r\n'))
    expect(drain(client)).toEqual(['says EHLO', '250 to EHLO: ready'])
    expect(client.capabilities.maxSize).toBe(100)
    client.send(mail)
    client.send(rcpt('a'))
    client.send({ verb: 'DATA' })
    expect(latin1(client.takeOutput()!)).toBe('MAIL FROM:<>\r\nRCPT TO:<a@x>\r\nDATA\r\n')
    client.receive(encode('250 ok\r\n250 ok\r\n354 go\r\n'))
    expect(drain(client)).toEqual([
      'says MAIL',
      '250 to MAIL: sender',
      'says RCPT',
      '250 to RCPT: recipient',
      'says DATA',
      '354 to DATA: data',
    ])
    client.data(encode('hi\r\n.'))
    client.data(encode('x\r\n.y'))
    client.endData()
    expect(latin1(client.takeOutput()!)).toBe('hi\r\n..x\r\n..y\r\n.\r\n')
    expect(client.due).toBe('end-of-data')
    client.receive(encode('250 queued\r\n'))
    expect(drain(client).slice(-2)).toEqual(['end-of-data', '250 to end-of-data: ready'])
    client.send({ verb: 'QUIT' })
    client.receive(encode('221 bye\r\n'))
    expect(drain(client)).toEqual(['says QUIT', '221 to QUIT: closing'])
  })

  it('waits for the last line of a reply', () => {
    const client = readyClient()
    client.send({ verb: 'HELP', argument: null })
    client.receive(encode('214-one\r\n214-two\r\n'))
    expect(drain(client)).toEqual(['says HELP'])
    client.receive(encode('214 three\r\n'))
    expect(drain(client)).toEqual(['214 to HELP: ready'])
  })

  it('stuffs dots for each message anew', () => {
    const client = readyClient()
    client.data(encode('x'))
    client.endData()
    client.data(encode('.'))
    client.endData()
    client.endData()
    expect(latin1(client.takeOutput()!)).toBe('x\r\n.\r\n..\r\n.\r\n.\r\n')
  })

  it('sends what it is told to, sensible or not', () => {
    const client = readyClient()
    client.raw(encode('DATA\n'))
    client.raw(fromLatin1('\xff\0'))
    expect(client.takeOutput()).toEqual(fromLatin1('DATA\n\xff\0'))
    client.receive(encode('354 why not\r\n'))
    expect(client.state).toBe('data')
  })

  it('hears replies that nobody asked for', () => {
    const client = readyClient()
    client.receive(encode('250 surprise\r\n'))
    expect(drain(client)).toEqual(['server: reply-unasked', '250 to null: ready'])
    client.receive(encode('421 going down\r\n'))
    expect(drain(client)).toEqual(['421 to null: closing'])
  })

  it('hands out a reply that was cut off', () => {
    const client = readyClient()
    client.send({ verb: 'NOOP', argument: null })
    client.receive(encode('250-almost\r\n25'))
    client.end()
    expect(drain(client)).toEqual(['says NOOP', '0 to NOOP: ready'])
  })

  // RFC 3030 §2
  it('BDAT is answered when the chunk has been sent', () => {
    const client = readyClient()
    for (const command of [mail, rcpt('a')]) client.send(command)
    client.receive(encode('250 ok\r\n250 ok\r\n'))
    client.send({ verb: 'BDAT', size: 4, last: true })
    expect(client.due).toBeNull()
    client.raw(encode('.\r\n.'))
    expect(client.due).toBe('BDAT LAST')
    client.receive(encode('250 ok\r\n'))
    expect(drain(client).slice(-4)).toEqual(['says BDAT', 'data ".\\r\\n."', 'chunk', '250 to BDAT LAST: ready'])
  })

  // RFC 2033 §4.2
  it('in LMTP, each accepted recipient has its reply', () => {
    const client = readyClient('250 x', { lmtp: true })
    for (const command of [mail, rcpt('a'), rcpt('b'), rcpt('c')]) client.send(command)
    client.receive(encode('250 ok\r\n250 ok\r\n550 no\r\n250 ok\r\n'))
    client.send({ verb: 'DATA' })
    client.receive(encode('354 go\r\n'))
    client.endData()
    drain(client)
    client.receive(encode('250 for a\r\n452-for\r\n452 c\r\n'))
    expect(drain(client)).toEqual(['250 to end-of-data, more to come: data', '452 to end-of-data: ready'])
  })

  it('in LMTP too, nothing comes after 421', () => {
    const client = readyClient('250 x', { lmtp: true })
    for (const command of [mail, rcpt('a'), rcpt('b')]) client.send(command)
    client.send({ verb: 'DATA' })
    client.receive(encode('250 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n'))
    client.endData()
    drain(client)
    client.receive(encode('421 going down\r\n'))
    expect(drain(client)).toEqual(['421 to end-of-data: closing'])
  })
})

// RFC 3207 §4.2, RFC 5321 §4.1.4
describe('what was offered', () => {
  it('counts from the last EHLO', () => {
    const client = readyClient('250-x\r\n250 SIZE')
    expect(client.capabilities.has('SIZE')).toBe(true)
    client.send({ verb: 'EHLO', domain: 'c' })
    client.receive(encode('250-x\r\n250 DSN\r\n'))
    expect(client.capabilities.list.map(({ keyword }) => keyword)).toEqual(['DSN'])
  })
  it('stays where EHLO is refused', () => {
    const client = readyClient('250-x\r\n250 SIZE')
    client.send({ verb: 'EHLO', domain: 'c' })
    client.receive(encode('550 no\r\n'))
    expect(client.capabilities.has('SIZE')).toBe(true)
  })
  it('is nothing after HELO', () => {
    const client = readyClient('250-x\r\n250 SIZE')
    client.send({ verb: 'HELO', domain: 'c' })
    client.receive(encode('250-x\r\n250 SIZE\r\n'))
    expect(client.capabilities.list).toEqual([])
  })
  it('is forgotten with the TLS handshake, and so is what the server said too early', () => {
    const client = readyClient('250-x\r\n250-STARTTLS\r\n250 AUTH PLAIN')
    client.send({ verb: 'STARTTLS' })
    client.receive(encode('220 go\r\n250-injected\r\n'))
    expect(drain(client)).toEqual(['says STARTTLS', '220 to STARTTLS: tls'])
    expect(client.due).toBeNull()
    client.receive(encode('250 AU'))
    client.handshake()
    expect(drain(client)).toEqual(['server: reply-unasked'])
    expect(client).toMatchObject({ state: 'greeted', capabilities: { list: [] } })
    client.send({ verb: 'EHLO', domain: 'c' })
    client.receive(encode('250-x\r\n250 AUTH SCRAM-SHA-256\r\n'))
    expect(client.capabilities.mechanisms).toEqual(['SCRAM-SHA-256'])
  })
  it('a whole reply in clear behind that of STARTTLS is reported', () => {
    const client = readyClient()
    client.send({ verb: 'STARTTLS' })
    client.receive(encode('220 go\r\n250 injected\r\n'))
    expect(drain(client)).toEqual([
      'says STARTTLS',
      '220 to STARTTLS: tls',
      'server: reply-unasked',
      '250 to null: tls',
    ])
  })
})

describe('Observer', () => {
  it.each(['\n.\n', '\r.\r', '\n.\r\n', '\r\n.\n'])('sees that the server took %j for the end of mail data', (end) => {
    const observer = new Observer()
    observer.hearServer(encode('220 x\r\n'))
    for (const command of ['EHLO c', 'MAIL FROM:<>', 'RCPT TO:<a@b>', 'DATA']) {
      observer.hearClient(encode(`${command}\n`))
      observer.hearServer(encode(command === 'DATA' ? '354 go\r\n' : '250 ok\r\n'))
    }
    drain(observer)
    const text = `hi${end}`
    for (const octet of text) observer.hearClient(encode(octet))
    expect(observer.state).toBe('data')
    observer.hearServer(encode('250 taken\r\n'))
    expect(drain(observer).filter((seen) => !seen.startsWith('data'))).toEqual([
      'server: data-end-loose',
      'end-of-data',
      '250 to end-of-data: ready',
    ])
    observer.hearClient(encode('QUIT\n'))
    observer.hearServer(encode('221 bye\r\n'))
    expect(drain(observer).at(-1)).toBe('221 to QUIT: closing')
  })
  it('does not take a reply in the middle of mail data for its end', () => {
    const observer = new Observer()
    observer.hearServer(encode('220 x\r\n'))
    for (const command of ['EHLO c', 'MAIL FROM:<>', 'RCPT TO:<a@b>', 'DATA']) {
      observer.hearClient(encode(`${command}\r\n`))
      observer.hearServer(encode(command === 'DATA' ? '354 go\r\n' : '250 ok\r\n'))
    }
    observer.hearClient(encode('one\r\n'))
    observer.hearServer(encode('552 too big\r\n'))
    expect(drain(observer).slice(-2)).toEqual(['server: reply-unasked', '552 to null: data'])
  })
  it('hears both sides of what others say', () => {
    const observer = new Observer()
    observer.hearServer(encode('220 x\r\n'))
    observer.hearClient(encode('EHLO c\r\nMAIL FROM:a@b\r\n'))
    observer.hearServer(encode('250 x\r\n501 brackets\r\n'))
    expect(drain(observer)).toEqual([
      '220 to greeting: greeted',
      'says EHLO',
      '250 to EHLO: ready',
      'says MAIL',
      '501 to MAIL: ready',
    ])
    expect(observer.transaction).toBeNull()
  })

  it('hears a client that does not wait for the greeting', () => {
    const observer = new Observer()
    observer.hearClient(encode('EHLO c\r\n'))
    expect(drain(observer)).toEqual(['client: early-talker'])
    observer.hearServer(encode('554 go away\r\n'))
    expect(drain(observer)).toEqual(['554 to greeting: refused', 'says EHLO'])
  })

  it('knows the reply to a refused DATA from that to the end of data', () => {
    const observer = new Observer()
    observer.hearServer(encode('220 x\r\n'))
    observer.hearClient(encode('EHLO c\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\nQUIT\r\n'))
    observer.hearServer(encode('250 x\r\n250 ok\r\n550 no\r\n554 nobody\r\n221 bye\r\n'))
    expect(drain(observer).filter((line) => /^\d/.test(line))).toEqual([
      '220 to greeting: greeted',
      '250 to EHLO: ready',
      '250 to MAIL: sender',
      '550 to RCPT: sender',
      '554 to DATA: sender',
      '221 to QUIT: closing',
    ])
  })

  it('goes on where mail data was not kept', () => {
    const observer = new Observer()
    observer.hearServer(encode('220 x\r\n'))
    observer.hearClient(encode('EHLO c\r\nMAIL FROM:<a@b> SIZE=10\r\nRCPT TO:<c@d>\r\nDATA\r\n'))
    observer.hearServer(encode('250 x\r\n250 ok\r\n250 ok\r\n354 go\r\n'))
    drain(observer)
    observer.hearClient(encode('Subject: x\r\n'))
    observer.missClient(1_000_000)
    observer.hearClient(encode('.\r\n'))
    const seen = []
    for (let next = observer.next(); next; next = observer.next()) seen.push(next)
    expect(seen.at(-1)).toMatchObject({
      event: { kind: 'end-of-data', size: 1_000_012, deviations: [{ code: 'size-exceeded' }] },
    })
  })
})

/** A server that has its doubts about every third command. */
function reluctant(): (event: ServerEvent) => Reply | null {
  let count = 0
  return (event) => {
    if (event.kind === 'data' || event.kind === 'notice' || (event.kind === 'command' && !event.replyDue)) return null
    if ('refusal' in event && event.refusal) return event.refusal
    if (++count % 3 === 0) return createReply(450, '4.3.0', 'Let me think')
    if (event.kind === 'command' && event.command.verb === 'DATA') return createReply(354, null, 'Go')
    if (event.kind === 'command' && event.command.verb === 'AUTH') return createReply(334, null, '')
    return createReply(250, null, 'one', 'two')
  }
}

describe('our client and our server', () => {
  const commands = fc.constantFrom<Command>(
    { verb: 'EHLO', domain: 'c' },
    { verb: 'LHLO', domain: 'c' },
    mail,
    rcpt('a'),
    rcpt('b'),
    { verb: 'DATA' },
    { verb: 'RSET' },
    { verb: 'NOOP', argument: null },
    { verb: 'AUTH', mechanism: 'PLAIN', initial: null },
    { verb: 'BDAT', size: 3, last: false },
    { verb: 'BDAT', size: 0, last: true },
  )

  it.each([false, true])('agree about which reply answers what (LMTP: %s)', (lmtp) => {
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 20 }), fc.boolean(), (script, pipelined) => {
        const server = new ServerMachine({ lmtp })
        const client = new ClientMachine({ lmtp })
        const decide = reluctant()
        const answered: string[] = ['220 to greeting']
        const exchange = () => {
          server.receive(client.takeOutput() ?? new Uint8Array(0))
          for (let event = server.next(); event !== NEED_DATA && event !== PAUSED; event = server.next()) {
            const reply = decide(event)
            while (reply && server.due !== null) {
              answered.push(`${reply.code} to ${server.due}`)
              server.reply(reply)
            }
          }
          client.receive(server.takeOutput() ?? new Uint8Array(0))
        }
        server.reply(createReply(220, null, 'x'))
        exchange()
        for (const command of script) {
          client.send(command)
          if (command.verb === 'BDAT') client.raw(encode('abc'.slice(0, command.size)))
          if (!pipelined) exchange()
          if (client.state === 'data') client.endData()
        }
        exchange()
        const seen = drain(client).filter((line) => /^\d/.test(line))
        expect(seen.map((line) => line.replace(/[,:].*/, ''))).toEqual(answered)
        expect(client.state).toBe(server.state)
        expect(client.due).toBe(server.due)
      }),
      { numRuns: 300 },
    )
  })

  it('any octets from the server give observations, never a throw', () => {
    const parts = fc.constantFrom(
      '220 x\r\n',
      '250-',
      '250 ok\r\n',
      '354 go\r\n',
      '334 \r\n',
      '421 x\r\n',
      '\r\n',
      'x',
      '\0',
      '\xff',
    )
    fc.assert(
      fc.property(fc.array(parts), fc.array(commands), (wire, script) => {
        const client = new ClientMachine()
        for (const [n, part] of wire.entries()) {
          client.receive(fromLatin1(part))
          const command = script[n]
          if (command) client.send(command)
        }
        client.end()
        expect(drain(client).every((line) => line !== '')).toBe(true)
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concat, encode, fromLatin1, latin1 } from '../../src/protocol/bytes.ts'
import { ceilings } from '../../src/protocol/limits.ts'
import { createReply, type Reply } from '../../src/protocol/reply.ts'
import { ServerMachine, type ServerMachineOptions } from '../../src/protocol/server.ts'
import { NEED_DATA, PAUSED, type ServerEvent } from '../../src/protocol/server-events.ts'

const ok = createReply(250, '2.0.0', 'OK')

/** What a server says that takes everything the language lets through. */
function agree(event: ServerEvent): Reply | null {
  switch (event.kind) {
    case 'command':
      if (!event.replyDue) return null
      if (event.refusal) return event.refusal
      if (event.command.verb === 'DATA') return createReply(354, null, 'Go ahead')
      if (event.command.verb === 'QUIT') return createReply(221, '2.0.0', 'Bye')
      if (event.command.verb === 'STARTTLS') return createReply(220, '2.0.0', 'Ready')
      if (event.command.verb === 'AUTH') return createReply(334, null, '')
      return ok
    case 'chunk':
      return event.refusal ?? ok
    case 'end-of-data':
      return ok
    case 'auth-response':
      return latin1(event.line) === '*' ? createReply(501, '5.7.0', 'Cancelled') : createReply(235, '2.7.0', 'Welcome')
    case 'data':
    case 'notice':
      return null
  }
}

/** A server machine that has greeted, and what came out of it. */
class Server {
  readonly machine: ServerMachine
  readonly events: ServerEvent[] = []
  readonly #decide: (event: ServerEvent) => Reply | null

  constructor(options: ServerMachineOptions = {}, decide = agree, greeting = createReply(220, null, 'here')) {
    this.machine = new ServerMachine(options)
    this.#decide = decide
    this.machine.reply(greeting)
    this.machine.takeOutput()
  }

  /** Say something to it. @returns the codes it answers */
  hear(wire: string | Uint8Array): number[] {
    this.machine.receive(typeof wire === 'string' ? encode(wire) : wire)
    for (;;) {
      const event = this.machine.next()
      if (event === NEED_DATA) break
      if (event === PAUSED) throw new Error(`nobody answers ${this.machine.due}`)
      this.events.push(event)
      const reply = this.#decide(event)
      // In LMTP the same for everybody.
      if (reply) for (let due = Math.max(1, this.machine.repliesDue); due > 0; due--) this.machine.reply(reply)
    }
    return latin1(this.machine.takeOutput() ?? new Uint8Array(0))
      .replace(/\xff[\xfb-\xfe]./gs, '') // telnet
      .split('\r\n')
      .filter((line) => /^\d{3} /.test(line))
      .map((line) => Number(line.slice(0, 3)))
  }

  /** The reply to one line, as text. */
  ask(line: string): string {
    this.machine.receive(encode(`${line}\r\n`))
    const event = this.machine.next()
    if (event === NEED_DATA || event === PAUSED) throw new Error(`${line} is no command here: ${event}`)
    this.events.push(event)
    const reply = this.#decide(event)
    if (reply) this.machine.reply(reply)
    return latin1(this.machine.takeOutput() ?? new Uint8Array(0)).trimEnd()
  }

  get data(): string {
    return latin1(concat(this.events.flatMap((event) => (event.kind === 'data' ? [event.bytes] : []))))
  }

  get codes(): string[] {
    return this.events.flatMap((event) =>
      event.kind === 'notice'
        ? [event.deviation.code]
        : 'deviations' in event
          ? event.deviations.map(({ code }) => code)
          : [],
    )
  }

  get secrets(): string[] {
    return this.events.flatMap((event) =>
      event.kind === 'command' && event.secret
        ? [latin1(event.secret)]
        : event.kind === 'auth-response'
          ? [latin1(event.line)]
          : [],
    )
  }
}

const envelope = 'EHLO x\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\n'

// RFC 5321 §3.1, RFC 5321 §3.3
describe('a conversation', () => {
  it('begins paused, with the greeting due', () => {
    const machine = new ServerMachine()
    expect(machine).toMatchObject({ state: 'connected', due: 'greeting', repliesDue: 1 })
    expect(machine.next()).toBe(PAUSED)
    machine.reply(createReply(220, null, 'here'))
    expect(machine).toMatchObject({ state: 'greeted', due: null, repliesDue: 0 })
    expect(latin1(machine.takeOutput()!)).toBe('220 here\r\n')
    expect(machine.takeOutput()).toBeNull()
    expect(machine.next()).toBe(NEED_DATA)
  })

  it('goes through a whole transaction', () => {
    const server = new Server()
    expect(server.hear('EHLO client.example\r\n')).toEqual([250])
    expect(server.machine.state).toBe('ready')
    expect(server.hear('MAIL FROM:<a@b> SIZE=9\r\nRCPT TO:<c@d>\r\nRCPT TO:<e@f> NOTIFY=NEVER\r\n')).toEqual([
      250, 250, 250,
    ])
    expect(server.machine.transaction).toMatchObject({
      reversePath: { localPart: 'a' },
      params: [{ keyword: 'SIZE' }],
      recipients: [
        { forwardPath: { localPart: 'c' }, params: [] },
        { forwardPath: { localPart: 'e' }, params: [{ keyword: 'NOTIFY' }] },
      ],
    })
    expect(server.hear('DATA\r\n')).toEqual([354])
    expect(server.hear('hi\r\n..\r\n.\r\nNOOP\r\n')).toEqual([250, 250])
    expect(server.data).toBe('hi\r\n.\r\n')
    const end = server.events.find((event) => event.kind === 'end-of-data')
    expect(end).toMatchObject({ size: 7, deviations: [], transaction: { recipients: { length: 2 } } })
    expect(server.machine).toMatchObject({ state: 'ready', transaction: null })
    expect(server.hear('QUIT\r\n')).toEqual([221])
    expect(server.machine.state).toBe('closing')
    expect(server.codes).toEqual([])
  })

  it('moves on the reply, not on the command', () => {
    const server = new Server({}, (event) =>
      event.kind === 'command' && event.command.verb === 'MAIL' ? createReply(450, '4.7.1', 'Not now') : agree(event),
    )
    expect(server.hear('EHLO x\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\n')).toEqual([250, 450, 503])
    expect(server.machine).toMatchObject({ state: 'ready', transaction: null })
  })

  it('answers what was sent ahead in its order', () => {
    const server = new Server()
    expect(server.hear(`${envelope}RCPT TO:<>\r\nDATA\r\nhi\r\n.\r\nFOO\r\nQUIT\r\n`)).toEqual([
      250, 250, 250, 501, 354, 250, 500, 221,
    ])
  })

  it.each(['EHLO x', 'RSET'])('%s gives the transaction up', (line) => {
    const server = new Server()
    server.hear(envelope)
    expect(server.machine.transaction).not.toBeNull()
    expect(server.hear(`${line}\r\n`)).toEqual([250])
    expect(server.machine).toMatchObject({ state: 'ready', transaction: null })
  })

  it('an EHLO that is refused changes nothing', () => {
    const server = new Server({}, (event) =>
      event.kind === 'command' && event.command.verb === 'EHLO' && event.command.domain === 'y'
        ? createReply(550, '5.7.1', 'Not you')
        : agree(event),
    )
    server.hear(envelope)
    expect(server.hear('EHLO y\r\n')).toEqual([550])
    expect(server.machine).toMatchObject({ state: 'recipient', transaction: { recipients: { length: 1 } } })
  })

  it('hears a client that does not wait for the greeting', () => {
    const machine = new ServerMachine()
    machine.receive(encode('EHLO x\r\n'))
    machine.receive(encode('NOOP\r\n'))
    expect(machine.next()).toMatchObject({ kind: 'notice', deviation: { code: 'early-talker' } })
    expect(machine.next()).toBe(PAUSED)
    machine.reply(createReply(220, null, 'here'))
    expect(machine.next()).toMatchObject({ kind: 'command', command: { verb: 'EHLO' } })
  })

  // RFC 5321 §3.8
  it('is over with 421, asked for or not', () => {
    const server = new Server()
    server.machine.reply(createReply(421, '4.3.2', 'Going down'))
    expect(server.machine.state).toBe('closing')
    expect(server.hear('NOOP\r\nQUIT\r\n')).toEqual([421])
    expect(server.events).toEqual([])
  })

  it('is over with 421 in the middle of mail data too', () => {
    const server = new Server()
    server.hear(`${envelope}DATA\r\nhi\r\n`)
    server.machine.reply(createReply(421, '4.3.2', 'Going down'))
    server.hear('more\r\n.\r\nQUIT\r\n')
    expect(server.data).toBe('hi\r\n')
    expect(server.events.at(-1)).toMatchObject({ kind: 'data' })
  })
})

// RFC 5321 §4.1.1, RFC 5321 §4.1.4, RFC 5321 §4.2.4
describe('what the language refuses', () => {
  const greeted: readonly string[] = []
  const ready = ['EHLO x']
  const sender = [...ready, 'MAIL FROM:<a@b>']
  const recipient = [...sender, 'RCPT TO:<c@d>']
  const rejected = [...sender, 'RCPT TO:<nobody@d>']

  const refusals: readonly [said: readonly string[], line: string, reply: string][] = [
    [greeted, 'FOO', '500 5.5.1 Command not recognized; HELP lists the commands'],
    [greeted, 'LHLO x', '500 5.5.1 Command not recognized; HELP lists the commands'],
    [greeted, 'MAIL FROM:<a@b>', '503 5.5.1 Say EHLO (or HELO) first'],
    [greeted, 'RCPT TO:<a@b>', '503 5.5.1 Say EHLO (or HELO) first'],
    [greeted, 'DATA', '503 5.5.1 Say EHLO (or HELO) first'],
    [greeted, 'AUTH PLAIN', '503 5.5.1 Say EHLO first'],
    [ready, 'RCPT TO:<a@b>', '503 5.5.1 MAIL FROM first'],
    [ready, 'DATA', '503 5.5.1 MAIL FROM and RCPT TO first'],
    [sender, 'DATA', '503 5.5.1 RCPT TO first'],
    [sender, 'MAIL FROM:<a@b>', '503 5.5.1 A transaction is under way: nested MAIL; RSET gives it up'],
    [sender, 'AUTH PLAIN', '503 5.5.1 AUTH is not allowed inside a transaction'],
    [recipient, 'STARTTLS', '503 5.5.1 STARTTLS is not allowed inside a transaction'],
    [recipient, 'XCLIENT NAME=x', '503 5.5.1 Bad sequence of commands'],
    [rejected, 'DATA', '554 5.5.1 No valid recipients'],
    [[...recipient, 'RCPT TO:<nobody@d>'], 'DATA', '354 Go ahead'],
    [greeted, 'EHLO', '501 5.5.4 Syntax: EHLO your.host.name'],
    [
      ready,
      'MAIL FROM:<a@b',
      '501 5.1.7 Expected the closing bracket ">" after the address. Syntax: MAIL FROM:<sender@domain>',
    ],
    [
      sender,
      'RCPT TO:c@d>',
      '501 5.1.3 Expected the opening bracket "<" before the address. Syntax: RCPT TO:<recipient@domain>',
    ],
    [ready, 'MAIL', '501 5.5.4 Syntax: MAIL FROM:<sender@domain>'],
    [ready, 'DATA now', '501 5.5.4 Argument after a verb that takes none. Syntax: DATA'],
    [ready, 'QUIT now', '501 5.5.4 Argument after a verb that takes none. Syntax: QUIT'],
    [ready, 'NOOP \x07', '501 5.5.2 Control character in a command line. Syntax: NOOP'],
    [
      ready,
      'MAIL FROM:<a@b> SIZE=x',
      '501 5.5.4 Parameter value that its extension does not allow. Syntax: MAIL FROM:<sender@domain>',
    ],
    [ready, 'MAIL FROM:<a@b> SIZE=1 SIZE=1', '501 5.5.4 Parameter given twice. Syntax: MAIL FROM:<sender@domain>'],
    [
      ready,
      'MAIL FROM:<a@b> NOTIFY=NEVER',
      '555 5.5.4 Parameter on the wrong command. Syntax: MAIL FROM:<sender@domain>',
    ],
    [
      ready,
      'MAIL FROM:<ü@b>',
      '550 5.6.7 Non-ASCII address without the SMTPUTF8 parameter. Syntax: MAIL FROM:<sender@domain>',
    ],
    [sender, 'RCPT TO:<ü@d>', '553 5.6.7 Non-ASCII address: MAIL FROM must say SMTPUTF8'],
    [
      [...ready, 'MAIL FROM:<a@b> BODY=BINARYMIME', 'RCPT TO:<c@d>'],
      'DATA',
      '503 5.5.1 BODY=BINARYMIME goes with BDAT, not with DATA',
    ],
    // RFC 5321 §4.1.1.1: what some clients say behind their address literal
    [greeted, 'EHLO [192.0.2.1] laptop', '250 2.0.0 OK'],
    [ready, 'RSET ', '250 2.0.0 OK'],
  ]
  it.each(refusals)('after %j, %s', (said, line, reply) => {
    const server = new Server({}, (event) =>
      event.kind === 'command' && event.command.verb === 'RCPT' && latin1(event.line).includes('nobody')
        ? createReply(550, '5.1.1', 'No such user')
        : agree(event),
    )
    for (const before of said) server.ask(before)
    expect(server.ask(line)).toBe(reply)
  })

  it('what is not on offer', () => {
    const offers = new Set(['SIZE', '8BITMIME', 'CHUNKING'])
    const server = new Server({ offers })
    expect(server.ask('STARTTLS')).toBe('502 5.5.1 STARTTLS is not offered here')
    expect(server.ask('EHLO x')).toBe('250 2.0.0 OK')
    expect(server.ask('AUTH PLAIN')).toBe('502 5.5.1 AUTH is not offered here')
    expect(server.ask('EXPN staff')).toBe('502 5.5.1 EXPN is not offered here')
    expect(server.ask('ETRN d')).toBe('502 5.5.1 ETRN is not offered here')
    expect(server.ask('XCLIENT NAME=x')).toBe('502 5.5.1 XCLIENT is not offered here')
    expect(server.ask('VRFY a')).toBe('250 2.0.0 OK')
    expect(server.ask('MAIL FROM:<a@b> RET=FULL')).toBe('555 5.5.4 Parameter RET is not supported')
    expect(server.ask('MAIL FROM:<a@b> X-NEW')).toBe('555 5.5.4 Parameter X-NEW is not supported')
    expect(server.ask('MAIL FROM:<a@b> BODY=BINARYMIME')).toBe('555 5.5.4 Parameter BODY is not supported')
    expect(server.ask('MAIL FROM:<a@b> BODY=8BITMIME SIZE=1')).toBe('250 2.0.0 OK')
  })

  it('everything but QUIT after a refusal to serve', () => {
    const server = new Server({}, agree, createReply(554, null, 'No SMTP here'))
    expect(server.machine.state).toBe('refused')
    expect(server.ask('EHLO x')).toBe('503 5.5.1 Only QUIT is of use here')
    expect(server.ask('NOOP')).toBe('503 5.5.1 Only QUIT is of use here')
    expect(server.ask('QUIT')).toBe('221 2.0.0 Bye')
  })

  it('whatever the lenient reading would report, when told to be strict', () => {
    const server = new Server({ strict: true })
    expect(server.ask('EHLO x ')).toBe('501 5.5.4 White space at the end of the line. Syntax: EHLO your.host.name')
    expect(server.ask('EHLO x')).toBe('250 2.0.0 OK')
    const form = 'Syntax: MAIL FROM:<sender@domain>'
    expect(server.ask('MAIL FROM:a@b')).toBe(`501 5.1.7 Address without the angle brackets. ${form}`)
    expect(server.ask('MAIL FROM: <a@b>')).toMatch(/^501 5\.1\.7 Space on a side of the colon of MAIL FROM:/)
    expect(server.ask('MAIL FROM:<@c:a@b>')).toBe(`501 5.1.7 Source route, which is obsolete. ${form}`)
    expect(server.ask('MAIL FROM:<a@b')).toBe(`501 5.1.7 Expected the closing bracket ">" after the address. ${form}`)
  })
})

// RFC 2033 §4.1, RFC 2033 §4.2, RFC 2033 §4.3
describe('LMTP', () => {
  const lmtp = () => {
    const server = new Server({ lmtp: true })
    server.hear('LHLO x\r\n')
    return server
  }

  it('is greeted with LHLO alone', () => {
    const server = new Server({ lmtp: true })
    expect(server.hear('EHLO x\r\nHELO x\r\nMAIL FROM:<a@b>\r\nLHLO x\r\n')).toEqual([500, 500, 503, 250])
    const polite = new Server({ lmtp: true })
    expect(polite.ask('MAIL FROM:<a@b>')).toBe('503 5.5.1 Say LHLO first')
  })

  it('answers the end of data once for each accepted recipient', () => {
    const server = lmtp()
    server.hear('MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nRCPT TO:<>\r\nRCPT TO:<e@f>\r\nDATA\r\n')
    server.machine.receive(encode('hi\r\n.\r\nNOOP\r\n'))
    expect(server.machine.next()).toMatchObject({ kind: 'data' })
    expect(server.machine.next()).toMatchObject({ kind: 'end-of-data' })
    expect(server.machine.repliesDue).toBe(2)
    server.machine.reply(ok)
    expect(server.machine).toMatchObject({ state: 'data', due: 'end-of-data', repliesDue: 1 })
    expect(server.machine.next()).toBe(PAUSED)
    server.machine.reply(createReply(452, '4.2.2', 'Full'))
    expect(server.machine).toMatchObject({ state: 'ready', due: null })
    expect(server.machine.next()).toMatchObject({ command: { verb: 'NOOP' } })
  })

  it('answers the last chunk so too, and the others once', () => {
    const server = lmtp()
    server.hear('MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nRCPT TO:<e@f>\r\n')
    expect(server.hear('BDAT 2\r\nhiBDAT 2 LAST\r\n\r\n')).toEqual([250, 250, 250])
    expect(server.machine.state).toBe('ready')
  })

  it('answers a refused last chunk once', () => {
    const server = new Server({ lmtp: true, offers: new Set() })
    server.hear('LHLO x\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nRCPT TO:<e@f>\r\n')
    expect(server.hear('BDAT 2 LAST\r\nhi')).toEqual([502])
    expect(server.machine.due).toBeNull()
  })

  it('refuses DATA with 503 where no recipient was accepted', () => {
    const server = new Server({ lmtp: true }, (event) =>
      event.kind === 'command' && event.command.verb === 'RCPT' ? createReply(550, '5.1.1', 'No') : agree(event),
    )
    server.hear('LHLO x\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\n')
    expect(server.ask('DATA')).toMatch(/^503 5.5.1 /)
  })

  it('is over with 421, however many replies are due', () => {
    const server = lmtp()
    server.hear('MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nRCPT TO:<e@f>\r\nDATA\r\n')
    server.machine.receive(encode('.\r\n'))
    expect(server.machine.next()).toMatchObject({ kind: 'end-of-data' })
    server.machine.reply(createReply(421, '4.3.2', 'Going down'))
    expect(server.machine).toMatchObject({ state: 'closing', due: null, repliesDue: 0 })
  })
})

// RFC 3030 §2
describe('BDAT', () => {
  const serve = (options: ServerMachineOptions = {}) => {
    const server = new Server(options)
    server.hear(envelope)
    return server
  }
  const chunks = (server: Server) => server.events.filter((event) => event.kind === 'chunk')

  it('counts octets, and a dot is a dot', () => {
    const server = serve()
    expect(server.hear('BDAT 5\r\n.\r\n.\r')).toEqual([250])
    expect(server.machine.state).toBe('chunking')
    expect(server.hear('BDAT 7 LAST\r\n\nQUIT\r\nQUIT\r\n')).toEqual([250, 221])
    expect(server.data).toBe('.\r\n.\r\nQUIT\r\n')
    expect(chunks(server)).toMatchObject([
      { size: 5, last: false, refusal: null, deviations: [] },
      { size: 7, last: true, refusal: null, deviations: [], transaction: { recipients: { length: 1 } } },
    ])
  })

  it('an empty last chunk ends the message', () => {
    const server = serve()
    expect(server.hear('BDAT 4\r\nhi\r\nBDAT 0 LAST\r\n')).toEqual([250, 250])
    expect(server.machine).toMatchObject({ state: 'ready', transaction: null })
  })

  it('judges the message as a whole', () => {
    const server = new Server()
    server.hear('EHLO x\r\nMAIL FROM:<a@b> SIZE=6\r\nRCPT TO:<c@d>\r\n')
    server.hear('BDAT 4\r\na\nb\rBDAT 4 LAST\r\n\nc\r\n')
    // The CR and the LF belong together, though they came in two chunks.
    expect(chunks(server).map(({ deviations }) => deviations.map(({ code, count }) => [code, count]))).toEqual([
      [],
      [
        ['bare-lf', 1],
        ['size-exceeded', undefined],
      ],
    ])
  })

  it('begins anew with the next message', () => {
    const server = serve()
    server.hear('BDAT 2 LAST\r\na\n')
    server.hear('MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nBDAT 3 LAST\r\na\r\n')
    expect(chunks(server).map(({ deviations }) => deviations.map(({ code }) => code))).toEqual([['bare-lf'], []])
  })

  it('begins anew after RSET', () => {
    const server = serve()
    server.hear('BDAT 2\r\na\nRSET\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nBDAT 3 LAST\r\na\r\n')
    expect(chunks(server).map(({ deviations }) => deviations.map(({ code }) => code))).toEqual([[], []])
  })

  it('8-bit data wants leave, bare line ends do not matter in BINARYMIME', () => {
    const server = new Server()
    server.hear('EHLO x\r\nMAIL FROM:<a@b> BODY=BINARYMIME\r\nRCPT TO:<c@d>\r\n')
    server.hear(fromLatin1('BDAT 3 LAST\r\n\xff\n\r'))
    expect(chunks(server)).toMatchObject([{ deviations: [] }])
    server.hear('MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\n')
    server.hear(fromLatin1('BDAT 1 LAST\r\n\xff'))
    expect(chunks(server)[1]).toMatchObject({ deviations: [{ code: '8bit-without-leave' }] })
  })

  it.each([
    ['is not offered', { offers: new Set<string>() }, envelope, '502'],
    ['comes out of order', {}, 'EHLO x\r\n', '503'],
    ['comes before EHLO', {}, '', '503'],
  ])('is swallowed, and refused when it has come, where it %s', (_name, options, said, code) => {
    const server = new Server(options)
    server.hear(said)
    expect(server.hear('BDAT 6 LAST\r\nQUIT\r\nNOOP\r\n')).toEqual([Number(code), 250])
    expect(chunks(server)).toMatchObject([{ size: 6, refusal: { code: Number(code) } }])
  })

  it('does not mix with DATA', () => {
    const server = serve()
    server.hear('BDAT 2\r\nhi')
    expect(server.ask('DATA')).toBe('503 5.5.1 BDAT has begun: DATA and BDAT do not mix')
    expect(server.ask('RCPT TO:<e@f>')).toMatch(/^503/)
  })

  it('a failed chunk ends the transaction, and what was sent ahead is swallowed', () => {
    const server = new Server({}, (event) =>
      event.kind === 'chunk' && !event.refusal ? createReply(452, '4.3.1', 'Disk full') : agree(event),
    )
    expect(server.hear(`${envelope}BDAT 2\r\nhiBDAT 6 LAST\r\nQUIT\r\nNOOP\r\n`)).toEqual([
      250, 250, 250, 452, 503, 250,
    ])
  })
})

// RFC 5321 §4.1.1.4, RFC 5321 §4.5.2
describe('mail data', () => {
  const sent = (wire: string | Uint8Array, params = '', options: ServerMachineOptions = {}) => {
    const server = new Server(options)
    server.hear(`EHLO x\r\nMAIL FROM:<a@b>${params}\r\nRCPT TO:<c@d>\r\nDATA\r\n`)
    const codes = server.hear(wire)
    return { codes, data: server.data, found: server.codes, server }
  }

  it('keeps its last CRLF', () => expect(sent('hi\r\n.\r\n')).toMatchObject({ codes: [250], data: 'hi\r\n' }))
  it('may be empty', () => expect(sent('.\r\n')).toMatchObject({ codes: [250], data: '' }))
  it('loses the dot that was stuffed', () => expect(sent('..\r\n.\r\n')).toMatchObject({ data: '.\r\n' }))
  it.each(['\n.\n', '\n.\r\n', '\r.\r', '\r\n.\r', '\r\n.\n', '\r.\r\n', '\r\n\0.\r\n'])(
    '%j does not end it',
    (end) => {
      expect(sent(`a${end}MAIL FROM:<evil@x>\r\n.\r\n`)).toMatchObject({ codes: [250] })
    },
  )
  it('a bare LF at the very beginning of a chunk', () => {
    const { server } = sent('a\r\n')
    expect(server.hear('\n.\n')).toEqual([])
    expect(server.hear('.\r\n')).toEqual([])
    expect(server.hear('\r\n.\r\n')).toEqual([250])
  })
  it('8-bit octets want leave', () => {
    const wire = fromLatin1('\xe9\r\n.\r\n')
    expect(sent(wire).found).toEqual(['8bit-without-leave'])
    expect(sent(wire, ' BODY=7BIT').found).toEqual(['8bit-without-leave'])
    expect(sent(wire, ' BODY=8BITMIME').found).toEqual([])
  })
  // RFC 1870 §6.3
  it('is counted, whatever SIZE said', () => {
    expect(sent('hi\r\n.\r\n', ' SIZE=4').found).toEqual([])
    expect(sent('..i\r\n.\r\n', ' SIZE=4').found).toEqual([])
    expect(sent('hi!\r\n.\r\n', ' SIZE=4').found).toEqual(['size-exceeded'])
  })
  it('a line end that is mended may come in two pieces', () => {
    const { server } = sent('hi\r\n.\r', '', { lenientLineEnds: true })
    expect(server.data).toBe('hi\r\n')
    expect(server.hear('\nNOOP\r\n')).toEqual([250])
    expect(server.codes).toEqual([])
  })
  it('line ends of a person who cannot do better are mended, if asked for', () => {
    const person = sent('hi\nthere\r\0.\n', '', { lenientLineEnds: true })
    expect(person).toMatchObject({ codes: [250], data: 'hi\r\nthere\r\n', found: [] })
    expect(person.server.hear('NOOP\r\n')).toEqual([250])
    expect(sent('hi\n.\n')).toMatchObject({ codes: [] })
  })
})

// RFC 3207 §4, RFC 3207 §4.2
describe('STARTTLS', () => {
  it('throws away what was sent with it, and says so', () => {
    const server = new Server()
    expect(server.hear('EHLO x\r\nSTARTTLS\r\nMAIL FROM:<evil@x>\r\n')).toEqual([250, 220])
    expect(server.machine.state).toBe('tls')
    expect(server.codes).toEqual(['after-starttls'])
    server.machine.handshake()
    expect(server.machine).toMatchObject({ state: 'greeted', transaction: null })
    expect(server.hear('MAIL FROM:<a@b>\r\n')).toEqual([503])
    expect(server.hear('EHLO x\r\n')).toEqual([250])
    expect(server.events.filter((event) => event.kind === 'command')).toHaveLength(4)
  })
  it('throws away half a command too', () => {
    const server = new Server()
    server.hear('EHLO x\r\nSTARTTLS\r\nRSET; ')
    server.machine.handshake()
    expect(server.hear('EHLO x\r\n')).toEqual([250])
  })
  it('reads no command before the handshake', () => {
    const server = new Server()
    server.hear('EHLO x\r\nSTARTTLS\r\n')
    expect(server.hear('NOOP\r\n')).toEqual([])
    server.machine.handshake()
    expect(server.hear('EHLO x\r\n')).toEqual([250])
  })
  it('what is offered after it may be something else', () => {
    const server = new Server({ offers: new Set(['STARTTLS']) })
    expect(server.hear('EHLO x\r\nSTARTTLS\r\n')).toEqual([250, 220])
    server.machine.handshake(new Set(['AUTH']))
    expect(server.ask('EHLO x')).toBe('250 2.0.0 OK')
    expect(server.ask('STARTTLS')).toBe('502 5.5.1 STARTTLS is not offered here')
  })
  it('that is refused leaves everything as it was', () => {
    const server = new Server({}, (event) =>
      event.kind === 'command' && event.command.verb === 'STARTTLS'
        ? createReply(454, '4.7.0', 'Not now')
        : agree(event),
    )
    expect(server.hear('EHLO x\r\nSTARTTLS\r\nMAIL FROM:<a@b>\r\n')).toEqual([250, 454, 250])
    expect(server.codes).toEqual([])
  })
})

// RFC 4954 §4
describe('AUTH', () => {
  it('an exchange is read line by line, and each line is a secret', () => {
    const server = new Server()
    expect(server.hear('EHLO x\r\nAUTH LOGIN\r\n')).toEqual([250, 334])
    expect(server.machine).toMatchObject({ state: 'auth', due: null })
    expect(server.hear('QUIT\r\n')).toEqual([235])
    expect(server.machine.state).toBe('ready')
    expect(server.secrets).toEqual(['QUIT'])
  })
  it('may be cancelled', () => {
    const server = new Server()
    expect(server.hear('EHLO x\r\nAUTH LOGIN\r\n*\r\nNOOP\r\n')).toEqual([250, 334, 501, 250])
  })
  it('the initial response is a secret, wherever it stands', () => {
    const server = new Server()
    server.hear('EHLO x\r\nAUTH PLAIN AGFsaWNlAHNlY3JldA==\r\nx\r\n auth  plain  AGI= \r\nx\r\nAUTH P/LAIN AGM=\r\n')
    expect(server.secrets).toEqual(['AGFsaWNlAHNlY3JldA==', 'x', 'AGI= ', 'x', 'AGM='])
  })
  it('what a client says that does not notice that it was refused is one too', () => {
    const server = new Server({ offers: new Set() })
    server.hear('EHLO x\r\nAUTH PLAIN\r\nAUTH LOGIN\r\nYWxpY2U=\r\nc2VjcmV0\r\nNOOP\r\nFOO\r\n')
    expect(server.secrets).toEqual(['YWxpY2U=', 'c2VjcmV0'])
  })
  it('a line without end fails the exchange', () => {
    const server = new Server()
    server.hear('EHLO x\r\nAUTH LOGIN\r\n')
    const secret = 'x'.repeat(20_000)
    expect(server.hear(`${secret}\r\nNOOP\r\n`)).toEqual([500, 250])
    expect(server.machine.state).toBe('ready')
    expect(server.secrets).toEqual([secret.slice(0, ceilings.commandLine)])
  })
})

describe('a person at a keyboard', () => {
  const codesOf = (wire: string) => {
    const server = new Server()
    return { replies: server.hear(wire), found: server.codes, server }
  }
  it('LF and CR NUL end a command', () => {
    expect(codesOf('EHLO x\nNOOP\r\0NOOP\r\n')).toMatchObject({
      replies: [250, 250, 250],
      found: ['command-bare-lf', 'command-bare-cr'],
    })
  })
  it('one octet at a time', () => {
    const server = new Server()
    const replies = [...'EHLO x\r\nMAIL FROM:<a@b>\r\n'].flatMap((octet) => server.hear(octet))
    expect(replies).toEqual([250, 250])
  })
  it('backspace takes back', () => {
    const { replies, found, server } = codesOf('EHLI\x08O y\x7fx\r\n')
    expect(replies).toEqual([250])
    expect(found).toEqual(['command-edited'])
    expect(server.events.at(-1)).toMatchObject({ command: { verb: 'EHLO', domain: 'x' } })
  })
  // RFC 854
  it('telnet options are answered, once noticed, and are no part of anything', () => {
    const server = new Server()
    const say = (wire: string) => server.hear(fromLatin1(wire))
    say('\xff\xfd\x03\xff\xfb\x18EHLO x\r\n')
    expect(server.machine.isTelnet).toBe(true)
    expect(server.codes).toEqual(['command-telnet'])
    expect(server.events.at(-1)).toMatchObject({ command: { verb: 'EHLO', domain: 'x' } })
    say('MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n')
    say('h\xff\xf1i\r\n.\r\n')
    expect(server.data).toBe('hi\r\n')
  })
  it('telnet options are answered on the wire', () => {
    const server = new Server()
    server.machine.receive(fromLatin1('\xff\xfd\x03NOOP\r\n'))
    expect(server.machine.next()).toMatchObject({ kind: 'notice' })
    expect(latin1(server.machine.takeOutput()!)).toBe('\xff\xfc\x03')
  })
  it('0xFF in mail data of a program is an octet like any other', () => {
    const server = new Server()
    server.hear(`${envelope}DATA\r\n`)
    server.hear(fromLatin1('a\xff\xfdb\r\n.\r\n'))
    expect(server.data).toBe('a\xff\xfdb\r\n')
    expect(server.machine.isTelnet).toBe(false)
  })
})

describe('nonsense', () => {
  it('a line without end is cut off, answered once, and skipped', () => {
    const server = new Server()
    expect(server.hear(`NOOP ${'x'.repeat(100_000)}\r\nNOOP\r\n`)).toEqual([500, 250])
    expect(server.codes).toEqual(['command-too-long'])
    expect(server.events[0]).toMatchObject({ command: { verb: 'unknown' }, line: { length: ceilings.commandLine } })
  })
  it('and so it is when it drips in', () => {
    const server = new Server()
    const replies = Array.from({ length: 100 }, () => server.hear('x'.repeat(1000))).flat()
    expect([...replies, ...server.hear('\nNOOP\r\n')]).toEqual([500, 250])
  })
  it('NULs and binary', () => {
    const server = new Server()
    expect(server.hear(fromLatin1('\0\0\0\r\n\x16\x03\x01\x02\0\x01\0\r\nNOOP\0\r\n'))).toEqual([500, 500, 500])
  })
  it('another protocol', () => {
    const server = new Server()
    expect(server.hear('GET / HTTP/1.1\r\nHost: x\r\n\r\n')).toEqual([500, 500, 500])
  })

  const words = fc.constantFrom(
    ...[
      'EHLO x\r\n',
      'LHLO x\r\n',
      'MAIL FROM:<a@b>\r\n',
      'RCPT TO:<c@d>\r\n',
      'DATA\r\n',
      'hi\r\n',
      '..\r\n',
      '.\r\n',
    ],
    ...[
      'BDAT 3\r\n',
      'abc',
      'BDAT 2 LAST\r\n',
      'RSET\r\n',
      'AUTH PLAIN\r\n',
      '*\r\n',
      'QUIT\r\n',
      'NOOP\n',
      'NOOP\r\0',
    ],
    ...[
      '\r',
      '\n',
      '\0',
      '\xff',
      '\xff\xfd\x03',
      '\x08',
      ' ',
      'x'.repeat(17_000),
      'MAIL FROM:<a@b> BODY=8BITMIME SIZE=3\r\n',
    ],
  )
  const wires = fc.array(words, { maxLength: 25 }).map((parts) => fromLatin1(parts.join('')))

  const asText = (_key: string, value: unknown) => (value instanceof Uint8Array ? latin1(value) : value)

  /** Everything that came of it, runs of data joined. */
  function outcome(wire: Uint8Array, cuts: readonly number[], options: ServerMachineOptions) {
    const server = new Server(options)
    const edges = [0, ...[...cuts].sort((a, b) => a - b), wire.length]
    const replies = edges.slice(1).flatMap((edge, i) => server.hear(wire.subarray(edges[i], edge)))
    const events = server.events.filter(({ kind }) => kind !== 'data').map((event) => JSON.stringify(event, asText))
    return { replies, events, data: server.data, state: server.machine.state }
  }

  it.each([[{}], [{ lmtp: true }], [{ lenientLineEnds: true }], [{ strict: true, offers: new Set(['SIZE']) }]])(
    'gives the same events whatever the pieces, and never throws (%o)',
    (options) => {
      fc.assert(
        fc.property(wires, fc.array(fc.nat(400), { maxLength: 6 }), (wire, cuts) => {
          const places = cuts.map((cut) => Math.min(cut, wire.length))
          expect(outcome(wire, places, options)).toEqual(outcome(wire, [], options))
        }),
        { numRuns: 200 },
      )
    },
  )

  it('any octets give events, never a throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (wire) => {
        expect(() => outcome(wire, [], {})).not.toThrow()
      }),
    )
  })
})

import { describe, expect, it } from 'vitest'
import { connect as connectTls } from 'node:tls'
import { connect } from '../../../src/client/connect.ts'
import { uniformTimeouts } from '../../../src/client/timeouts.ts'
import { decode, encode } from '../../../src/protocol/bytes.ts'
import { everything } from '../../../src/store/query.ts'
import { cert, key } from '../certificate.ts'
import { serve, server } from './faulty.ts'
import { until, type Speaker } from './speaker.ts'

/** Faults that make sense in one place only, and what limits them. */

const hello = 'EHLO client.example.test'
const sender = 'MAIL FROM:<alice@example.test>'
const recipient = 'RCPT TO:<bob@example.test>'
const toData = [hello, sender, recipient, 'DATA']
const message = 'Subject: a cheap offer\r\n\r\nHello Bob.\r\n.'
const fired = () => server.faults.list().map((fault) => fault.fired)

describe('the greeting', () => {
  it.each([
    ['554 5.7.1 "Not you"', /^554 5\.7\.1 Not you\r\n$/],
    ['421 Busy', /^421 Busy\r\n$/],
    ['220 "I am another"', /^220 I am another\r\n$/],
    ['delay 20ms', /^220 /],
    ['drip 1ms', /^220 .*\r\n$/],
    ['mixed-codes', /^220-.*\r\n550 .*\r\n$/],
    ['no-line-end', /^220 .*Parley$/],
    ['garbage 10', /^(?!220).*[^]{10}\r\n$/],
    ['extra-reply 250', /^220 .*\r\n250 .*\r\n$/],
  ])('is %s', async (what, pattern) => {
    await (await serve([`connect ${what}`])).hears(pattern)
  })

  it.each([
    ['drop', 'end'],
    ['reset', 'ECONNRESET'],
    ['421 Busy', 'end'],
  ])('does not come: %s', async (what, end) => {
    expect(await (await serve([`connect ${what}`])).ends()).toBe(end)
  })

  it('leaves only QUIT behind 554', async () => {
    const speaker = await serve(['connect 554 No'])
    await speaker.hears(/^554/)
    speaker.say(sender)
    await speaker.hears(/^503 /m)
  })
})

describe('STARTTLS', () => {
  const tls = { key, cert }

  it('is hidden, and refused', async () => {
    const speaker = await serve(['EHLO hide STARTTLS'], { tls })
    expect(await speaker.converse(hello)).not.toMatch(/STARTTLS/)
    expect(await speaker.converse('STARTTLS')).toMatch(/^502 /)
    server.faults.clear()
    expect(await speaker.converse('STARTTLS')).toMatch(/^502 /)
    server.faults.add('NOOP 451')
    expect(await speaker.converse(hello)).toMatch(/STARTTLS/)
    expect(await speaker.converse('STARTTLS')).toMatch(/^220 /)
  })

  it('leads to the end', async () => {
    const speaker = await serve(['STARTTLS break-tls close'], { tls })
    expect(await speaker.converse(hello, 'STARTTLS')).toMatch(/^220 /)
    expect(await speaker.ends()).toBe('end')
  })

  it('leads to nothing', async () => {
    const speaker = await serve(['STARTTLS break-tls silence'])
    expect(await speaker.converse(hello, 'STARTTLS')).toMatch(/^220 /)
    speaker.say(hello)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(speaker.heard).toMatch(/^220 .*Ready to start TLS\r\n$/m)
    expect(speaker.ended).toBe(null)
  })

  it('leads to garbage', async () => {
    const speaker = await serve(['STARTTLS break-tls garbage'], { tls })
    await speaker.converse(hello)
    expect(await speaker.converse('STARTTLS')).toMatch(/Ready to start TLS\r\n$/)
    speaker.say('\u0016\u0003\u0001')
    expect(await speaker.hears(/Ready to start TLS\r\n[^]{64}\r\n$/)).not.toMatch(/start TLS\r\n(?:\x16|\d{3})/)
    expect(await speaker.ends()).toBe('end')
  })

  it.each(['garbage', 'close'])('is a broken handshake at once, and no time-out: %s', async (how) => {
    await serve([`STARTTLS break-tls ${how}`], { tls })
    const session = await connect({ host: '127.0.0.1', port: server.port, timeouts: uniformTimeouts(5000) })
    await session.command(hello)
    const started = performance.now()
    const error = await session.startTls().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ kind: 'tls', phase: 'tls' })
    expect(performance.now() - started).toBeLessThan(2000)
    session.close()
  })

  it('brings a forged reply in clear, and then the handshake', async () => {
    const speaker = await serve(['STARTTLS extra-reply 250 "Forged"'], { tls })
    await speaker.converse(hello)
    let pieces = 0
    speaker.socket.on('data', () => pieces++)
    expect(await speaker.converse('STARTTLS')).toBe('220 2.0.0 Ready to start TLS\r\n250 Forged\r\n')
    expect(pieces).toBe(1)
    const secured = connectTls({ socket: speaker.socket, rejectUnauthorized: false })
    await new Promise((resolve) => secured.once('secureConnect', resolve))
    secured.write(`${hello}\r\n`)
    const answer = await new Promise<Buffer>((resolve) => secured.once('data', resolve))
    expect(answer.toString()).toMatch(/^250-/)
    secured.destroy()
  })

  it.each(['drop', 'reset', 'silence', '451 No', 'delay 10ms', 'drip 1ms', 'mixed-codes'])(
    'has everything else too, and under TLS: %s',
    async (what) => {
      const speaker = await serve([`NOOP ${what} tls=yes`, 'STARTTLS delay 5ms'], { tls })
      expect(await speaker.converse(hello, 'NOOP')).toMatch(/^250 /)
      expect(await speaker.converse('STARTTLS')).toMatch(/^220 /)
      const secured = connectTls({ socket: speaker.socket, rejectUnauthorized: false })
      let heard = ''
      let end = 'going on'
      secured.on('data', (bytes: Buffer) => (heard += bytes.toString()))
      secured.on('end', () => (end = 'end'))
      secured.on('error', (error: NodeJS.ErrnoException) => (end = error.code ?? ''))
      await new Promise((resolve) => secured.once('secureConnect', resolve))
      secured.write('NOOP\r\n')
      if (what === 'drop' || what === 'reset')
        await until(
          () => end !== 'going on',
          () => 'the end',
        )
      else if (what === 'silence') await new Promise((resolve) => setTimeout(resolve, 20))
      else
        await until(
          () => /^\d{3} .*\r\n$/m.test(heard),
          () => 'the answer',
        )
      // Node's TLS client takes a reset for an end now and then.
      expect(end).toMatch({ drop: /^end$/, reset: /^(?:end|ECONNRESET)$/ }[what] ?? /^going on$/)
      expect(fired()).toEqual([1, 1])
      secured.destroy()
    },
  )
})

describe('what EHLO offers', () => {
  it('lacks what is hidden, with what it stands for', async () => {
    const speaker = await serve(['EHLO hide SIZE', 'EHLO hide chunking first=1'])
    expect(await speaker.converse(hello)).not.toMatch(/SIZE|CHUNKING/)
    expect(await speaker.converse('MAIL FROM:<a@example.test> SIZE=10')).toMatch(/^555 /)
    expect(await speaker.converse('RSET', hello)).toMatch(/CHUNKING/)
  })

  it('has what is invented, also in place of what is so', async () => {
    const speaker = await serve(['EHLO offer "SIZE 10"', 'EHLO offer "X-NEW a b"', 'EHLO offer "SIZE 20" first=1'])
    const lines = (await speaker.converse(hello)).split('\r\n').map((line) => line.slice(4))
    expect(lines.filter((line) => line.startsWith('SIZE'))).toEqual(['SIZE 10', 'SIZE 20'])
    expect(lines).toContain('X-NEW a b')
    expect(lines[0]).toMatch(/^mail\.example\.test greets/)
  })
})

describe('in the middle of a message', () => {
  const line = `${'x'.repeat(98)}\r\n`

  it.each([
    ['drop', 'end'],
    ['reset', 'ECONNRESET'],
    ['421 4.3.2 "Had enough"', 'end'],
    ['451 4.3.0 "Had enough" close=yes', 'end'],
  ])('ends with %s, when so many octets have come', async (what, end) => {
    const speaker = await serve([`mid-data ${what} octets=500`])
    await speaker.converse(...toData)
    speaker.socket.write(line.repeat(4))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect([speaker.ended, fired()]).toEqual([null, [0]])
    speaker.socket.write(line.repeat(2))
    expect(await speaker.ends()).toBe(end)
    if (what.includes('Had')) expect(speaker.heard).toMatch(/^4\d\d .* Had enough\r\n$/m)
    expect((await server.store.list(everything, { limit: 10 })).messages).toEqual([])
  })

  it('goes on behind a reply that closes nothing', async () => {
    const speaker = await serve(['mid-data 451 "Hm"'])
    await speaker.converse(...toData)
    expect(await speaker.converse(message)).toMatch(/^451 Hm\r\n/)
    await speaker.hears(/^250 2\.0\.0 .*queued/m)
  })

  it('strikes once in a message, and again in the next', async () => {
    const speaker = await serve(['mid-data delay 1ms'])
    for (const start of [toData, toData.slice(1)]) {
      await speaker.converse(...start)
      for (let i = 0; i < 5; i++) speaker.socket.write(line)
      expect(await speaker.converse('.')).toMatch(/^250 /)
    }
    expect(fired()).toEqual([2])
  })

  it('reads slowly', async () => {
    const speaker = await serve(['mid-data slow-read 10000'])
    await speaker.converse(...toData)
    const started = performance.now()
    expect(await speaker.converse(`${line.repeat(5)}.`)).toMatch(/^250 /)
    expect(performance.now() - started).toBeGreaterThan(45)
  })

  it('strikes in chunks too', async () => {
    const speaker = await serve(['mid-data drop octets=5'])
    await speaker.converse(hello, sender, recipient)
    speaker.say('BDAT 10', 'abcdefgh')
    expect(await speaker.ends()).toBe('end')
  })
})

describe('a message', () => {
  it.each(['DATA', 'BDAT'])('is accepted and lost: %s', async (how) => {
    const speaker = await serve(['end-of-data lose'])
    const answer =
      how === 'DATA'
        ? await speaker.converse(...toData, message)
        : await speaker.converse(hello, sender, recipient, 'BDAT 4 LAST\r\nhi')
    expect(answer).toMatch(/^250 2\.0\.0 Ok: queued as/)
    expect((await server.store.list(everything, { limit: 10 })).total).toBe(0)
  })

  it('is kept more than once, octet by octet the same', async () => {
    const speaker = await serve(['end-of-data duplicate 3 first=1'])
    await speaker.converse(...toData, message)
    const { messages } = await server.store.list(everything, { limit: 10 })
    expect(new Set(messages.map(({ id }) => id)).size).toBe(3)
    const texts = await Promise.all(messages.map(async ({ content }) => decode(await content.bytes())))
    expect(new Set(texts).size).toBe(1)
    await speaker.converse(...toData.slice(1), message)
    expect((await server.store.list(everything, { limit: 10 })).total).toBe(4)
  })

  it('is known by its header at its end', async () => {
    const speaker = await serve(['end-of-data 550 5.7.1 "No offers" header="Subject: *CHEAP*"'])
    expect(await speaker.converse(...toData, message)).toBe('550 5.7.1 No offers\r\n')
    expect(await speaker.converse(...toData.slice(1), 'Subject: dear\r\nX: cheap\r\n\r\ncheap\r\n.')).toMatch(/^250 /)
    expect((await server.store.list(everything, { limit: 10 })).total).toBe(1)
  })

  it('is refused for every recipient in LMTP', async () => {
    const speaker = await serve(['end-of-data 452 4.2.2 Full first=1'], { lmtp: true })
    const start = ['LHLO client.example.test', sender, recipient, 'RCPT TO:<carol@example.test>', 'DATA']
    await speaker.converse(...start)
    speaker.say(message)
    await speaker.hears(/^(452 4\.2\.2 Full\r\n){2}/m)
    await speaker.converse('NOOP')
    expect((await server.store.list(everything, { limit: 10 })).total).toBe(0)
  })

  it('that is refused at its end is not kept, however it is refused', async () => {
    const speaker = await serve(['end-of-data 451'])
    expect(await speaker.converse(...toData, message)).toBe('451 Trouble on demand\r\n')
    expect((await server.store.list(everything, { limit: 10 })).total).toBe(0)
  })

  it('is not begun where DATA is refused', async () => {
    const speaker = await serve(['DATA 451 4.3.0 No'])
    expect(await speaker.converse(...toData)).toBe('451 4.3.0 No\r\n')
    expect(await speaker.converse('NOOP')).toMatch(/^250 /)
  })
})

describe('what limits a fault', () => {
  const tries = async (speaker: Speaker, line: string, times: number) => {
    const codes: string[] = []
    for (let i = 0; i < times; i++) codes.push((await speaker.converse(line)).slice(0, 3))
    return codes.join(' ')
  }

  it.each([
    ['first=2', '451 451 250 250 250 250'],
    ['after=2', '250 250 451 451 451 451'],
    ['after=1 first=2', '250 451 451 250 250 250'],
    ['every=3', '250 250 451 250 250 451'],
    ['per-minute=4', '250 250 250 250 451 451'],
    ['probability=1', '451 451 451 451 451 451'],
    ['probability=0', '250 250 250 250 250 250'],
    ['within=1h', '451 451 451 451 451 451'],
  ])('%s', async (limit, codes) => {
    const speaker = await serve([`NOOP 451 ${limit}`])
    expect(await tries(speaker, 'NOOP', 6)).toBe(codes)
  })

  it('strikes by a chance that is always the same for a seed', async () => {
    const speaker = await serve(['NOOP 451 probability=50% seed=3'])
    const first = await tries(speaker, 'NOOP', 20)
    expect(first).toMatch(/451.*250|250.*451/)
    server.faults.reset()
    expect(await tries(speaker, 'NOOP', 20)).toBe(first)
    const [fault] = server.faults.list()
    server.faults.replace(fault!.id, 'NOOP 451 probability=50% seed=4')
    expect(await tries(speaker, 'NOOP', 20)).not.toBe(first)
  })

  it('counts apart', async () => {
    const speaker = await serve(['RCPT 450 first=1 per=recipient'])
    await speaker.converse(hello, sender)
    const codes = []
    for (const name of ['bob', 'carol', 'BOB', 'carol', 'dave'])
      codes.push((await speaker.converse(`RCPT TO:<${name}@example.test>`)).slice(0, 3))
    expect(codes).toEqual(['450', '450', '250', '250', '450'])
  })

  it('greylists a triplet', async () => {
    const speaker = await serve(['RCPT greylist'])
    expect(await speaker.converse(hello, sender, recipient)).toMatch(/^450 4\.7\.1 /)
    expect(await speaker.converse(recipient)).toMatch(/^250 /)
    expect(await speaker.converse('RSET', 'MAIL FROM:<eve@example.test>', recipient)).toMatch(/^450 /)
  })

  it.each([
    ['to=bob@*', [recipient], '451'],
    ['to=carol@*', [recipient], '250'],
    ['from=ALICE@example.test', [recipient], '451'],
    ['from=""', [recipient], '250'],
    ['helo=client.*', [recipient], '451'],
    ['helo=*.org', [recipient], '250'],
    ['client=127.0.0.1', [recipient], '451'],
    ['client=127.0.0.0/8', [recipient], '451'],
    ['client=192.0.2.0/24', [recipient], '250'],
    ['user=*', [recipient], '250'],
    ['tls=no', [recipient], '451'],
    ['tls=yes', [recipient], '250'],
  ])('%s', async (limit, lines, code) => {
    const speaker = await serve([`RCPT 451 ${limit}`])
    expect(await speaker.converse(hello, sender, ...lines)).toMatch(new RegExp(`^${code} `))
  })

  it('adds delays up, and gives the first of several answers', async () => {
    const speaker = await serve(['NOOP delay 20ms', 'NOOP delay 20ms', 'NOOP 451', 'NOOP 452 first=1'])
    await speaker.hears(/^220/)
    const started = performance.now()
    expect(await speaker.converse('NOOP')).toBe('451 Trouble on demand\r\n')
    expect(performance.now() - started).toBeGreaterThan(36)
    expect(fired()).toEqual([1, 1, 1, 0])
  })
})

describe('addresses that ask for trouble', () => {
  it('do so in any domain, where they may', async () => {
    const speaker = await serve([], { troubleAddresses: true })
    const ask = (local: string) => speaker.converse(`RCPT TO:<${local}@any.where.test>`)
    await speaker.converse(hello, sender)
    expect(await ask('550')).toBe('550 5.1.1 550@ asked for this: 550\r\n')
    expect(await ask('452')).toMatch(/^452 4\.2\.2 /)
    expect(await ask('450')).toMatch(/^450 4\.7\.1 /)
    expect(await ask('450')).toMatch(/^250 /)
    expect(await ask('drop-after-data')).toMatch(/^250 /)
    expect(await speaker.converse('DATA', message)).toBe('')
    expect(await speaker.ends()).toBe('end')
    const marks = server.sessions[0]!.transcript.events.flatMap((event) => (event.kind === 'fault' ? [event.id] : []))
    expect(marks).toEqual(['550@', '452@', '450@', 'drop-after-data@'])
  })

  it('are good addresses where nobody has said so', async () => {
    const speaker = await serve([])
    expect(await speaker.converse(hello, sender, 'RCPT TO:<550@example.test>')).toMatch(/^250 /)
  })
})

it('forgets nothing that was said before, and shows secrets to nobody', async () => {
  const speaker = await serve(['AUTH 454 4.7.0 Later', 'auth-response 454'], {
    auth: { acceptAny: true, allowInClear: true },
  })
  await speaker.converse(hello, 'AUTH PLAIN AGEAc2VjcmV0')
  server.faults.remove('f1')
  await speaker.converse('AUTH LOGIN', 'YWxpY2U=')
  const secrets = server.sessions[0]!.transcript.events.flatMap((event) =>
    event.kind === 'received' && event.secret ? [decode(event.bytes)] : [],
  )
  expect(secrets).toEqual(['AGEAc2VjcmV0', 'YWxpY2U='])
  expect(encode(speaker.heard)).not.toHaveLength(0)
})

import { describe, expect, it } from 'vitest'
import { connect as connectTls } from 'node:tls'
import { once } from 'node:events'
import { cert, key } from '../certificate.ts'
import { serve, server } from './faulty.ts'
import { Speaker, until } from './speaker.ts'

/** Faults where the answer is not the end of a command: the greeting, STARTTLS, the middle of a message; and who is struck. */

const hello = 'EHLO client.example.test'
const sender = 'MAIL FROM:<alice@example.test>'
const recipient = 'RCPT TO:<bob@example.test>'
const toData = [hello, sender, recipient, 'DATA']
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('STARTTLS', () => {
  const tls = { key, cert }

  it.each([
    ['454 4.7.0 "Not now"', /^454 4\.7\.0 Not now\r\n$/],
    ['501 "One" "Two"', /^501-One\r\n501 Two\r\n$/],
    ['mixed-codes', /^220-.*\r\n(?!220)\d{3} .*\r\n$/],
    ['unfinished', /^220-.*\r\n$/],
    ['no-line-end', /^220 [^\r\n]*$/],
    ['bare-lf', /^220 [^\r]*\n$/],
    ['no-code', /^(?!\d{3}).+\r\n/],
    ['too-long', /^220 .{1990,}-\r\n$/],
    ['garbage 20 7', /^(?!220)[^]{22}$/],
    ['drip 1ms 4', /^220 2\.0\.0 Ready to start TLS\r\n$/],
    ['delay 20ms', /^220 2\.0\.0 Ready to start TLS\r\n$/],
  ])('answers %s', async (what, pattern) => {
    const speaker = await serve([`STARTTLS ${what}`], { tls })
    await speaker.converse(hello)
    const from = speaker.heard.length
    speaker.say('STARTTLS')
    await until(
      () => pattern.test(speaker.heard.slice(from)),
      () => `${String(pattern)} in ${JSON.stringify(speaker.heard.slice(from))}`,
    )
    expect(server.faults.list()).toMatchObject([{ fired: 1 }])
  })

  it('that is refused leaves the conversation in clear', async () => {
    const speaker = await serve(['STARTTLS 454 4.7.0 "Not now" first=1'], { tls })
    expect(await speaker.converse(hello, 'STARTTLS')).toMatch(/^454 /)
    expect(await speaker.converse(sender)).toMatch(/^250 /)
    expect(await speaker.converse('RSET', 'STARTTLS')).toMatch(/^220 /)
  })

  it.each([
    ['drop', 'end'],
    ['reset', 'ECONNRESET'],
    ['421 Gone', 'end'],
  ])('ends with %s', async (what, end) => {
    const speaker = await serve([`STARTTLS ${what}`], { tls })
    await speaker.converse(hello)
    speaker.say('STARTTLS')
    expect(await speaker.ends()).toBe(end)
    expect(speaker.heard).not.toContain('Ready to start TLS')
  })

  it('that comes when the client has ended is not waited behind', async () => {
    const speaker = await serve(['STARTTLS delay 20ms'], { tls })
    await speaker.converse(hello)
    speaker.socket.end('STARTTLS\r\n')
    await until(
      () => server.sessions.every(({ isClosed }) => isClosed),
      () => 'the end of the session',
    )
    await until(
      () => speaker.heard.includes('Ready to start TLS'),
      () => `220 in ${speaker.heard}`,
    )
  })

  it('falls silent', async () => {
    const speaker = await serve(['STARTTLS silence'], { tls })
    await speaker.converse(hello)
    const { heard } = speaker
    speaker.say('STARTTLS')
    await until(
      () => server.faults.list()[0]!.fired > 0,
      () => 'the fault',
    )
    await pause(20)
    expect([speaker.heard, speaker.ended]).toEqual([heard, null])
  })
})

it('HELO is answered in one line, whatever EHLO has on offer', async () => {
  const speaker = await serve(['EHLO offer "SIZE 1000"', 'EHLO hide DSN'])
  expect(await speaker.converse('HELO client.example.test')).toMatch(/^250 [^\n]+\n$/)
  expect(await speaker.converse(hello)).toMatch(/^250-SIZE 1000\r$/m)
})

it('no greeting ever comes', async () => {
  const speaker = await serve(['connect silence'])
  await until(
    () => server.faults.list()[0]!.fired > 0,
    () => 'the fault',
  )
  speaker.say(hello)
  await pause(30)
  expect([speaker.heard, speaker.ended]).toEqual(['', null])
})

describe('in the middle of a message', () => {
  it('nothing is heard any more', async () => {
    const speaker = await serve(['mid-data silence octets=10'])
    await speaker.converse(...toData)
    const { heard } = speaker
    speaker.say('Subject: a long enough one', '', 'hi', '.')
    await until(
      () => server.faults.list()[0]!.fired > 0,
      () => 'the fault',
    )
    await pause(30)
    expect([speaker.heard, speaker.ended, server.store.messages.length]).toEqual([heard, null, 0])
  })

  it('it is not read for so long', async () => {
    const speaker = await serve(['mid-data delay 60ms'])
    await speaker.converse(...toData)
    const began = performance.now()
    expect(await speaker.converse('Subject: hi\r\n\r\nhi\r\n.')).toMatch(/^250 /)
    expect(performance.now() - began).toBeGreaterThan(55)
  })
})

describe('who is struck', () => {
  it('by the login', async () => {
    const speaker = await serve(['RCPT 451 user=BOB', 'RCPT 452 user=*'], {
      auth: { acceptAny: true, allowInClear: true },
    })
    const plain = (user: string) => `AUTH PLAIN ${Buffer.from(`\0${user}\0x`).toString('base64')}`
    expect(await speaker.converse(hello, sender, recipient)).toMatch(/^250 /)
    const bob = new Speaker(server.port)
    expect(await bob.converse(hello, plain('bob'), sender, recipient)).toMatch(/^451 /)
    const carol = new Speaker(server.port)
    expect(await carol.converse(hello, plain('carol'), sender, recipient)).toMatch(/^452 /)
    for (const { socket } of [bob, carol]) socket.destroy()
  })

  it('by TLS, or its absence', async () => {
    const speaker = await serve(['RCPT 451 tls=yes', 'RCPT 452 tls=no'], { tls: { key, cert } })
    expect(await speaker.converse(hello, sender, recipient)).toMatch(/^452 /)
    await speaker.converse('RSET', 'STARTTLS')
    const secured = connectTls({ socket: speaker.socket, rejectUnauthorized: false })
    await once(secured, 'secureConnect')
    let answer = ''
    for (const line of [hello, sender, recipient]) {
      secured.write(`${line}\r\n`)
      ;[answer] = (await once(secured, 'data')).map(String) as [string]
    }
    expect(answer).toMatch(/^451 /)
    secured.destroy()
  })

  it('at the end of a message, by any of its recipients', async () => {
    const speaker = await serve(['end-of-data 550 to=carol@*', 'DATA 451 to=dave@*'])
    const both = [hello, sender, recipient, 'RCPT TO:<carol@example.test>']
    expect(await speaker.converse(...both, 'DATA', 'Subject: hi\r\n\r\nhi\r\n.')).toMatch(/^550 /)
    expect(await speaker.converse(sender, recipient, 'DATA', 'Subject: hi\r\n\r\nhi\r\n.')).toMatch(/^250 /)
    expect(await speaker.converse(sender, recipient, 'RCPT TO:<dave@example.test>', 'DATA')).toMatch(/^451 /)
  })

  /** What RCPT is answered to, in one conversation: "from to". */
  const talk = async (pairs: readonly string[]) => {
    const speaker = new Speaker(server.port)
    const codes: string[] = []
    await speaker.converse(hello)
    for (const pair of pairs) {
      const [from, to] = pair.split(' ')
      const answer = await speaker.converse('RSET', `MAIL FROM:<${from}@a.test>`, `RCPT TO:<${to}@b.test>`)
      codes.push(answer.slice(0, 3))
    }
    speaker.socket.destroy()
    return codes.join(' ')
  }

  it.each([
    ['client', '450 250 250 250', '250 250'],
    ['session', '450 250 250 250', '450 250'],
    ['sender', '450 250 450 250', '250 250'],
    ['recipient', '450 450 250 250', '250 250'],
    ['triplet', '450 450 450 250', '250 250'],
  ])('counted apart for each %s', async (scope, first, second) => {
    await serve([`RCPT 450 first=1 per=${scope}`])
    expect(await talk(['ann bob', 'ann carol', 'eve bob', 'ann bob'])).toBe(first)
    expect(await talk(['ann bob', 'ann carol'])).toBe(second)
  })
})

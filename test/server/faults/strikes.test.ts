import { describe, expect, it } from 'vitest'
import type { MailServerOptions } from '../../../src/store/mail-server.ts'
import { serve as serveFaults, server } from './faulty.ts'
import { until } from './speaker.ts'

/** Every kind of fault, at every place where it makes sense, on a real socket. */

const serve = (fault: string | readonly string[], options: MailServerOptions = {}) =>
  serveFaults([fault].flat(), { auth: { acceptAny: true, allowInClear: true }, ...options })

const hello = 'EHLO client.example.test'
const sender = 'MAIL FROM:<alice@example.test>'
const recipient = 'RCPT TO:<bob@example.test>'
const toData = [hello, sender, recipient, 'DATA']
const message = ['Subject: hi', '', 'Hello Bob.', '.']

/** What leads there, and what happens there. */
const places: Readonly<Record<string, readonly [before: readonly string[], at: string]>> = {
  EHLO: [[], hello],
  AUTH: [[hello], 'AUTH PLAIN AGEAYg=='],
  'auth-response': [[hello, 'AUTH PLAIN'], 'AGEAYg=='],
  MAIL: [[hello], sender],
  RCPT: [[hello, sender], recipient],
  DATA: [[hello, sender, recipient], 'DATA'],
  'end-of-data': [toData, message.join('\r\n')],
  BDAT: [[hello, sender, recipient], 'BDAT 4 LAST\r\nhi'],
  RSET: [[hello], 'RSET'],
  NOOP: [[hello], 'NOOP'],
  VRFY: [[hello], 'VRFY bob'],
  EXPN: [[hello], 'EXPN staff'],
  HELP: [[hello], 'HELP'],
  QUIT: [[hello], 'QUIT'],
  any: [[], 'NOOP'],
}
const everywhere = Object.entries(places).map(([phase, [before, at]]) => ({ phase, before, at }))

describe.each(everywhere)('at $phase', ({ phase, before, at }) => {
  it('says any code', async () => {
    const speaker = await serve(`${phase} 451 4.3.0 "Try later" first=1`)
    expect(await speaker.converse(...before, at)).toBe('451 4.3.0 Try later\r\n')
    // The conversation goes on.
    expect(await speaker.converse('NOOP')).toMatch(/^250 /)
  })

  it('says several lines', async () => {
    const speaker = await serve(`${phase} 554 5.0.0 "One" "Two"`)
    expect(await speaker.converse(...before, at)).toBe('554-5.0.0 One\r\n554 5.0.0 Two\r\n')
  })

  it('says 421, and closes', async () => {
    const speaker = await serve(`${phase} 421 4.3.2 "Gone"`)
    expect(await speaker.converse(...before, at)).toBe('421 4.3.2 Gone\r\n')
    expect(await speaker.ends()).toBe('end')
  })

  it('closes behind any other code, where it was told to', async () => {
    const speaker = await serve(`${phase} 550 5.7.1 No close=yes`)
    expect(await speaker.converse(...before, at)).toBe('550 5.7.1 No\r\n')
    expect(await speaker.ends()).toBe('end')
  })

  it('drops', async () => {
    const speaker = await serve(`${phase} drop`)
    expect(await speaker.converse(...before, at)).toBe('')
    expect(await speaker.ends()).toBe('end')
  })

  it('resets', async () => {
    const speaker = await serve(`${phase} reset`)
    await speaker.converse(...before, at)
    expect(await speaker.ends()).toBe('ECONNRESET')
  })

  it('falls silent', async () => {
    const speaker = await serve(`${phase} silence`)
    await speaker.hears(/^220 .*\r\n/)
    if (before.length > 0) await speaker.converse(...before)
    const heard = speaker.heard
    speaker.say(at, 'NOOP')
    await until(
      () => server.faults.list()[0]!.fired > 0,
      () => 'the fault',
    )
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect([speaker.heard, speaker.ended]).toEqual([heard, null])
  })

  it('delays', async () => {
    const speaker = await serve(`${phase} delay 40ms`)
    const started = performance.now()
    expect(await speaker.converse(...before, at)).toMatch(/^[2-5]\d\d/)
    expect(performance.now() - started).toBeGreaterThan(35)
  })

  it('drips', async () => {
    const speaker = await serve(`${phase} drip 1ms 4`)
    expect(await speaker.converse(...before, at)).toMatch(/^[2-5]\d\d(?:.|\r\n)* .*\r\n$/)
    const pieces = server.sessions.at(-1)!.transcript.events.filter(({ kind }) => kind === 'sent')
    expect(pieces.length).toBeGreaterThan(before.length + 2)
  })

  it('says garbage', async () => {
    const speaker = await serve(`${phase} garbage 20 7`)
    await speaker.hears(/^220 .*\r\n/)
    if (before.length > 0) await speaker.converse(...before)
    const from = speaker.heard.length
    speaker.say(at)
    await until(
      () => speaker.heard.length >= from + 22,
      () => 'garbage',
    )
    expect(speaker.heard.slice(from)).not.toMatch(/^\d{3}[ -]/m)
  })

  it.each([
    ['mixed-codes', /^(\d{3})-(?:.|\r\n)*\r\n(?!\1)\d{3} .*\r\n$/],
    ['unfinished', /^(\d{3}-.*\r\n)+$/],
    ['no-line-end', /^\d{3}[ -](?:.|\r\n)*[^\r\n]$/],
    ['bare-lf', /^(\d{3}[ -][^\r]*\n)+$/],
    ['no-code', /^(?!\d{3}).+\r\n/],
    ['too-long', /^(?:.*\r\n)*\d{3} .{1990,}-\r\n$/],
  ])('answers with %s', async (form, pattern) => {
    const speaker = await serve(`${phase} ${form}`)
    await speaker.hears(/^220 .*\r\n/)
    if (before.length > 0) await speaker.converse(...before)
    const from = speaker.heard.length
    speaker.say(at)
    await until(
      () => pattern.test(speaker.heard.slice(from)),
      () => `${String(pattern)} in ${JSON.stringify(speaker.heard.slice(from))}`,
    )
  })

  it('says more than was asked for', async () => {
    const speaker = await serve(`${phase} extra-reply 250 "Forged"`)
    expect(await speaker.converse(...before, at)).toMatch(/\r\n250 Forged\r\n$/)
  })

  it('is on record', async () => {
    const speaker = await serve(`${phase} 451 first=1 label="as told"`)
    await speaker.converse(...before, at, 'NOOP')
    const marks = server.sessions[0]!.transcript.events.filter(({ kind }) => kind === 'fault')
    expect(marks).toEqual([{ kind: 'fault', at: expect.any(Number) as number, id: 'f1', text: 'as told' }])
    expect(server.faults.list()).toMatchObject([{ id: 'f1', fired: 1 }])
  })
})

import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import { describe, expect, it, vi } from 'vitest'
import { connect } from '../../../src/client/connect.ts'
import { hello } from '../../../src/client/hello.ts'
import { transact } from '../../../src/client/transaction.ts'
import { decode, encode } from '../../../src/protocol/bytes.ts'
import { writeReply } from '../../../src/protocol/reply.ts'
import type { DemandOptions } from '../../../src/server/identity/demands.ts'
import type { MailServerOptions } from '../../../src/store/mail-server.ts'
import { writeTranscript } from '../../../src/transcript/write-transcript.ts'
import { failingAt, silentResolver } from '../../wire/identity/failing-resolver.ts'
import type { Resolver } from '../../../src/wire/resolver/resolver.ts'
import { converse, demanding } from './client.ts'
import { privateKey, zone } from './zone.ts'

const plain = 'From: Al <al@example.test>\r\nSubject: hi\r\n\r\nhi\r\n'

async function sign(text: string, more: object = {}): Promise<string> {
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' })
  const signing = { signingDomain: 'example.test', selector: 's', privateKey: key, ...more }
  return (await dkimSign(text, { signatureData: [signing], ...more } as never)).signatures + text
}

/** Send a message to a server that checks it; the reply to it, and what was kept. */
async function send(
  text: string,
  demands: Partial<DemandOptions> = {},
  { from = 'al@example.test', ...options }: MailServerOptions & { from?: string } = {},
) {
  const server = await demanding({ record: true, ...demands }, options)
  const session = await connect({ host: server.host, port: server.port })
  await hello(session, 'client.example.test', options.lmtp ? 'LHLO' : 'EHLO')
  const to = [{ address: 'b@example.org' }]
  const { message: whole, recipients } = await transact(session, { from, to, content: encode(text) })
  await session.quit()
  const [message] = server.store.messages
  return {
    reply: decode(writeReply((recipients[0]!.delivery ?? whole)!))
      .trimEnd()
      .replaceAll('\r\n', '|'),
    trace: message?.trace.replaceAll(/\r\n(?=\s)/g, '') ?? null,
    kept: message ? decode(await message.content.bytes()) : null,
    transcript: writeTranscript(server.sessions[0]!.transcript),
  }
}

async function after<T>(ms: number, what: () => Promise<T>): Promise<T> {
  await new Promise((resolve) => setTimeout(resolve, ms))
  return what()
}

const results = (trace: string | null) => /^Authentication-Results: (.*)\r$/m.exec(trace ?? '')?.[1]?.split('; ')

describe('a message', () => {
  it('that is signed: its verdicts are on top of it, in the reply, and so in the record', async () => {
    const message = await sign(plain)
    const { reply, trace, kept, transcript } = await send(message)
    expect(results(trace)).toEqual([
      'mx.example.org',
      'iprev=pass (client.example.test) policy.iprev=127.0.0.1',
      'spf=pass smtp.mailfrom=example.test',
      'dkim=pass header.d=example.test header.s=s',
      'dmarc=pass (p=reject) header.from=example.test',
    ])
    expect(trace).toMatch(/^Return-Path: .*\r\nAuthentication-Results: .*\r\nReceived: /)
    expect(reply).toMatch(/^250-2\.0\.0 Checked: spf=pass dkim=pass dmarc=pass \(p=reject\)\|250 2\.0\.0 Ok: queued as/)
    expect(transcript).toContain('Checked: spf=pass dkim=pass dmarc=pass (p=reject)')
    expect(kept).toBe(message)
  })

  it('whose fields were forged', async () => {
    const forged = 'Authentication-Results: MX.example.org;\r\n dkim=pass\r\n'
    const others = 'Authentication-Results: mx.example.net; dkim=pass\r\n'
    const { kept } = await send(`${forged}${others}${plain}${forged}`)
    expect(kept).toBe(`${others}${plain}${forged}`)
  })

  it('from the null sender: the HELO name is asked about', async () => {
    const { trace } = await send(plain, {}, { from: '' })
    expect(results(trace)).toContain('spf=none smtp.helo=client.example.test')
  })

  it('without a header, and without anything', async () => {
    for (const text of ['\r\nbody\r\n', '', 'Subject: hi\r\n']) {
      const { kept, reply } = await send(text)
      expect(kept).toBe(text)
      expect(reply).toMatch(/dkim=none dmarc=permerror/)
    }
  })

  it('that is large goes through as it came', async () => {
    const message = await sign(`${plain}${'A line that is repeated very often.\r\n'.repeat(100_000)}`)
    const { kept, reply } = await send(message)
    expect(kept === message).toBe(true)
    expect(reply).toMatch(/dkim=pass/)
  })

  it('that is LMTP', async () => {
    const { reply } = await send(plain, {}, { lmtp: true })
    expect(reply).toMatch(/^250-2\.0\.0 Checked: spf=pass dkim=none/)
  })

  it('of somebody who has logged in', async () => {
    const server = await demanding(
      { record: true, demands: ['dkim'] },
      { auth: { acceptAny: true, allowInClear: true } },
    )
    const lines = ['EHLO me', 'AUTH PLAIN AGJvYgBwZW5jaWw=', 'MAIL FROM:<a@b.test>', 'RCPT TO:<c@d.test>', 'DATA']
    expect((await converse(server, [...lines, `${plain}.`])).at(-1)).toMatch(
      /^250-2\.0\.0 Checked: auth=pass dkim=none/,
    )
    expect(results(server.store.messages[0]!.trace.replaceAll(/\r\n(?=\s)/g, ''))![1]).toBe('auth=pass smtp.auth=bob')
  })

  it('whose signature covers a part of the body only, or claims more than there is', async () => {
    const print = vi.spyOn(console, 'log')
    const message = (await sign(plain, { maxBodyLength: 4 })).replace(/\bl=\d+/, 'l=700')
    const { reply, trace } = await send(message)
    expect(reply).toMatch(/dkim=policy/)
    expect(trace).toContain('dkim=policy (it covers a part of the body only ?l=?) header.d=example.test header.s=s')
    expect(print).not.toHaveBeenCalled()
  })
})

describe('what is enforced', () => {
  it('DKIM', async () => {
    const message = await sign(plain)
    expect((await send(message, { demands: ['dkim'] })).reply).toMatch(/^250/)
    const unsigned = await send(plain, { demands: ['dkim'] })
    expect(unsigned).toMatchObject({
      kept: null,
      reply: expect.stringMatching(/^550-5\.7\.20 The message has no DKIM/) as string,
    })
    const { reply } = await send(message.replace(/hi\r\n$/, 'ho\r\n'), { demands: ['dkim'] })
    expect(reply).toMatch(/^550-5\.7\.20 The DKIM signature of example\.test does not hold: body hash did not verify\|/)
  })

  it('DMARC', async () => {
    const demands = ['dmarc'] as const
    const from = 'al@open.example.test'
    expect((await send(plain, { demands })).reply).toMatch(/^250/)
    expect((await send(await sign(plain), { demands }, { from })).reply).toMatch(/^250/)
    const other = plain.replace('al@example.test', 'al@elsewhere.test')
    expect((await send(other, { demands }, { from })).reply).toMatch(/dmarc=none/)
    const strange = await send(plain.replace('>\r', '>, b@b.test\r'), { demands })
    expect(strange.reply).toMatch(/^550-5\.7\.1 The From field does not name one domain/)
  })

  it('DMARC, against who is not the domain', async () => {
    const { reply, kept } = await send(plain, { demands: ['dmarc'] }, { from: 'al@null.example.test' })
    // Relaxed alignment takes the whole organization for one; SPF must pass for that.
    expect(reply).toMatch(
      /^550-5\.7\.26 The message claims to be from example\.test, whose DMARC record asks to reject/,
    )
    expect(kept).toBeNull()
  })

  it('a header without end', async () => {
    const { reply, kept } = await send(`${`X: ${'x'.repeat(900)}\r\n`.repeat(1_300)}\r\nhi\r\n`)
    expect(reply).toBe('550 5.6.0 The header of the message is longer than 1 MB')
    expect(kept).toBeNull()
  })
})

describe('where the DNS could not tell', () => {
  it('it is recorded', async () => {
    const { reply } = await send(await sign(plain), { resolver: failingAt(zone) })
    expect(reply).toMatch(/spf=temperror dkim=temperror dmarc=temperror/)
  })

  it.each(['dkim', 'dmarc'] as const)('%s puts the client off, or not, as it was told', async (demand) => {
    const message = await sign(plain)
    const resolver = failingAt(zone)
    expect((await send(message, { demands: [demand], resolver })).reply).toMatch(/^451-4\.4\.3 Could not find out/)
    expect((await send(message, { demands: [demand], resolver, ifUnsure: 'pass' })).reply).toMatch(/^250/)
  })

  it('all of it together has one time limit', async () => {
    const slow: Resolver = { query: (name, type) => after(1000, () => zone.query(name, type)) }
    const began = performance.now()
    // The signature is found out in time, and DMARC, which comes behind it, is not.
    const { reply } = await send(await sign(plain), { resolver: slow, timeout: 2000 })
    expect(reply).toMatch(/^250-2\.0\.0 Checked: .*dkim=pass dmarc=temperror/)
    expect(performance.now() - began).toBeLessThan(3400)
  })

  it('nothing waits for ever', async () => {
    const { reply } = await send(await sign(plain), { resolver: silentResolver, timeout: 20 })
    expect(reply).toMatch(/^250-2\.0\.0 Checked: spf=temperror dkim=temperror dmarc=temperror/)
  })
})

it('a message that is given up leaves nothing behind', async () => {
  const server = await demanding({ record: true })
  const lines = ['EHLO me', 'MAIL FROM:<a@b.test>', 'RCPT TO:<c@d.test>', 'DATA']
  expect((await converse(server, lines)).at(-1)).toMatch(/^354/)
  await expect.poll(() => server.sessions[0]!.isClosed).toBe(true)
  expect(server.store.messages).toEqual([])
})

import { afterEach, describe, expect, it, vi } from 'vitest'
import { encode } from '../../src/protocol/bytes.ts'
import { writeReply } from '../../src/protocol/reply.ts'
import { connect } from '../../src/client/connect.ts'
import { transact } from '../../src/client/transaction.ts'
import { ClientSession } from '../../src/client/session.ts'
import { createServer, type MailServer, type MailServerOptions } from '../../src/store/mail-server.ts'

let server: MailServer

async function serve(options: MailServerOptions = {}): Promise<MailServer> {
  server = await createServer(options)
  return server
}

afterEach(async () => {
  vi.unstubAllEnvs()
  await server.close()
})

/** Say the lines one by one; the replies as text. */
async function say(...lines: readonly string[]): Promise<string[]> {
  const session = new ClientSession({ kind: 'tcp', host: '127.0.0.1', port: server.port })
  await session.open()
  const replies = [await session.reply()]
  for (const line of lines) replies.push(await session.command(line))
  session.close()
  return replies.map((reply) => new TextDecoder().decode(writeReply(reply)).trimEnd())
}

const hello = 'EHLO client.example.org'

describe('capture', () => {
  it('has a mailbox for each recipient, however the address is written', async () => {
    await serve()
    await say(
      hello,
      'MAIL FROM:<a@b.example>',
      'RCPT TO:<Bob@D.example>',
      'RCPT TO:<bob@d.example>',
      'DATA',
      '.',
      'QUIT',
    )
    const { to, mailboxes } = await server.waitFor({})
    expect({ to, mailboxes }).toEqual({ to: ['Bob@D.example', 'bob@d.example'], mailboxes: ['bob@d.example'] })
  })

  it('takes mail for everybody, and keeps its octets and its envelope', async () => {
    await serve()
    const session = new ClientSession({ kind: 'tcp', host: server.host, port: server.port })
    await session.open()
    await session.reply()
    for (const line of [
      hello,
      'MAIL FROM:<a@b.example> BODY=8BITMIME',
      'RCPT TO:<c@d.example>',
      'RCPT TO:<e@f.example>',
      'DATA',
    ])
      await session.command(line)
    await session.data(encode('Subject: é\r\n\r\n.dot\r\n'))
    await session.endData()
    const reply = await session.reply()
    await session.quit()
    const message = await server.waitFor({ to: 'E@F.example', contains: '.dot' })
    expect(reply.lines[0]!.text).toBe(`2.0.0 Ok: queued as ${message.id}`)
    expect(await message.content.bytes()).toEqual(encode('Subject: é\r\n\r\n.dot\r\n'))
    expect(message).toMatchObject({
      from: 'a@b.example',
      to: ['c@d.example', 'e@f.example'],
      params: { mail: ['BODY=8BITMIME'] },
    })
    expect(message.trace).toMatch(
      /^Return-Path: <a@b\.example>\r\nReceived: from client\.example\.org \(\[127\.0\.0\.1\]\)\r\n\tby .* with ESMTP id /,
    )
    expect(server.session(message.sessionId)).toMatchObject({ hasQuit: true, isClosed: true })
  })

  it.each([0, 9_000_000])('takes the tags that a message asks for, with %d octets behind them', async (size) => {
    await serve()
    const session = await connect({ host: server.host, port: server.port })
    await session.command(hello)
    const content = encode(`Subject: hi\r\nX-Tags: b, a\r\n\r\n${`${'x'.repeat(998)}\r\n`.repeat(size / 1000)}`)
    await transact(session, { from: 'a@b.example', to: [{ address: 'c@d.example' }], content })
    await session.quit()
    expect(await server.waitFor({ to: 'c@d.example' })).toMatchObject({ tags: ['a', 'b'] })
  })

  it('says after its time that nothing came', async () => {
    await serve()
    await expect(server.waitFor({ to: 'nobody@example.org' }, { timeout: 20 })).rejects.toThrow(
      'no message arrived within 0.02 s that fits to nobody@example.org',
    )
  })

  it('tells who sends too much for memory where no file can be written, and takes the next mail', async () => {
    await serve()
    vi.stubEnv('TMPDIR', '/nowhere')
    const session = new ClientSession({ kind: 'tcp', host: server.host, port: server.port })
    await session.open()
    await session.reply()
    await session.command(hello)
    const transaction = ['MAIL FROM:<>', 'RCPT TO:<big@d.example>', 'DATA']
    for (const line of transaction) await session.command(line)
    const line = encode(`${'x'.repeat(98)}\r\n`)
    const piece = new Uint8Array(line.length * 1000).map((_, i) => line[i % line.length]!)
    for (let i = 0; i < 120; i++) await session.data(piece)
    await session.endData()
    const refused = await session.reply()
    expect(refused.code).toBe(451)
    expect(refused.lines[0]!.text).toBe(
      '4.3.0 The message cannot be kept for now: no temporary file can be written (ENOENT)',
    )
    vi.unstubAllEnvs()
    for (const line of transaction) await session.command(line)
    for (let i = 0; i < 120; i++) await session.data(piece)
    await session.endData()
    expect((await session.reply()).code).toBe(250)
    await session.quit()
  })

  it('spools what is too large for memory', async () => {
    await serve({ limits: { size: 64 * 1024 * 1024 } })
    const session = new ClientSession({ kind: 'tcp', host: server.host, port: server.port })
    await session.open()
    await session.reply()
    for (const line of [hello, 'MAIL FROM:<>', 'RCPT TO:<big@d.example>', 'DATA']) await session.command(line)
    const line = encode(`${'x'.repeat(98)}\r\n`)
    const piece = new Uint8Array(line.length * 1000).map((_, i) => line[i % line.length]!)
    for (let i = 0; i < 120; i++) await session.data(piece)
    await session.endData()
    expect((await session.reply()).code).toBe(250)
    await session.quit()
    const message = await server.waitFor({ to: 'big@d.example' })
    expect(message.content.size).toBe(12_000_000)
    const bytes = await message.content.bytes()
    expect(bytes.length).toBe(12_000_000)
    expect(bytes.subarray(-100)).toEqual(line)
  })
})

describe('practice', () => {
  it.each([
    ['EHLO 127.0.0.1', '501 5.5.2 An address is written in brackets here: EHLO [127.0.0.1]'],
    ['EHLO [192.0.2.9]', '550 5.7.1 You call from [127.0.0.1], not from [192.0.2.9]: say your own address'],
    ['EHLO printer', '504 5.5.2 "printer" has no domain: say a full host name, as EHLO printer.example.test'],
    ['EHLO my_host.example', '501 5.5.2 "my_host.example" is not a host name: letters, digits, hyphens and dots only'],
    ['EHLO mail.example.test', '550 5.7.1 mail.example.test is my own name: say yours'],
  ])('refuses %s, and says why', async (line, reply) => {
    await serve({ practice: true })
    expect((await say(line))[1]).toBe(reply)
  })

  it.each([
    ['MAIL FROM:<alice>', /^553 5\.1\.7 <alice> has no domain/],
    ['MAIL FROM:<a@localhost>', /^553 5\.1\.8 localhost is no full domain/],
    ['MAIL FROM:<carol@example.test>', /^550 5\.1\.8 There is no carol@example\.test here/],
    ['MAIL FROM:<anybody@[127.0.0.1]>', /^250 2\.1\.0/],
    ['MAIL FROM:<>', /^250 2\.1\.0/],
  ])('judges %s', async (line, reply) => {
    await serve({ practice: true })
    expect((await say(hello, line))[2]).toMatch(reply)
  })

  it.each([
    ['<alice@example.test>', /^250 2\.1\.5/],
    ['<Alice@EXAMPLE.test>', /^250 2\.1\.5/],
    ['<postmaster>', /^250 2\.1\.5/],
    ['<staff@example.test>', /^250 2\.1\.5/],
    ['<alice@[127.0.0.1]>', /^250 2\.1\.5/],
    [
      '<carol@example.test>',
      /^550 5\.1\.1 No such user here: carol@example\.test; there are alice, bob, postmaster, staff$/,
    ],
    ['<x@elsewhere.example>', /^550 5\.7\.1 Relaying denied: mail for example\.test only, not for elsewhere\.example$/],
    [
      '<x%elsewhere.example@example.test>',
      /^550 5\.7\.1 Relaying denied: mail for example\.test only, not along the route in the local part of x%elsewhere\.example@example\.test$/,
    ],
    [
      '<elsewhere.example!x@[127.0.0.1]>',
      /^550 5\.7\.1 .* the route in the local part of elsewhere\.example!x@\[127\.0\.0\.1\]$/,
    ],
    [
      '<"x@elsewhere.example"@example.test>',
      /^550 5\.7\.1 .* the route in the local part of "x@elsewhere\.example"@example\.test$/,
    ],
    ['<x%elsewhere.example>', /^550 5\.7\.1 .* the route in the local part of x%elsewhere\.example$/],
    [
      '<x%y@elsewhere.example>',
      /^550 5\.7\.1 Relaying denied: mail for example\.test only, not for elsewhere\.example$/,
    ],
    ['<552@example.test>', /^552 5\.2\.2/],
  ])('judges RCPT TO:%s', async (path, reply) => {
    await serve({ practice: true })
    expect((await say(hello, 'MAIL FROM:<me@elsewhere.example>', `RCPT TO:${path}`))[3]).toMatch(reply)
  })

  it('shows what an open relay looks like, when told to', async () => {
    await serve({ practice: { openRelay: true } })
    expect((await say(hello, 'MAIL FROM:<me@elsewhere.example>', 'RCPT TO:<x@elsewhere.example>'))[3]).toMatch(/^250/)
  })

  it('greylists 450@ once', async () => {
    await serve({ practice: true })
    const lines = [
      hello,
      'MAIL FROM:<me@elsewhere.example>',
      'RCPT TO:<450@example.test>',
      'RCPT TO:<450@example.test>',
    ]
    expect((await say(...lines)).slice(3).map((reply) => reply.slice(0, 9))).toEqual(['450 4.7.1', '250 2.1.5'])
  })

  it('hangs up after 421@', async () => {
    await serve({ practice: true })
    expect((await say(hello, 'MAIL FROM:<>', 'RCPT TO:<421@example.test>'))[3]).toMatch(/^421 4\.3\.2/)
    await expect(say(hello, 'MAIL FROM:<>', 'RCPT TO:<421@example.test>', 'NOOP')).rejects.toThrow(
      'the server closed the connection',
    )
  })

  it('hangs up instead of answering drop@', async () => {
    await serve({ practice: true })
    await expect(say(hello, 'MAIL FROM:<>', 'RCPT TO:<drop@example.test>')).rejects.toThrow(
      'the server closed the connection without answering RCPT',
    )
  })

  it('hangs up after the data of drop-after-data@, and keeps nothing', async () => {
    await serve({ practice: true })
    const lines = [hello, 'MAIL FROM:<>', 'RCPT TO:<drop-after-data@example.test>', 'DATA', 'Subject: x\r\n\r\nx\r\n.']
    await expect(say(...lines)).rejects.toThrow('the server closed the connection without answering the end of data')
    expect(server.store.messages).toEqual([])
  })

  it('takes its time with slow@', async () => {
    await serve({ practice: { slowness: 60 } })
    const from = performance.now()
    await say(hello, 'MAIL FROM:<>', 'RCPT TO:<slow@example.test>')
    expect(performance.now() - from).toBeGreaterThan(55)
  })

  it('reports to the sender that bounce@ could not be reached', async () => {
    await serve({ practice: true })
    const mail = [
      'MAIL FROM:<alice@example.test> ENVID=42',
      'RCPT TO:<bounce@example.test>',
      'DATA',
      'Subject: hello\r\n\r\nhi\r\n.',
    ]
    expect((await say(hello, ...mail))[5]).toMatch(/^250 2\.0\.0/)
    const report = await server.waitFor({ to: 'alice@example.test', from: '' })
    const text = new TextDecoder().decode(await report.content.bytes())
    expect(text).toMatch(/^Content-Type: multipart\/report;/m)
    expect(text).toMatch(/^Original-Envelope-Id: 42\r$/m)
    expect(text).toMatch(/^Final-Recipient: rfc822; *bounce@example\.test\r$/m)
    expect(text).toMatch(/^Status: 5\.1\.1\r$/m)
  })

  it('expands the list for its mailboxes, and tells EXPN and VRFY', async () => {
    await serve({ practice: true })
    const replies = await say(
      hello,
      'MAIL FROM:<>',
      'RCPT TO:<staff@example.test>',
      'DATA',
      'x\r\n.',
      'EXPN staff',
      'VRFY Bob',
      'VRFY carol',
    )
    expect((await server.waitFor({ to: 'bob@example.test' })).mailboxes).toEqual([
      'alice@example.test',
      'bob@example.test',
    ])
    expect(replies.slice(6)).toEqual([
      '250-2.1.5 <alice@example.test>\r\n250 2.1.5 <bob@example.test>',
      '250 2.1.5 <bob@example.test>',
      '550 5.1.1 No such user here: carol',
    ])
  })
})

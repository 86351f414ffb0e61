import { afterEach, describe, expect, it } from 'vitest'
import { encode } from '../../src/protocol/bytes.ts'
import { createReply } from '../../src/protocol/reply.ts'
import { createMailHost } from '../../src/host/mail-host.ts'
import { MemoryStore } from '../../src/store/memory.ts'
import { readDsn } from '../../src/message/read-dsn.ts'
import { createServer } from '../../src/store/mail-server.ts'
import { refusing, Setting, text, until } from './setting.ts'

const setting = new Setting()
afterEach(() => setting.close())

const letter = (...to: readonly string[]) => ({
  reason: 'submission' as const,
  messageId: null,
  reversePath: 'alice@example.test',
  params: [],
  recipients: to.map((address) => ({ address, params: [] })),
  content: encode('Subject: out\r\n\r\nhello\r\n'),
})

async function hostFor(port: number, more: object = {}) {
  return setting.host({
    practice: true,
    outgoing: { smartHost: { host: '127.0.0.1', port }, retries: { delays: [30], ...more } },
  })
}

describe('the outgoing queue', () => {
  it('hands mail to the smart host, and writes down what came of it', async () => {
    const peer = await setting.peer()
    const host = await hostFor(peer.port)
    const { id } = await host.queue!.enqueue(letter('a@x.example', 'b@y.example'))
    const arrived = await peer.waitFor({ to: 'b@y.example' })
    expect(arrived).toMatchObject({ from: 'alice@example.test', to: ['a@x.example', 'b@y.example'] })
    expect(await text(arrived)).toBe('Subject: out\r\n\r\nhello\r\n')
    const done = await until(host, (each) => each.id === id && each.next === null)
    expect(done.recipients.map(({ state }) => state)).toEqual(['delivered', 'delivered'])
    expect(done.attempts).toMatchObject([{ outcome: 'delivered', host: `127.0.0.1:${peer.port}` }])
    expect(done.recipients[0]!.answer).toMatch(/^250 2\.0\.0 Ok: queued as /)
  })

  it('tries those again who were told to come later, and only those; tells the sender of who was refused', async () => {
    let isBusy = true
    const peer = await setting.peer({
      policy: {
        rcpt: ({ localPart }) =>
          localPart === 'late' && isBusy
            ? createReply(450, '4.2.0', 'later')
            : localPart === 'nobody'
              ? createReply(550, '5.1.1', 'no such user')
              : null,
      },
    })
    const host = await hostFor(peer.port)
    await host.queue!.enqueue(letter('now@x.example', 'late@x.example', 'nobody@x.example'))
    const partly = await until(host, ({ attempts }) => attempts.length > 0)
    expect(partly.recipients.map(({ state }) => state)).toEqual(['delivered', 'waiting', 'failed'])
    expect(partly.attempts[0]!.outcome).toBe('partly')
    const report = await host.server.waitFor({ to: 'alice@example.test' })
    expect(report).toMatchObject({ from: '', mailboxes: ['alice@example.test'] })
    expect(readDsn(await report.content.bytes())?.recipients).toMatchObject([
      {
        finalRecipient: 'nobody@x.example',
        action: 'failed',
        status: '5.1.1',
        diagnosticCode: { type: 'smtp', text: '550 5.1.1 no such user' },
      },
    ])
    isBusy = false
    const done = await until(host, ({ next }) => next === null)
    expect(done.recipients.map(({ state }) => state)).toEqual(['delivered', 'delivered', 'failed'])
    expect(peer.store.messages.map(({ to }) => to)).toEqual([['now@x.example'], ['late@x.example']])
    expect(host.store.messages).toHaveLength(1)
  })

  it('waits while the other host is away, and delivers when it is back', async () => {
    const peer = await createServer()
    const { port } = peer
    await peer.close()
    const host = await hostFor(port)
    await host.queue!.enqueue(letter('a@x.example'))
    const waiting = await until(host, ({ attempts }) => attempts.length > 0)
    expect(waiting).toMatchObject({
      recipients: [{ state: 'waiting', answer: expect.stringContaining('ECONNREFUSED') as string }],
      attempts: [{ outcome: 'deferred' }],
    })
    const back = await setting.peer({ port })
    await back.waitFor({ to: 'a@x.example' })
    await until(host, ({ next }) => next === null)
    expect(back.store.messages).toHaveLength(1)
  })

  it('says that it takes longer, once, and gives up in the end', async () => {
    const peer = await setting.peer({ policy: refusing({ a: 451 }) })
    const host = await hostFor(peer.port, { delayNotice: 1, expiry: 400 })
    await host.queue!.enqueue(letter('a@x.example'))
    const delayed = await host.server.waitFor({ to: 'alice@example.test', contains: 'Action: delayed' })
    expect(readDsn(await delayed.content.bytes())?.recipients[0]).toMatchObject({
      action: 'delayed',
      status: '4.1.1',
    })
    expect(await text(delayed)).toMatch(/^Will-Retry-Until: /m)
    const failed = await host.server.waitFor({ to: 'alice@example.test', contains: 'Action: failed' })
    expect(readDsn(await failed.content.bytes())?.recipients[0]).toMatchObject({
      action: 'failed',
      status: '4.4.7',
    })
    const done = await until(host, ({ next }) => next === null)
    expect(done.recipients).toMatchObject([{ state: 'given-up', answer: '451 4.1.1 no a' }])
    expect(host.store.messages).toHaveLength(2)
  })

  it.each([
    ['NOTIFY=NEVER', 0],
    ['NOTIFY=SUCCESS', 0],
    ['NOTIFY=SUCCESS,FAILURE', 1],
  ])('a failure with %s is told of %i times', async (param, count) => {
    const peer = await setting.peer({ policy: refusing({ a: 550 }) })
    const host = await hostFor(peer.port)
    const mail = letter('a@x.example')
    await host.queue!.enqueue({ ...mail, recipients: [{ address: 'a@x.example', params: [param] }] })
    await until(host, ({ next }) => next === null)
    expect(host.store.messages).toHaveLength(count)
  })

  it('passes DSN parameters on to who reports itself, and then says nothing itself', async () => {
    const peer = await setting.peer()
    const host = await hostFor(peer.port)
    const recipients = [{ address: 'a@x.example', params: ['NOTIFY=SUCCESS', 'ORCPT=rfc822;a+2Bx@x.example'] }]
    await host.queue!.enqueue({ ...letter(), params: ['RET=HDRS', 'ENVID=e1'], recipients })
    const arrived = await peer.waitFor({ to: 'a@x.example' })
    expect(arrived.params).toMatchObject({
      mail: expect.arrayContaining(['RET=HDRS', 'ENVID=e1']) as string[],
      rcpt: [['NOTIFY=SUCCESS', 'ORCPT=rfc822;a+2Bx@x.example']],
    })
    await until(host, ({ next }) => next === null)
    expect(host.store.messages).toHaveLength(0)
  })

  it('reports to nobody about a message with the null reverse-path', async () => {
    const peer = await setting.peer({ policy: refusing({ a: 550 }) })
    const host = await hostFor(peer.port)
    await host.queue!.enqueue({ ...letter('a@x.example'), reversePath: '' })
    await until(host, ({ next }) => next === null)
    expect(host.store.messages).toHaveLength(0)
  })

  it('stops cleanly in the middle of a conversation, and another machine takes the message up', async () => {
    const peer = await setting.peer({
      policy: { rcpt: () => new Promise((resolve) => setTimeout(() => resolve(null), 300)) },
    })
    const store = new MemoryStore()
    const outgoing = { smartHost: { host: '127.0.0.1', port: peer.port }, retries: { delays: [30] } }
    const first = await createMailHost({ practice: true, store, outgoing })
    await first.queue!.enqueue(letter('a@x.example'))
    await new Promise((resolve) => setTimeout(resolve, 100))
    await first.close()
    expect(peer.store.messages).toHaveLength(0)
    expect((await store.outgoing.list(1))[0]!.recipients[0]!.state).toBe('waiting')
    const second = await setting.host({ practice: true, store, outgoing })
    await peer.waitFor({ to: 'a@x.example' })
    await until(second, ({ next }) => next === null)
    expect(peer.store.messages).toHaveLength(1)
  })

  it('two machines at one store deliver each message once', async () => {
    const peer = await setting.peer()
    const store = new MemoryStore()
    const outgoing = { smartHost: { host: '127.0.0.1', port: peer.port }, retries: { delays: [30] }, concurrency: 3 }
    const hosts = [await setting.host({ store, outgoing }), await setting.host({ store, outgoing })]
    for (let i = 0; i < 20; i++) await hosts[i % 2]!.queue!.enqueue(letter(`n${i}@x.example`))
    for (let i = 0; i < 20; i++) await peer.waitFor({ to: `n${i}@x.example` })
    for (let i = 0; i < 300 && (await store.outgoing.nextDue()) !== null; i++)
      await new Promise((resolve) => setTimeout(resolve, 10))
    expect(peer.store.messages).toHaveLength(20)
  })

  it('tries at once what it is told to, and forgets what it is told to', async () => {
    const peer = await setting.peer({ policy: refusing({ a: 550 }) })
    const host = await hostFor(peer.port)
    const { id } = await host.queue!.enqueue(letter('a@x.example'))
    await until(host, ({ next }) => next === null)
    await host.queue!.retry(id)
    const again = await until(host, ({ attempts, next }) => attempts.length === 2 && next === null)
    expect(again.recipients[0]!.state).toBe('failed')
    expect(await host.queue!.retry('nothing')).toBeUndefined()
    expect(await host.queue!.delete(id)).toBe(true)
    expect(await host.queue!.list()).toHaveLength(0)
  })

  it('mends lone line feeds: nothing may hide behind one', async () => {
    const peer = await setting.peer()
    const host = await hostFor(peer.port)
    await host.queue!.enqueue({ ...letter('a@x.example'), content: encode('Subject: x\n\nbody\n.\nMAIL FROM:<>\n') })
    const arrived = await peer.waitFor({ to: 'a@x.example' })
    expect(await text(arrived)).toBe('Subject: x\r\n\r\nbody\r\n.\r\nMAIL FROM:<>\r\n')
  })
})

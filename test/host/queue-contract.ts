import { afterEach, describe, expect, it } from 'vitest'
import { encode } from '../../src/protocol/bytes.ts'
import { createReply } from '../../src/protocol/reply.ts'
import { createMailHost, type MailHost } from '../../src/host/mail-host.ts'
import { readDsn } from '../../src/message/read-dsn.ts'
import { createServer } from '../../src/store/mail-server.ts'
import type { Store } from '../../src/store/store.ts'
import { aliceLogsIn, post, refusing, Setting, text, until } from './setting.ts'

/** Where a queue lies in a test: a store of its own, and as many machines at it as may share one. */
export interface QueuePlace {
  /** A store with nothing in it. */
  open(): Promise<Store>
  /** The same store, as another machine has it. */
  share(store: Store): Promise<Store>
}

const letter = (...to: readonly string[]) => ({
  reason: 'submission' as const,
  messageId: null,
  reversePath: 'alice@example.test',
  params: [],
  recipients: to.map((address) => ({ address, params: [] })),
  content: encode('Subject: out\r\n\r\nhello\r\n'),
})

/** What the outgoing queue does, wherever it is kept. */
export function describeQueue(name: string, place: QueuePlace): void {
  const setting = new Setting()
  const stores = new Set<Store>()
  afterEach(async () => {
    await setting.close()
    for (const store of stores) await store.close()
    stores.clear()
  })

  const open = async () => {
    const store = await place.open()
    stores.add(store)
    return store
  }
  const share = async (store: Store) => {
    const shared = await place.share(store)
    stores.add(shared)
    return shared
  }
  const hostFor = async (port: number, more: object = {}): Promise<MailHost<Store>> =>
    setting.host({
      practice: true,
      store: await open(),
      outgoing: { smartHost: { host: '127.0.0.1', port }, retries: { delays: [30], ...more } },
    })
  /** Messages of the host's own store: reports, here. */
  const kept = async (host: MailHost<Store>) => (await host.store.counts()).messages

  describe(`the outgoing queue, ${name}`, () => {
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
      expect(await kept(host)).toBe(1)
    })

    // RFC 5321 §4.5.3.1.10
    it.each([
      ['452', createReply(452, '4.5.3', 'too many recipients')],
      ['552, which means the same', createReply(552, null, 'too many recipients')],
    ])(
      'sends to as many as the other host takes, and to the others in another transaction: %s',
      async (_name, tooMany) => {
        const peer = await setting.peer({
          policy: { rcpt: (_path, _params, { recipients }) => (recipients.length === 50 ? tooMany : null) },
        })
        const host = await hostFor(peer.port, { delays: [60_000] })
        await host.queue!.enqueue(letter(...Array.from({ length: 53 }, (_, i) => `n${i}@x.example`)))
        const done = await until(host, ({ next }) => next === null)
        expect(new Set(done.recipients.map(({ state }) => state))).toEqual(new Set(['delivered']))
        expect(peer.store.messages.map(({ to }) => to.length)).toEqual([50, 3])
      },
    )

    // RFC 5321 §4.5.3.1.8
    it('names no more than a hundred recipients in one transaction: any host takes so many', async () => {
      const peer = await setting.peer({
        policy: {
          rcpt: (_p, _, { recipients }) => (recipients.length === 100 ? createReply(552, null, 'full') : null),
        },
      })
      const host = await hostFor(peer.port, { delays: [60_000] })
      await host.queue!.enqueue(letter(...Array.from({ length: 202 }, (_, i) => `n${i}@x.example`)))
      await until(host, ({ next }) => next === null)
      expect(peer.store.messages.map(({ to }) => to.length)).toEqual([100, 100, 2])
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
      expect(await kept(host)).toBe(2)
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
      expect(await kept(host)).toBe(count)
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
      expect(await kept(host)).toBe(0)
    })

    it('tells the sender itself where the next host does not offer DSN: "relayed"', async () => {
      const peer = await setting.peer({ faults: ['EHLO hide DSN'] })
      const host = await hostFor(peer.port)
      const asked = (address: string, ...params: string[]) => ({ address, params })
      const recipients = [
        asked('yes@x.example', 'NOTIFY=SUCCESS', 'ORCPT=rfc822;Yes@x.example'),
        asked('fail@x.example', 'NOTIFY=FAILURE'),
        asked('plain@x.example'),
      ]
      await host.queue!.enqueue({ ...letter(), params: ['RET=HDRS', 'ENVID=e1'], recipients })
      const arrived = await peer.waitFor({ to: 'yes@x.example' })
      expect(arrived.params.mail.filter((param) => /^(RET|ENVID)=/.test(param))).toEqual([])
      expect(arrived.params.rcpt).toEqual([[], [], []])
      const report = await host.server.waitFor({ to: 'alice@example.test' })
      const dsn = readDsn(await report.content.bytes())!
      expect(dsn).toMatchObject({ envelopeId: 'e1', reportingMta: 'mail.example.test' })
      // RFC 3461 §5.2.2
      expect(dsn.recipients).toMatchObject([
        {
          originalRecipient: 'Yes@x.example',
          finalRecipient: 'yes@x.example',
          action: 'relayed',
          status: '2.0.0',
          remoteMta: '127.0.0.1',
        },
      ])
      expect(dsn.recipients).toHaveLength(1)
      expect(await text(report)).not.toContain('hello\r\n')
      await until(host, ({ next }) => next === null)
      expect(await kept(host)).toBe(1)
    })

    it('reports to nobody about a message with the null reverse-path', async () => {
      const peer = await setting.peer({ policy: refusing({ a: 550 }) })
      const host = await hostFor(peer.port)
      await host.queue!.enqueue({ ...letter('a@x.example'), reversePath: '' })
      await until(host, ({ next }) => next === null)
      expect(await kept(host)).toBe(0)
    })

    it('stops cleanly in the middle of a conversation, and another machine takes the message up', async () => {
      const peer = await setting.peer({
        policy: { rcpt: () => new Promise((resolve) => setTimeout(() => resolve(null), 300)) },
      })
      const store = await open()
      const outgoing = { smartHost: { host: '127.0.0.1', port: peer.port }, retries: { delays: [30] } }
      const first = await createMailHost({ practice: true, store, outgoing })
      await first.queue!.enqueue(letter('a@x.example'))
      await new Promise((resolve) => setTimeout(resolve, 100))
      await first.close()
      expect(peer.store.messages).toHaveLength(0)
      expect((await store.outgoing.list(1))[0]!.recipients[0]!.state).toBe('waiting')
      const second = await setting.host({ practice: true, store: await share(store), outgoing })
      await peer.waitFor({ to: 'a@x.example' })
      await until(second, ({ next }) => next === null)
      expect(peer.store.messages).toHaveLength(1)
    })

    it('two machines at one store deliver each message once', async () => {
      const peer = await setting.peer()
      const store = await open()
      const outgoing = { smartHost: { host: '127.0.0.1', port: peer.port }, retries: { delays: [30] }, concurrency: 3 }
      const hosts = [
        await setting.host({ store, outgoing }),
        await setting.host({ store: await share(store), outgoing }),
      ]
      for (let i = 0; i < 20; i++) await hosts[i % 2]!.queue!.enqueue(letter(`n${i}@x.example`))
      for (let i = 0; i < 20; i++) await peer.waitFor({ to: `n${i}@x.example` })
      for (let i = 0; i < 300 && (await store.outgoing.nextDue()) !== null; i++)
        await new Promise((resolve) => setTimeout(resolve, 10))
      expect(peer.store.messages).toHaveLength(20)
    })

    it('keeps what it sends for as long as that takes, however short the lease', async () => {
      const peer = await setting.peer({
        policy: { rcpt: () => new Promise((resolve) => setTimeout(() => resolve(null), 2_000)) },
      })
      const store = await open()
      const smartHost = { host: '127.0.0.1', port: peer.port }
      const outgoing = { smartHost, retries: { delays: [30] }, lease: 500 }
      const first = await setting.host({ store, outgoing })
      await setting.host({ store: await share(store), outgoing })
      await first.queue!.enqueue(letter('a@x.example'))
      const done = await until(first, ({ next }) => next === null)
      expect(done.attempts).toMatchObject([{ outcome: 'delivered' }])
      expect(peer.store.messages).toHaveLength(1)
    })

    it('takes up the mail of a machine that has died when its lease is over', async () => {
      const peer = await setting.peer()
      const store = await open()
      const smartHost = { host: '127.0.0.1', port: peer.port }
      const outgoing = { smartHost, retries: { delays: [30] }, lease: 1_000 }
      const living = await setting.host({ store: await share(store), outgoing })
      const now = new Date()
      const { content, ...mail } = letter('a@x.example')
      const recipients = [{ address: 'a@x.example', params: [], state: 'waiting' as const, answer: null }]
      const message = {
        ...mail,
        id: 'dead',
        recipients,
        route: { kind: 'smart-host' as const },
        created: now,
        next: null,
      }
      await store.outgoing.add({ ...message, attempts: [], isDelayReported: false }, content)
      // It is due, and taken over in the same breath: nobody else has seen it.
      await living.queue!.stop()
      await store.outgoing.update({ ...message, next: now, attempts: [], isDelayReported: false })
      await store.outgoing.claim(now, new Date(now.getTime() + 1_000), 10)
      const other = await setting.host({ store: await share(store), outgoing })
      await peer.waitFor({ to: 'a@x.example' })
      expect(Date.now() - now.getTime()).toBeGreaterThanOrEqual(1_000)
      await until(other, ({ next }) => next === null)
      expect(peer.store.messages).toHaveLength(1)
    })

    it('breaks off what another machine has taken over, and leaves its state alone', async () => {
      const peer = await setting.peer({
        policy: { rcpt: () => new Promise((resolve) => setTimeout(() => resolve(null), 3_000)) },
      })
      const store = await open()
      const troubles: string[] = []
      const outgoing = {
        smartHost: { host: '127.0.0.1', port: peer.port },
        lease: 1_000,
        onTrouble: (sentence: string) => troubles.push(sentence),
      }
      const host = await setting.host({ store, outgoing })
      const { id } = await host.queue!.enqueue(letter('a@x.example'))
      await expect.poll(() => peer.sessions.length).toBe(1)
      const later = new Date(Date.now() + 60_000)
      expect(await store.outgoing.claim(later, new Date(later.getTime() + 60_000), 10)).toHaveLength(1)
      await expect
        .poll(() => troubles)
        .toEqual([
          `message ${id} of the outgoing queue is let go of: another machine has taken it over, or it was deleted`,
        ])
      await expect.poll(() => peer.sessions[0]!.isClosed, { timeout: 5_000 }).toBe(true)
      await host.queue!.stop()
      expect(peer.store.messages).toHaveLength(0)
      expect((await store.outgoing.get(id))!.attempts).toEqual([])
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
  describe(`the outgoing queue by the usual times, ${name}`, () => {
    const start = Date.UTC(2026, 2, 1, 12)
    const minutes = 60_000
    const hours = 60 * minutes

    /** A host whose clock goes when it is told to, and a peer that asks everybody to come later. */
    async function patient(...params: readonly string[]) {
      const clock = { time: start, now: () => clock.time, date: () => new Date(clock.time) }
      const peer = await setting.peer({ policy: refusing({ a: 451 }) })
      const smartHost = { host: '127.0.0.1', port: peer.port }
      const host = await setting.host({ practice: true, store: await open(), clock, outgoing: { smartHost } })
      await host.queue!.enqueue({ ...letter(), recipients: [{ address: 'a@x.example', params }] })
      let tries = 0
      /** Let time go on to when it is tried next. @returns that time, counted from the beginning */
      const tried = async () => {
        tries++
        const { next, attempts } = await until(host, ({ attempts }) => attempts.length === tries)
        const at = attempts.at(-1)!.at
        if (next) clock.time = next.getTime()
        // A started queue that is started looks what is due.
        host.queue!.start()
        return Date.parse(at) - start
      }
      return { host, peer, tried }
    }

    it('tries as often as it says, tells of the delay after four hours, and gives up after five days', async () => {
      const { host, tried } = await patient()
      for (const at of [0, 5 * minutes, 20 * minutes, 50 * minutes, 110 * minutes, 230 * minutes])
        expect(await tried()).toBe(at)
      expect(await kept(host)).toBe(0)
      expect(await tried()).toBe(4 * hours)
      const delayed = await host.server.waitFor({ to: 'alice@example.test', contains: 'Action: delayed' })
      expect(readDsn(await delayed.content.bytes())?.recipients).toMatchObject([
        { finalRecipient: 'a@x.example', action: 'delayed', status: '4.1.1' },
      ])
      expect(await text(delayed)).toMatch(/^Will-Retry-Until: Fri, 6 Mar 2026 12:00:00 \+0000\r$/m)
      for (let at = 8 * hours; at < 120 * hours; at += 4 * hours) expect(await tried()).toBe(at)
      expect(await kept(host)).toBe(1)
      expect(await tried()).toBe(120 * hours)
      const done = await until(host, ({ next }) => next === null)
      expect(done.recipients[0]!.state).toBe('given-up')
      const failed = await host.server.waitFor({ to: 'alice@example.test', contains: 'Action: failed' })
      expect(readDsn(await failed.content.bytes())?.recipients).toMatchObject([{ status: '4.4.7' }])
      expect(await kept(host)).toBe(2)
    })

    it.each([
      ['NOTIFY=DELAY', 1],
      ['NOTIFY=FAILURE', 0],
      ['NOTIFY=NEVER', 0],
    ])('with %s tells of the delay %i times', async (param, count) => {
      const { host, tried } = await patient(param)
      while ((await tried()) < 4 * hours);
      await until(host, ({ isDelayReported }) => isDelayReported)
      expect(await kept(host)).toBe(count)
    })
  })
}

/** What a queue does that outlasts the program. `open` gives the same store again each time. */
export function describeDurableQueue(name: string, open: () => Promise<Store>): void {
  it(`the outgoing queue, ${name}: goes on after a restart where it was, and delivers once`, async () => {
    const setting = new Setting()
    const away = await createServer()
    const { port } = away
    await away.close()
    const options = {
      practice: true,
      auth: aliceLogsIn,
      outgoing: { smartHost: { host: '127.0.0.1', port }, retries: { delays: [30] } },
    } as const
    let store = await open()
    try {
      const first = await createMailHost({ ...options, store })
      const octets = Uint8Array.from({ length: 256 }, (_, i) => i)
      const { id } = await first.queue!.enqueue({
        ...letter(),
        params: ['ENVID=e1'],
        recipients: [{ address: 'a@x.example', params: ['NOTIFY=SUCCESS', 'ORCPT=rfc822;a@x.example'] }],
        content: octets,
      })
      // What a client hands in is there too, as soon as it hears 250.
      const sent = await post(first.server, { from: 'alice@example.test', to: ['b@x.example'], user: 'alice' })
      expect(sent.message?.code).toBe(250)
      const tried = await until(first, (each) => each.id === id && each.attempts.length > 0)
      await first.close()
      await store.close()

      store = await open()
      expect((await store.outgoing.list(10)).map(({ recipients }) => recipients[0]!.address)).toEqual([
        'b@x.example',
        'a@x.example',
      ])
      expect(Buffer.from(await (await store.outgoing.content(id))!.bytes()).equals(octets)).toBe(true)
      const kept = (await store.outgoing.get(id))!
      expect(kept).toMatchObject({ created: tried.created, params: ['ENVID=e1'], reversePath: 'alice@example.test' })
      const peer = await setting.peer({ port, bareLineEnds: 'keep' })
      const second = await setting.host({ ...options, store })
      const arrived = await peer.waitFor({ to: 'a@x.example' })
      expect(arrived.params.mail).toContain('ENVID=e1')
      await peer.waitFor({ to: 'b@x.example' })
      const done = await until(second, (each) => each.id === id && each.next === null)
      expect(done.attempts.length).toBeGreaterThan(kept.attempts.length)
      await expect.poll(() => store.outgoing.nextDue()).toBeNull()
      expect(peer.store.messages).toHaveLength(2)
    } finally {
      await setting.close()
      await store.close()
    }
  })
}

import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encode } from '../../src/protocol/bytes.ts'
import { memoryContent, type Content } from '../../src/store/content.ts'
import { KeptSession } from '../../src/store/kept-session.ts'
import type { OutgoingMessage } from '../../src/store/outgoing.ts'
import { parseQuery } from '../../src/store/parse-query.ts'
import { everything, type Query } from '../../src/store/query.ts'
import type { SessionQuery } from '../../src/store/session-record.ts'
import type { NewMessage, Store, StoredMessage, StoreEvent } from '../../src/store/store.ts'
import type { Transcript } from '../../src/transcript/transcript.ts'
import { newMessage } from './new-message.ts'

/** What every store does. `open` gives one with nothing in it; the suite closes it. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  let store: Store
  beforeEach(async () => {
    store = await open()
  })
  afterEach(() => store.close())

  const query = (text: string): Query => {
    const parsed = parseQuery(text)
    if (!parsed.ok) throw new Error(parsed.message)
    return parsed.value
  }
  const add = async (...messages: readonly NewMessage[]) => {
    for (const message of messages) await store.add(message)
    return messages.map(({ id }) => id)
  }
  const found = async (text: string) =>
    (await store.list(query(text), { limit: 100 })).messages.map(({ id }) => id).reverse()
  const heard = () => {
    const events: StoreEvent[] = []
    store.onEvent((event) => void events.push(event))
    return events
  }
  /** Events may come a moment later than the answer. */
  const eventually = async (holds: () => void) => {
    for (let tries = 0; ; tries++) {
      try {
        return holds()
      } catch (error) {
        if (tries === 100) throw error
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
  }

  describe(`${name}: messages`, () => {
    it('gives back every octet and everything about it', async () => {
      const message = newMessage({
        content: Uint8Array.from({ length: 1000 }, (_, i) => i % 256),
        from: '',
        to: ['bob@example.test', 'bcc@example.test'],
        params: { mail: ['BODY=8BITMIME', 'SIZE=1000'], rcpt: [['NOTIFY=NEVER'], []] },
        mailboxes: ['bob@example.test'],
        user: 'carol',
        trace: 'Return-Path: <>\r\nReceived: from ü\r\n',
        deviations: [{ code: 'bare-lf', ref: 'RFC 5321 §2.3.8', offset: 3 }] as unknown as NewMessage['deviations'],
      })
      await store.add(message)
      const kept = (await store.get(message.id))!
      const { id, sessionId, receivedAt, from, to, params, mailboxes, user, trace, tags, deviations } = kept
      expect({ id, sessionId, receivedAt, from, to, params, mailboxes, user, trace, tags, deviations }).toEqual({
        ...message,
        content: undefined,
      })
      expect(kept.content.size).toBe(1000)
      expect(Buffer.from(await kept.content.bytes()).equals(Buffer.from(await message.content.bytes()))).toBe(true)
      expect(kept).toMatchObject({ isRead: false, tags: [] })
      expect(await store.get('nothing')).toBeUndefined()
    })

    it.each([0, 1, 70_000, 3_000_000])('keeps %d octets, whole and in pieces', async (size) => {
      const octets = new Uint8Array(size).map((_, i) => (i * 7 + (i >> 8)) % 251)
      const pieces = [octets.subarray(0, size >> 1), octets.subarray(size >> 1)]
      const [before] = await add(newMessage())
      const message: NewMessage = { ...newMessage(), content: memoryContent(pieces, size) }
      await add(message, newMessage())
      const { content } = (await store.get(message.id))!
      expect(content.size).toBe(size)
      expect(Buffer.from(await content.bytes()).equals(octets)).toBe(true)
      expect((await streamed(content)).equals(octets)).toBe(true)
      expect(await text((await store.get(before!))!)).toContain('Text.')
    })

    it('keeps a message that is not in memory', async () => {
      const piece = encode(`${'x'.repeat(1022)}\r\n`)
      const content: Content = {
        size: piece.length * 10_000,
        bytes: () => Promise.reject(new Error('too large to be had at once')),
        stream: async function* () {
          for (let i = 0; i < 10_000; i++) yield await Promise.resolve(piece)
        },
        discard: () => Promise.resolve(),
      }
      const message = { ...newMessage(), content }
      await store.add(message)
      const kept = (await store.get(message.id))!
      let size = 0
      for await (const each of kept.content.stream()) size += each.length
      expect(size).toBe(10_240_000)
    })

    it('keeps many that come at once, each with its own octets', async () => {
      const messages = Array.from({ length: 300 }, (_, i) => newMessage({ content: `Subject: n${i}\r\n\r\n${i}\r\n` }))
      await Promise.all(messages.map(async (message) => store.add(message)))
      const seqs = new Set<number>()
      for (const message of messages) {
        const kept = (await store.get(message.id))!
        seqs.add(kept.seq)
        expect(await text(kept)).toBe(await text(message))
      }
      expect(seqs.size).toBe(300)
      expect(await store.counts()).toMatchObject({ messages: 300, unread: 300 })
    })

    it('reads what lists show', async () => {
      const [id] = await add(
        newMessage({
          content: 'From: Bob B. <bob@b.example>\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\nYour code.\r\n',
        }),
      )
      const overview = await (await store.get(id!))!.overview()
      expect(overview).toMatchObject({
        subject: 'Grüße',
        from: [{ name: 'Bob B.', address: 'bob@b.example' }],
        snippet: 'Your code.',
      })
    })

    it('lists the newest first, page by page', async () => {
      const ids = (await add(...Array.from({ length: 7 }, () => newMessage()))).reverse()
      const first = await store.list(everything, { limit: 3 })
      expect(first).toMatchObject({ total: 7, isMore: false })
      expect(first.messages.map(({ id }) => id)).toEqual(ids.slice(0, 3))
      const second = await store.list(everything, { limit: 3, before: first.messages[2]!.seq })
      expect(second.messages.map(({ id }) => id)).toEqual(ids.slice(3, 6))
      expect(second.total).toBe(7)
      const third = await store.list(everything, { limit: 3, offset: 6 })
      expect(third.messages.map(({ id }) => id)).toEqual(ids.slice(6))
      expect(first.messages[0]!.seq).toBeGreaterThan(first.messages[1]!.seq)
    })

    it('knows what was read, and the tags', async () => {
      const [a, b, c] = await add(newMessage(), newMessage(), newMessage())
      expect(await store.change({ ids: [a!, b!, 'none'] }, { isRead: true, tags: ['x', 'Later', 'x'] })).toBe(2)
      expect(await store.get(a!)).toMatchObject({ isRead: true, tags: ['Later', 'x'] })
      expect(await store.counts()).toMatchObject({ messages: 3, unread: 1 })
      expect(await store.tags()).toEqual(['Later', 'x'])
      expect(await found('is:unread')).toEqual([c])
      expect(await found('is:read')).toEqual([a, b])
      expect(await found('tag:later')).toEqual([a, b])
      expect(await found('-is:tagged')).toEqual([c])
      expect(await store.change({ ids: [b!] }, { tags: ['y'] })).toBe(1)
      expect(await store.get(b!)).toMatchObject({ isRead: true, tags: ['y'] })
      await store.renameTag('x', 'y')
      expect(await store.get(a!)).toMatchObject({ tags: ['Later', 'y'] })
      await store.deleteTag('y')
      expect(await store.tags()).toEqual(['Later'])
      expect(await store.change({ query: query('is:read') }, { isRead: false })).toBe(2)
      expect(await store.counts()).toMatchObject({ unread: 3 })
    })

    it('gives a message the tags that it asks for', async () => {
      const [a, b] = await add(newMessage({ tags: ['Later', 'x'] }), newMessage({ tags: ['later'] }))
      expect(await store.get(a!)).toMatchObject({ tags: ['Later', 'x'] })
      expect(await found('tag:later')).toEqual([a, b])
      expect(await found('is:tagged')).toEqual([a, b])
      await store.change({ ids: [a!] }, { tags: [] })
      expect(await found('is:tagged')).toEqual([b])
      await store.delete({ ids: [b!] })
      expect(await store.tags()).toEqual([])
    })

    it('deletes those that are meant, and only those', async () => {
      const same = Array.from({ length: 5 }, (_, i) =>
        newMessage({ content: `Subject: n${i}\r\n\r\n`, to: [`u${i}@x`] }),
      )
      await Promise.all(same.map(async (message) => store.add(message)))
      const [a, b, c, d, e] = same.map(({ id }) => id)
      expect(await store.delete({ ids: [b!, 'none'] })).toBe(1)
      expect(await store.get(b!)).toBeUndefined()
      expect(await text((await store.get(c!))!)).toBe('Subject: n2\r\n\r\n')
      expect(await store.delete({ query: query('mailbox:u2@x') })).toBe(1)
      expect(await found('')).toEqual([a, d, e])
      expect(await store.counts()).toMatchObject({ messages: 3, unread: 3, octets: 45 })
      expect(await store.delete({ query: everything })).toBe(3)
      expect(await store.counts()).toEqual({ messages: 0, unread: 0, octets: 0 })
      expect(await store.mailboxes('recipient')).toEqual([])
      await add(newMessage())
      expect(await found('')).toHaveLength(1)
    })

    it('counts mail by mailbox and by login', async () => {
      const [a] = await add(
        newMessage({ to: ['u@x', 'v@x'], user: 'carol' }),
        newMessage({ to: ['u@x'] }),
        newMessage({ to: ['u@x'], user: 'carol' }),
      )
      await store.change({ ids: [a!] }, { isRead: true })
      expect(await store.mailboxes('recipient')).toEqual([
        { name: 'u@x', messages: 3, unread: 2 },
        { name: 'v@x', messages: 1, unread: 0 },
      ])
      expect(await store.mailboxes('login')).toEqual([{ name: 'carol', messages: 2, unread: 1 }])
      expect(await found('mailbox:V@X')).toEqual([a])
      expect(await found('login:carol -mailbox:v@x')).toHaveLength(1)
    })

    it('says what happens', async () => {
      const events = heard()
      const [a, b] = await add(newMessage({ content: 'Subject: told\r\n\r\n' }), newMessage())
      await eventually(() => expect(events.map(({ kind }) => kind)).toEqual(['added', 'added']))
      const [first] = events as { message: StoredMessage }[]
      expect(first!.message).toMatchObject({ id: a, seq: (await store.get(a!))!.seq, isRead: false, tags: [] })
      expect((await first!.message.overview()).subject).toBe('told')
      expect(await text(first!.message)).toBe('Subject: told\r\n\r\n')
      await store.change({ ids: [a!] }, { isRead: true })
      await eventually(() =>
        expect(events.at(-1)).toEqual({ kind: 'changed', messages: [{ id: a, isRead: true, tags: [] }] }),
      )
      await store.delete({ ids: [b!] })
      await eventually(() => expect(events.at(-1)).toEqual({ kind: 'deleted', ids: [b], count: 1 }))
    })
  })

  describe(`${name}: search`, () => {
    let ids: string[]
    beforeEach(async () => {
      ids = await add(
        newMessage({
          content:
            'From: Bob Builder <bob@build.example>\r\nTo: Alice <alice@home.example>\r\nReply-To: desk@build.example\r\n' +
            'Subject: Your invoice No. 4711\r\nMessage-ID: <abc.1@build.example>\r\n\r\nPlease pay the café bill.\r\n',
          from: 'bounce@mailer.example',
          to: ['alice@home.example', 'hidden@home.example'],
          receivedAt: new Date('2026-03-01T00:00:00Z'),
          sessionId: 'S7',
        }),
        newMessage({
          content:
            'From: news@paper.example\r\nCc: carol@home.example\r\nSubject: Daily news\r\nList-Unsubscribe: <mailto:x@y>\r\n' +
            `Content-Type: text/html\r\n\r\n<p>Please read, 日本語 too</p>${'x '.repeat(1000)}\r\n`,
          receivedAt: new Date('2026-03-02T00:00:00Z'),
        }),
        newMessage({
          content:
            'Subject: Holiday\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee it.\r\n' +
            '--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=beach-photo.png\r\n\r\nPNG\r\n--b--\r\n',
          receivedAt: new Date('2026-03-03T00:00:00Z'),
        }),
      )
    })

    it.each<[string, readonly number[]]>([
      ['', [0, 1, 2]],
      ['please', [0, 1]],
      ['PLEASE pay', [0]],
      ['"please pay"', [0]],
      ['"pay please"', []],
      ['plea', [0, 1]],
      ['lease', []],
      ['cafe', [0]],
      ['café', [0]],
      ['日本', [1]],
      ['本語', [1]],
      ['語本', []],
      ['please -news', [0]],
      ['!please', [2]],
      ['...', []],
      ['4711', [0]],
      ['from:bob', [0]],
      ['from:"bob builder"', [0]],
      ['from:bob@build.example', [0]],
      ['from:bounce@mailer.example', [0]],
      ['from:alice@example.org', [1, 2]],
      ['to:hidden@home.example', [0]],
      ['to:alice', [0]],
      ['cc:carol', [1]],
      ['-cc:carol', [0, 2]],
      ['reply-to:desk', [0]],
      ['reply-to:bob', []],
      ['addressed:carol', [1]],
      ['addressed:mailer', [0]],
      ['subject:invoice', [0]],
      ['subject:please', []],
      ['subject:"daily news"', [1]],
      ['message-id:abc.1@build.example', [0]],
      ['message-id:abc.1', [0]],
      ['message-id:build.exam', [0]],
      ['message-id:build.1', []],
      ['has:attachment', [2]],
      ['!has:attachment', [0, 1]],
      ['has:html', [1]],
      ['has:unsubscribe', [1]],
      ['beach', [2]],
      ['session:S7', [0]],
      ['before:2026-03-02T00:00:00Z', [0]],
      ['after:2026-03-02T00:00:00Z', [1, 2]],
      ['-after:2026-03-02T00:00:00Z', [0]],
      ['larger:1k', [1]],
      ['smaller:1k', [0, 2]],
      ['is:unread holiday', [2]],
      ['is:read', []],
      ['it\'s "a OR b" NEAR( * ^ :', []],
    ])('finds %j', async (words, expected) => {
      expect(await found(words)).toEqual(expected.map((i) => ids[i]))
    })

    it('finds by the words that no message above has', async () => {
      const [letter] = await add(
        newMessage({
          content:
            'To: Named <named@home.example>\r\nBcc: Dave <dave@home.example>\r\nSubject: Logo\r\nMIME-Version: 1.0\r\n' +
            'Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>See</p>\r\n' +
            '--b\r\nContent-Type: image/png\r\nContent-Disposition: inline; filename=logo.png\r\nContent-ID: <l>\r\n\r\nPNG\r\n--b--\r\n',
          to: ['other@home.example'],
          user: 'Carol',
        }),
      )
      await store.change({ ids: [letter!] }, { tags: ['to do'] })
      for (const words of [
        'bcc:dave',
        'addressed:dave',
        'to:named',
        'to:"named@home.example"',
        'has:inline',
        'tag:"To Do"',
        'is:tagged',
        'login:carol',
        'mailbox:other@home.example',
        'has:inline !has:attachment',
      ])
        expect([words, await found(words)]).toEqual([words, [letter]])
      for (const words of ['bcc:carol', 'tag:to', 'login:car', 'mailbox:other', 'has:inline is:read'])
        expect([words, await found(words)]).toEqual([words, []])
      for (const words of ['!bcc:dave', '!has:inline', '!tag:"to do"', '!login:carol', '-is:tagged', '!addressed:dave'])
        expect([words, await found(words)]).toEqual([words, ids])
    })

    it('counts what fits, whatever the page', async () => {
      const page = await store.list(query('please'), { limit: 1 })
      expect(page.messages.map(({ id }) => id)).toEqual([ids[1]])
      expect(page).toMatchObject({ total: 2, isMore: false })
      const first = page.messages[0]!
      for (const paging of [
        { limit: 1, offset: 1 },
        { limit: 5, before: first.seq },
      ] as const) {
        const next = await store.list(query('please'), paging)
        expect([next.messages.map(({ id }) => id), next.total]).toEqual([[ids[0]], 2])
      }
      expect(await store.list(query('please'), { limit: 5, offset: 2 })).toEqual({
        messages: [],
        total: 2,
        isMore: false,
      })
    })

    it('keeps and finds messages whose Message-ID is of one word, and as long as a line may be', async () => {
      const word = randomBytes(4000).toString('hex')
      const [long, other] = await add(
        newMessage({ content: `Message-ID: <${word}.first@build.example>\r\nSubject: Endless\r\n\r\nx\r\n` }),
        newMessage({ content: 'Message-ID: <short.first@build.example>\r\nSubject: Usual\r\n\r\nx\r\n' }),
      )
      expect(await found('subject:endless')).toEqual([long])
      expect(await found('subject:usual')).toEqual([other])
      expect(await found('message-id:first@build.exam')).toEqual(expect.arrayContaining([long, other]))
    })

    it('finds nothing of what was deleted, and finds by what was changed', async () => {
      await store.delete({ ids: [ids[0]!] })
      await store.change({ ids: [ids[1]!] }, { isRead: true, tags: ['seen'] })
      expect(await found('please')).toEqual([ids[1]])
      expect(await found('please is:read tag:seen')).toEqual([ids[1]])
    })
  })

  describe(`${name}: conversations`, () => {
    interface Facts {
      readonly client?: string
      readonly user?: string
      readonly lines?: string
      readonly hasQuit?: boolean
      readonly events?: Transcript['events']
    }
    const session = (id: string, { client = '192.0.2.1', user, lines, hasQuit = true, events = [] }: Facts = {}) => {
      const transcript = conversation(lines ?? '250 2.0.0 Ok: queued as M1')
      return new KeptSession({
        ...{ id, clientAddress: client, hasQuit, isClosed: true, user: user ?? null },
        transcript: { ...transcript, events: [...transcript.events, ...events] },
      })
    }

    it('gives back a conversation, event by event', async () => {
      const kept = session('S1', { user: 'carol' })
      store.addSession(kept)
      const back = (await store.session('S1'))!
      expect(back).toMatchObject({
        id: 'S1',
        clientAddress: '192.0.2.1',
        user: 'carol',
        hasQuit: true,
        isClosed: true,
        started: '2026-03-01T12:00:00.000Z',
        messageIds: ['M1'],
        refusals: 0,
      })
      expect(plain(back.transcript)).toEqual(plain(kept.transcript))
      expect(await store.session('S2')).toBeUndefined()
    })

    it('lists the newest first, and finds by what happened', async () => {
      store.addSession(session('S1'))
      store.addSession(session('S2', { client: '198.51.100.7', lines: '550 5.1.1 No such user' }))
      store.addSession(session('S3', { user: 'carol' }))
      const list = async (...[wanted, paging = { limit: 10 }]: Partial<Parameters<Store['sessions']>>) => {
        const { sessions, total } = await store.sessions(wanted ?? {}, paging)
        return [sessions.map(({ id }) => id), total]
      }
      expect(await list()).toEqual([['S3', 'S2', 'S1'], 3])
      expect(await list({}, { limit: 1, offset: 1 })).toEqual([['S2'], 3])
      expect(await list({ outcome: 'refused' })).toEqual([['S2'], 1])
      expect(await list({ outcome: 'delivered' })).toEqual([['S3', 'S1'], 2])
      expect(await list({ client: '198.51.' })).toEqual([['S2'], 1])
      expect(await list({ text: 'NO SUCH' })).toEqual([['S2'], 1])
      expect(await list({ text: 'carol', outcome: 'clear' })).toEqual([['S3'], 1])
      expect(await list({ text: '%' })).toEqual([[], 0])
    })

    it.each<[NonNullable<SessionQuery['outcome']>, readonly string[]]>([
      ['refused', ['refused']],
      ['dropped', ['dropped']],
      ['no-quit', ['dropped', 'rude']],
      ['tls', ['tls']],
      ['clear', ['refused', 'dropped', 'rude', 'fault', 'fine']],
      ['delivered', ['rude', 'tls', 'fine']],
      ['nothing', ['refused', 'dropped', 'fault']],
      ['faults', ['fault']],
    ])('finds by the outcome: %s', async (outcome, expected) => {
      store.addSession(session('refused', { lines: '550 5.1.1 No such user' }))
      store.addSession(session('dropped', { lines: '250 2.0.0 Ok', hasQuit: false }))
      store.addSession(session('rude', { hasQuit: false }))
      const tls = { protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', servername: null, alpn: null } as const
      store.addSession(session('tls', { events: [{ kind: 'tls', at: 5, ...tls, distrust: null, certificate: null }] }))
      store.addSession(
        session('fault', { lines: '250 Ok', events: [{ kind: 'fault', at: 5, id: 'f1', text: 'as told' }] }),
      )
      store.addSession(session('fine'))
      const { sessions, total } = await store.sessions({ outcome }, { limit: 10 })
      expect(sessions.map(({ id }) => id).reverse()).toEqual(expected)
      expect(total).toBe(expected.length)
    })
  })

  describe(`${name}: mail to be sent on`, () => {
    const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 12, minute))
    const outgoing = (id: string, next: Date | null): OutgoingMessage => ({
      id,
      reason: 'release',
      messageId: 'M1',
      reversePath: 'a@example.org',
      params: ['RET=HDRS'],
      recipients: [{ address: 'b@example.net', params: ['NOTIFY=FAILURE'], state: 'waiting', answer: null }],
      route: { kind: 'mx' },
      created: at(0),
      next,
      attempts: [],
      isDelayReported: false,
    })

    it('lets who has taken something over keep it, and nobody else', async () => {
      const queue = store.outgoing
      await queue.add(outgoing('O1', at(1)), encode('one'))
      expect(await queue.renew('O1', [at(2)], at(9))).toBe(false)
      await queue.claim(at(1), at(2), 10)
      expect(await queue.renew('O1', [at(3)], at(9))).toBe(false)
      // It may not be known whether the last renewal came through.
      expect(await queue.renew('O1', [at(2), at(3)], at(4))).toBe(true)
      expect(await queue.claim(at(3), at(5), 10)).toEqual([])
      // When it is over somebody else takes it; who had it changes nothing any more.
      expect((await queue.claim(at(4), at(6), 10)).map(({ id }) => id)).toEqual(['O1'])
      expect(await queue.renew('O1', [at(4)], at(9))).toBe(false)
      await queue.update(outgoing('O1', null), [at(4)])
      expect((await queue.get('O1'))!.next).toEqual(at(1))
      expect(await queue.claim(at(5), at(9), 10)).toEqual([])
      await queue.update(outgoing('O1', null), [at(6)])
      expect((await queue.get('O1'))!.next).toBeNull()
      expect(await queue.renew('O1', [at(6)], at(9))).toBe(false)
      expect(await queue.renew('O2', [at(6)], at(9))).toBe(false)
    })

    it('keeps it, hands out what is due once, and takes back how it stands', async () => {
      const queue = store.outgoing
      await queue.add(outgoing('O1', at(1)), encode('one'))
      await queue.add(outgoing('O2', at(5)), encode('two'))
      expect(await queue.get('O1')).toEqual(outgoing('O1', at(1)))
      expect((await queue.list(10)).map(({ id }) => id)).toEqual(['O2', 'O1'])
      expect(await queue.nextDue()).toEqual(at(1))
      expect((await queue.claim(at(2), at(4), 10)).map(({ id }) => id)).toEqual(['O1'])
      expect(await queue.claim(at(3), at(4), 10)).toEqual([])
      expect((await queue.claim(at(4), at(6), 10)).map(({ id }) => id)).toEqual(['O1'])
      const done = {
        ...outgoing('O1', null),
        attempts: [{ at: '2026', host: null, outcome: 'failed' as const, detail: 'x' }],
      }
      await queue.update(done)
      expect(await queue.get('O1')).toEqual(done)
      expect(await queue.nextDue()).toEqual(at(5))
      const content = (await queue.content('O2'))!
      expect(Buffer.from(await content.bytes()).toString()).toBe('two')
      expect(await queue.waiting()).toBe(1)
      expect(await queue.delete('O2')).toBe(true)
      expect(await queue.waiting()).toBe(0)
      expect(await queue.delete('O2')).toBe(false)
      expect(await queue.content('O2')).toBeUndefined()
      expect(await queue.nextDue()).toBeNull()
    })
  })
}

/** How much is kept. */
export interface Keeping {
  readonly messages?: number
  readonly octets?: number
  readonly days?: number
  readonly sessions?: number
}

/** Which messages and conversations every store lets go of when there are too many. `open` gives one with nothing in it. */
export function describeRetention(name: string, open: (keep: Keeping) => Promise<Store>): void {
  const day = 24 * 60 * 60 * 1000
  const ago = (days: number) => new Date(Date.now() - days * day)
  const ids = async (store: Store) =>
    (await store.list(everything, { limit: 100 })).messages.map(({ id }) => id).reverse()
  const letters = (count: number, size = 100) =>
    Array.from({ length: count }, () => newMessage({ content: 'x'.repeat(size) }))
  const add = async (store: Store, messages: readonly NewMessage[]) => {
    for (const message of messages) await store.add(message)
    return messages.map(({ id }) => id)
  }
  const session = (id: string, started = new Date()) =>
    new KeptSession({
      ...{ id, clientAddress: null, hasQuit: true, isClosed: true, user: null },
      transcript: { ...conversation('250 Ok'), started: started.toISOString() },
    })
  const sessions = async (store: Store) =>
    (await store.sessions({}, { limit: 100 })).sessions.map(({ id }) => id).reverse()
  const patiently = { timeout: 10_000 }

  describe(`${name}: keeps no more than it is told to`, () => {
    let store: Store | null = null
    afterEach(async () => {
      await store?.close()
      store = null
    })

    it('by number: the oldest go, and that is told', async () => {
      store = await open({ messages: 3 })
      const gone: string[] = []
      store.onEvent((event) => void (event.kind === 'deleted' && gone.push(...(event.ids ?? []))))
      const all = await add(store, letters(8))
      await expect.poll(() => ids(store!), patiently).toEqual(all.slice(5))
      await expect.poll(() => gone, patiently).toEqual(all.slice(0, 5))
      expect(await store.counts()).toEqual({ messages: 3, unread: 3, octets: 300 })
      expect(await store.get(all[0]!)).toBeUndefined()
    })

    it('by size; the newest always stays', async () => {
      store = await open({ octets: 250 })
      const all = await add(store, letters(6))
      await expect.poll(() => ids(store!), patiently).toEqual(all.slice(4))
      const large = await add(store, letters(1, 1000))
      await expect.poll(() => ids(store!), patiently).toEqual(large)
    })

    it('by age; the newest always stays', async () => {
      store = await open({ days: 2 })
      const [old] = await add(store, [newMessage({ receivedAt: ago(3) })])
      store.addSession(session('old', ago(3)))
      store.addSession(session('young', ago(1)))
      await expect.poll(() => sessions(store!), patiently).toEqual(['young'])
      expect(await ids(store)).toEqual([old])
      const young = await add(store, [newMessage({ receivedAt: ago(1) }), newMessage()])
      await expect.poll(() => ids(store!), patiently).toEqual(young)
    })

    it('conversations by number', async () => {
      store = await open({ sessions: 3 })
      for (let i = 0; i < 7; i++) store.addSession(session(`S${i}`))
      await expect.poll(() => sessions(store!), patiently).toEqual(['S4', 'S5', 'S6'])
    })
  })
}

/** What every store does whose mail outlasts it. `open` gives one that others have been before it on the same data. */
export function describeDurableStore(name: string, open: () => Promise<Store>): void {
  it(`${name}: has everything again after it was closed`, async () => {
    let store = await open()
    const first = newMessage({ content: 'Subject: first\r\n\r\nremembered\r\n' })
    await store.add(first)
    await store.change({ ids: [first.id] }, { isRead: true, tags: ['kept'] })
    await Promise.all(Array.from({ length: 50 }, async () => store.add(newMessage())))
    store.addSession(
      new KeptSession({
        ...{ id: 'S1', clientAddress: null, hasQuit: false, isClosed: true, user: null },
        transcript: conversation('550 5.1.1 No'),
      }),
    )
    const { seq } = (await store.get(first.id))!
    await store.close()

    store = await open()
    try {
      expect(await store.get(first.id)).toMatchObject({ seq, isRead: true, tags: ['kept'] })
      expect(await text((await store.get(first.id))!)).toBe('Subject: first\r\n\r\nremembered\r\n')
      expect(await store.counts()).toMatchObject({ messages: 51, unread: 50 })
      const { messages } = await store.list(
        { terms: [{ field: 'text', value: 'remembered', isNot: false }] },
        { limit: 5 },
      )
      expect(messages.map(({ id }) => id)).toEqual([first.id])
      expect(await store.session('S1')).toMatchObject({ refusals: 1 })
      await store.add(newMessage())
      const [newest] = (await store.list(everything, { limit: 1 })).messages
      expect(newest!.seq).toBeGreaterThan(seq + 50)
    } finally {
      await store.close()
    }
  })
}

function conversation(reply: string): Transcript {
  const bytes = (text: string) => encode(`${text}\r\n`)
  return {
    role: 'server',
    protocol: 'smtp',
    started: '2026-03-01T12:00:00.000Z',
    peer: '192.0.2.1',
    events: [
      { kind: 'open', at: 0, local: '127.0.0.1:25', remote: '192.0.2.1:4000' },
      { kind: 'sent', at: 0.5, bytes: bytes('220 here ESMTP'), secret: false },
      { kind: 'received', at: 1, bytes: bytes('EHLO client.example'), secret: false },
      { kind: 'sent', at: 1.25, bytes: bytes('250 here'), secret: false },
      { kind: 'received', at: 2, bytes: bytes('NOOP \xff'), secret: true },
      { kind: 'sent', at: 3, bytes: bytes(reply), secret: false },
      { kind: 'closed', at: 4, by: 'peer' },
    ],
  }
}

/** Octets as arrays: which class they come in does not matter. Credentials are not kept by all. */
function plain(transcript: Transcript): unknown {
  return {
    ...transcript,
    events: transcript.events.map((event) =>
      'bytes' in event ? { ...event, bytes: event.secret ? null : [...event.bytes] } : event,
    ),
  }
}

async function text(message: Pick<NewMessage, 'content'>): Promise<string> {
  return Buffer.from(await message.content.bytes()).toString('latin1')
}

async function streamed(content: Content): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of content.stream()) pieces.push(Uint8Array.from(piece))
  return Buffer.concat(pieces)
}

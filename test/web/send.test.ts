import { afterEach, expect, it } from 'vitest'
import type { MailHostOptions } from '../../src/host/mail-host.ts'
import { json, startSite } from './site.ts'

let site: Awaited<ReturnType<typeof startSite>> | null = null
afterEach(async () => {
  await site?.[Symbol.asyncDispose]()
  site = null
})

const letter = { From: { Email: 'ann@example.org' }, To: [{ Email: 'bob@example.test' }], Subject: 'Hi', Text: 'Hello' }

async function sending(options: MailHostOptions, change: object = {}) {
  site = await startSite({}, options)
  const answer = await site.json<{ ID?: string; Error?: string; Refused?: unknown }>(
    'api/v1/send',
    json({ ...letter, ...change }),
  )
  return { ...answer, count: (await site.mail.store.counts()).messages, server: site.mail.server }
}

it('goes to the server as any mail does, and the conversation is kept', async () => {
  const { status, body, count } = await sending({ practice: true })
  expect([status, count]).toEqual([200, 1])
  const { body: message } = await site!.json(`api/v2/messages/${body.ID}`)
  expect(message).toMatchObject({ subject: 'Hi', envelope: { recipients: [{ reply: '250 2.1.5 Recipient ok' }] } })
  const { body: session } = await site!.json(`api/v2/sessions/${message['sessionId'] as string}`)
  expect(session).toMatchObject({ helo: 'api.localhost', messageIds: [body.ID], refusals: 0 })
})

it.each<[string, MailHostOptions, object, RegExp]>([
  [
    'a recipient that there is not',
    { practice: true },
    { To: [{ Email: 'nobody@example.test' }] },
    /refuses nobody@example\.test: 550 5\.1\.1/,
  ],
  ['relaying', { practice: true }, { To: [{ Email: 'x@elsewhere.example' }] }, /550 5\.7\.1 Relaying denied/],
  [
    'a sender that there is not',
    { practice: true },
    { From: { Email: 'nobody@example.test' } },
    /refuses the sender: 550/,
  ],
  ['a message that is too large', { limits: { size: 3000 } }, { Text: 'x '.repeat(5000) }, /552 5\.3\.4/],
  ['a fault at RCPT', { faults: ['RCPT 452 4.2.2 "Mailbox full" to=bob@*'] }, {}, /452 4\.2\.2 Mailbox full/],
  ['a fault behind the dot', { faults: ['end-of-data 554 5.7.1 "Spam"'] }, {}, /554 5\.7\.1 Spam/],
  ['a connection that is dropped', { faults: ['end-of-data drop'] }, {}, /did not take it/],
  ['a connection that breaks', { faults: ['DATA reset'] }, {}, /did not take it/],
  ['a greeting that turns away', { faults: ['connect 421 4.3.2 "Closing"'] }, {}, /421 4\.3\.2/],
])('%s is refused as it is over SMTP', async (_name, options, change, words) => {
  const { status, body, count } = await sending(options, change)
  expect(status).toBe(400)
  expect(body.Error).toMatch(words)
  expect(count).toBe(0)
})

it('reaches those whom the server takes, and says who is refused', async () => {
  const { status, body, count } = await sending({ practice: true }, { Bcc: ['nobody@example.test'] })
  expect([status, count]).toEqual([200, 1])
  expect(body.Refused).toMatchObject([{ Email: 'nobody@example.test', Reply: expect.stringMatching(/^550/) as string }])
})

it('has as many recipients as the server takes', async () => {
  const To = ['a', 'b', 'c'].map((name) => ({ Email: `${name}@example.test` }))
  const { body } = await sending({ limits: { recipients: 1 } }, { To })
  expect(body).toMatchObject({ Refused: [{ Email: 'b@example.test' }, { Email: 'c@example.test' }] })
})

it('needs no login of SMTP: the API has its own', async () => {
  const auth = { checkPassword: () => false, required: true, allowInClear: true }
  const { status, count, server } = await sending({ auth })
  expect([status, count]).toEqual([200, 1])
  expect(server.tally.sessions).toBe(1)
})

it.each(['logo@shop', '<logo@shop>'])(
  'an attachment with the ContentID %s is what the HTML shows',
  async (ContentID) => {
    const Content = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
    const { body } = await sending(
      {},
      {
        HTML: '<img src="cid:logo@shop">',
        Attachments: [
          { Filename: 'logo.png', Content, ContentID },
          { Filename: 'a.txt', Content: 'aGk=' },
        ],
      },
    )
    const detail = await site!.json<{ parts: unknown; attachments: unknown }>(`api/v2/messages/${body.ID}`)
    const types = (node: { type: string; children: never[] }): unknown => [node.type, ...node.children.map(types)]
    expect(types(detail.body.parts as never)).toEqual([
      'multipart/mixed',
      ['multipart/alternative', ['text/plain'], ['multipart/related', ['text/html'], ['image/png']]],
      ['text/plain'],
    ])
    expect(detail.body.attachments).toMatchObject([
      { contentId: 'logo@shop', isInline: true },
      { contentId: null, isInline: false },
    ])
    const html = await (await fetch(new URL(`api/v2/messages/${body.ID}/html`, site!.url))).text()
    expect(html).toContain(`src="data:image/png;base64,${Content}"`)
  },
)

it('a ContentID is nothing else', async () => {
  const attachment = { Filename: 'a.png', Content: 'aGk=', ContentID: 'a>\r\nX: y' }
  const { status, body } = await sending({}, { HTML: '<p>', Attachments: [attachment] })
  expect([status, body.Error]).toEqual([400, '"a>\\r\\nX: y" is no Content-ID'])
})

it('speaks LMTP to a server of LMTP, and UTF-8 where an address needs it', async () => {
  expect((await sending({ lmtp: true })).count).toBe(1)
  await site![Symbol.asyncDispose]()
  const { body } = await sending({}, { To: [{ Email: 'jürgen@example.test' }] })
  expect((await site!.mail.store.get(body.ID!))!.params.mail).toContain('SMTPUTF8')
})

import { afterEach, describe, expect, it } from 'vitest'
import type { PracticeDomain } from '../../src/server/practice/domain.ts'
import { readDsn } from '../../src/message/read-dsn.ts'
import type { MailHost } from '../../src/host/mail-host.ts'
import type { TransactionResult } from '../../src/client/transaction.ts'
import { connect } from '../../src/client/connect.ts'
import { hello } from '../../src/client/hello.ts'
import { replyText } from '../../src/protocol/reply.ts'
import type { MailServer } from '../../src/store/mail-server.ts'
import { aliceLogsIn, notify, post, refusing, Setting, text } from './setting.ts'

const setting = new Setting()
afterEach(() => setting.close())

const domains: readonly PracticeDomain[] = [
  {
    name: 'example.test',
    mailboxes: ['alice', 'bob', 'full'],
    aliases: {
      info: ['sales'],
      sales: ['alice'],
      both: ['alice', 'bob'],
      away: ['carol@elsewhere.example'],
      mixed: ['bob', 'carol@elsewhere.example'],
      over: ['dora@shop.test'],
    },
    lists: {
      staff: { members: ['alice', 'bob'], from: 'members' },
      inner: { members: ['alice'], from: 'logged-in' },
      news: { members: ['alice', 'carol@elsewhere.example'], owner: 'bob' },
    },
    quotas: { full: { messages: 1 }, bob: { octets: 500, reply: 552 } },
  },
  { name: 'shop.test', mailboxes: ['dora'], lists: {}, catchAll: 'dora', tagSeparator: null },
]

async function hostWith(more: object = {}): Promise<{ host: MailHost; peer: MailServer }> {
  const peer = await setting.peer({ policy: refusing({ nobody: 550 }) })
  const host = await setting.host({
    practice: { domains },
    auth: aliceLogsIn,
    outgoing: { smartHost: { host: '127.0.0.1', port: peer.port }, retries: { delays: [30] } },
    ...more,
  })
  return { host, peer }
}

const said = ({ recipients }: TransactionResult) => {
  const { reply } = recipients[0]!
  return `${reply!.code} ${reply!.enhanced?.join('.')} ${replyText(reply!).split('\n')[0]}`
}
const from = 'me@elsewhere.example'

describe('addresses', () => {
  it.each([
    ['alice@example.test', ['alice@example.test']],
    ['Alice+shop@example.test', ['alice@example.test']],
    ['info@example.test', ['alice@example.test']],
    ['both@example.test', ['alice@example.test', 'bob@example.test']],
    ['over@example.test', ['dora@shop.test']],
    ['anybody@shop.test', ['dora@shop.test']],
    ['dora+x@SHOP.test', ['dora@shop.test']],
    ['postmaster', ['postmaster@example.test']],
    ['Postmaster@shop.test', ['postmaster@shop.test']],
    ['alice@mail.example.test', ['alice@example.test']],
    ['away@example.test', ['carol@elsewhere.example']],
  ])('%s ends in %j', async (to, mailboxes) => {
    const { host } = await hostWith()
    await post(host.server, { from, to: [to] })
    expect((await host.server.waitFor({ to })).mailboxes).toEqual(mailboxes)
  })

  it.each([
    [
      'nobody@example.test',
      /^550 5\.1\.1 No such user here: nobody@example\.test; there are alice, bob, full, postmaster/,
    ],
    ['alice-x@example.test', /^550 5\.1\.1/],
    ['+x@example.test', /^550 5\.1\.1/],
    ['x@third.test', /^550 5\.7\.1 Relaying denied: mail for example\.test, shop\.test only, not for third\.test$/],
  ])('nobody is %s', async (to, reply) => {
    const { host } = await hostWith()
    expect(said(await post(host.server, { from, to: [to] }))).toMatch(reply)
  })
})

describe('a domain in another script', () => {
  const domains: readonly PracticeDomain[] = [
    {
      name: 'bücher.test',
      mailboxes: ['otto', 'otto-karl'],
      lists: { all: ['otto'] },
      aliases: { chef: ['otto'] },
      tagSeparator: '-',
    },
    { name: 'shop.test', mailboxes: ['bounce', '550'], lists: { drop: ['bounce'] }, catchAll: 'bounce' },
  ]
  const hostOfBooks = () => setting.host({ practice: { domains } })

  it.each([
    ['otto@bücher.test', 'otto@bücher.test'],
    ['otto@xn--bcher-kva.test', 'otto@bücher.test'],
    ['chef@XN--BCHER-KVA.test', 'otto@bücher.test'],
    ['otto@BÜCHER.test', 'otto@bücher.test'],
    ['otto-karl@bücher.test', 'otto-karl@bücher.test'],
    ['otto-karl-x-y@bücher.test', 'otto-karl@bücher.test'],
    ['otto-x-y@bücher.test', 'otto@bücher.test'],
  ])('%s is %s', async (to, mailbox) => {
    const { server } = await hostOfBooks()
    const mailParams = [{ keyword: 'SMTPUTF8', value: null }]
    expect(said(await post(server, { from, mailParams, to: [to] }))).toMatch(/^250/)
    expect((await server.waitFor({ to })).mailboxes).toEqual([mailbox])
  })

  it('is named in letters that every client can read', async () => {
    const { server } = await hostOfBooks()
    expect(said(await post(server, { from, to: ['x@third.test'] }))).toBe(
      '550 5.7.1 Relaying denied: mail for xn--bcher-kva.test, shop.test only, not for third.test',
    )
    const session = await connect({ host: '127.0.0.1', port: server.port })
    await hello(session, 'client.elsewhere.example')
    expect(replyText(await session.command('VRFY otto'))).toBe('<otto@xn--bcher-kva.test>')
    expect(replyText(await session.command('EXPN all'))).toBe('<otto@xn--bcher-kva.test>')
    expect(replyText(await session.command('HELP'))).toMatch(/^[\0-\x7f]*$/)
    await session.command('MAIL FROM:<x@third.test>')
    expect(replyText(await session.command('RCPT TO:<x@xn--bcher-kva.test>'))).toMatch(/^[\0-\x7f]* otto, [\0-\x7f]*$/)
    expect(server.config.hostname).toBe('mail.xn--bcher-kva.test')
    await session.quit()
  })

  it.each(['bounce', '550', 'drop'])('%s@ that there truly is makes no trouble', async (name) => {
    const { host } = { host: await hostOfBooks() }
    expect(said(await post(host.server, { from: 'bounce@shop.test', to: [`${name}@shop.test`] }))).toMatch(/^250/)
    expect(host.store.messages).toHaveLength(1)
  })
})

describe('lists', () => {
  it('let everybody write whom they reach', async () => {
    const name = 'example.test'
    const lists = { all: { members: ['staff', 'info'], from: 'members' }, staff: ['bob'] } as const
    const domain = { name, mailboxes: ['alice', 'bob', 'eve'], aliases: { info: ['alice'] }, lists }
    const { server } = await setting.host({ practice: { domains: [domain] } })
    const sent = async (from: string) => said(await post(server, { from, to: ['all@example.test'] }))
    for (const each of ['bob', 'alice', 'info', 'staff']) expect(await sent(`${each}@${name}`)).toMatch(/^250/)
    expect(await sent(`eve@${name}`)).toMatch(/^550 5\.7\.124/)
  })

  it.each([
    ['staff', 'me@elsewhere.example', undefined, /^550 5\.7\.124 Sender not in the allowed-senders list of the group/],
    ['staff', '', undefined, /^550 5\.7\.124/],
    ['staff', 'Bob@example.test', undefined, /^250/],
    ['inner', 'bob@example.test', undefined, /^550 5\.7\.133 Sender not authenticated for group: inner@example\.test/],
    ['inner', 'bob@example.test', 'alice', /^250/],
    ['news', 'me@elsewhere.example', undefined, /^250/],
  ])('%s hears from %j, logged in as %s', async (list, from, user, reply) => {
    const { host } = await hostWith()
    const letter = { from, to: [`${list}@example.test`], ...(user !== undefined && { user }) }
    expect(said(await post(host.server, letter))).toMatch(reply)
  })

  it('send to members elsewhere, and let their owner know of failures', async () => {
    const { host, peer } = await hostWith()
    await post(host.server, { from, to: [notify('news@example.test', 'SUCCESS')] })
    const sent = await peer.waitFor({ to: 'carol@elsewhere.example' })
    expect(sent).toMatchObject({ from: 'bob@example.test', params: { rcpt: [[]] } })
    expect(await text(sent)).toMatch(
      /^Received: from client\.elsewhere\.example \(\[127\.0\.0\.1\]\)\r\n\tby mail\.example\.test with ESMTP id \S+\r\n\tfor <news@example\.test>; /,
    )
    const report = await host.server.waitFor({ to: from })
    expect(readDsn(await report.content.bytes())?.recipients).toMatchObject([
      { finalRecipient: 'news@example.test', action: 'delivered' },
    ])
  })
})

describe('aliases that lead elsewhere', () => {
  it('keep the reverse-path and what the sender wants to know', async () => {
    const { host, peer } = await hostWith()
    const mailParams = [
      { keyword: 'ENVID', value: 'e-1' },
      { keyword: 'RET', value: 'HDRS' },
    ]
    await post(host.server, {
      from,
      mailParams,
      to: [notify('away@example.test', 'SUCCESS', 'rfc822;away@example.test')],
    })
    const sent = await peer.waitFor({ to: 'carol@elsewhere.example' })
    expect(sent).toMatchObject({
      from,
      params: {
        mail: expect.arrayContaining(['ENVID=e-1', 'RET=HDRS']) as string[],
        rcpt: [['NOTIFY=SUCCESS', 'ORCPT=rfc822;away@example.test']],
      },
    })
  })

  it('and to several tell of the expansion themselves', async () => {
    const { host, peer } = await hostWith()
    await post(host.server, { from, to: [notify('mixed@example.test', 'SUCCESS,FAILURE')] })
    expect((await peer.waitFor({ to: 'carol@elsewhere.example' })).params.rcpt).toEqual([['NOTIFY=FAILURE']])
    const report = await host.server.waitFor({ to: from })
    expect(readDsn(await report.content.bytes())).toMatchObject({
      recipients: [{ finalRecipient: 'mixed@example.test', action: 'expanded' }],
    })
  })
})

describe('quotas', () => {
  it('by number: full at RCPT, until somebody deletes something', async () => {
    const { host } = await hostWith()
    const letter = { from, to: ['full@example.test'] }
    expect(said(await post(host.server, letter))).toMatch(/^250/)
    expect(said(await post(host.server, letter))).toBe(
      '452 4.2.2 The mailbox of full@example.test is full: 1 of 1 messages. Try again later',
    )
    await host.store.delete({ query: { terms: [] } })
    expect(said(await post(host.server, letter))).toMatch(/^250/)
  })

  it('by octets: what is too large is refused behind the data, or at RCPT where its size is said', async () => {
    const { host } = await hostWith()
    const letter = { from, to: ['bob@example.test'], content: `Subject: x\r\n\r\n${'x'.repeat(600)}\r\n` }
    const late = await post(host.server, letter)
    expect(late.message).toMatchObject({ code: 552, enhanced: [5, 2, 2] })
    const early = await post(host.server, { ...letter, mailParams: [{ keyword: 'SIZE', value: '616' }] })
    expect(said(early)).toBe('552 5.2.2 The mailbox of bob@example.test holds 500 octets, and the message has 616')
    expect(host.store.messages).toHaveLength(0)
  })

  it('where others get the message, who has no room is reported', async () => {
    const { host } = await hostWith()
    const content = `Subject: x\r\n\r\n${'x'.repeat(600)}\r\n`
    await post(host.server, { from: 'alice@example.test', to: ['full@example.test', 'bob@example.test'], content })
    const report = await host.server.waitFor({ to: 'alice@example.test' })
    expect(readDsn(await report.content.bytes())?.recipients).toMatchObject([
      { finalRecipient: 'bob@example.test', action: 'failed', status: '5.2.2' },
    ])
    expect((await host.server.waitFor({ to: 'full@example.test' })).mailboxes).toEqual(['full@example.test'])
  })

  it.each(['all', 'team', 'more'])('hold for a list too, whose owner is told: %s@', async (to) => {
    const list = { name: 'example.test', mailboxes: ['full', 'alice', 'boss'], quotas: { full: { octets: 1 } } }
    const lists = { all: { members: ['full', 'alice'], owner: 'boss' }, more: ['all'] }
    const aliases = { team: ['all'] }
    const { host } = await hostWith({ practice: { domains: [{ ...list, aliases, lists }] } })
    await post(host.server, { from, to: [`${to}@example.test`] })
    const report = await host.server.waitFor({ to: 'boss@example.test' })
    expect(await text(report)).toMatch(/Final-Recipient: rfc822; full@example\.test/)
    expect(host.store.messages.find(({ to }) => to[0] === from)).toBeUndefined()
  })
})

describe('success reports', () => {
  it.each([
    ['SUCCESS', 1],
    ['FAILURE', 0],
    ['NEVER', 0],
  ])('for NOTIFY=%s: %i', async (value, count) => {
    const { host } = await hostWith()
    await post(host.server, { from: 'bob@example.test', to: [notify('alice@example.test', value)] })
    await host.server.waitFor({ to: 'alice@example.test' })
    const reports = host.store.messages.filter(({ from }) => from === '')
    expect(reports).toHaveLength(count)
    if (count === 0) return
    expect(readDsn(await reports[0]!.content.bytes())?.recipients).toMatchObject([
      { finalRecipient: 'alice@example.test', action: 'delivered', status: '2.0.0' },
    ])
  })

  it('are never sent to the null reverse-path', async () => {
    const { host } = await hostWith()
    await post(host.server, { from: '', to: [notify('alice@example.test', 'SUCCESS'), 'bounce@example.test'] })
    expect(host.store.messages).toHaveLength(1)
  })
})

it.each([
  [[], true],
  [['RET=FULL'], true],
  [['RET=HDRS', 'ENVID=e+2D1'], false],
])('a failure report with %j has what the sender wants: all of it is %s', async (params, isWhole) => {
  const { host } = await hostWith()
  const mailParams = params.map((param) => {
    const [keyword, value] = param.split('=') as [string, string]
    return { keyword, value }
  })
  const recipient = notify('bounce@example.test', 'FAILURE', 'rfc822;Bounce+2Bx@example.test')
  await post(host.server, { from: 'alice@example.test', mailParams, to: [recipient] })
  const report = await host.server.waitFor({ to: 'alice@example.test', from: '' })
  const body = await text(report)
  expect(body).toContain('Subject: hello\r\n')
  expect(body.includes('This is it.')).toBe(isWhole)
  expect(body).toContain(isWhole ? 'Content-Type: message/rfc822' : 'Content-Type: text/rfc822-headers')
  const dsn = readDsn(await report.content.bytes())!
  expect(dsn.recipients).toMatchObject([
    { originalRecipient: 'Bounce+x@example.test', finalRecipient: 'bounce@example.test', action: 'failed' },
  ])
  expect(dsn.envelopeId).toBe(params.length > 1 ? 'e-1' : null)
})

it('a submission that fails elsewhere is reported to who sent it', async () => {
  const { host } = await hostWith()
  await post(host.server, { from: 'alice@example.test', to: ['nobody@elsewhere.example'], user: 'alice' })
  const report = await host.server.waitFor({ to: 'alice@example.test', contains: 'Action: failed' })
  expect(readDsn(await report.content.bytes())).toMatchObject({
    reportingMta: 'mail.example.test',
    recipients: [{ finalRecipient: 'nobody@elsewhere.example', status: '5.1.1' }],
  })
})

it('mail that has passed too many hosts is going in circles', async () => {
  const { host } = await hostWith()
  const received = (count: number) => 'Received: from a by b; Sat, 1 Aug 2026 12:00:00 +0000\r\n'.repeat(count)
  const letter = (count: number) => ({
    from,
    to: ['alice@example.test'],
    content: `${received(count)}Subject: x\r\n\r\nx\r\n`,
  })
  expect((await post(host.server, letter(50))).message).toMatchObject({ code: 250 })
  expect((await post(host.server, letter(51))).message).toMatchObject({ code: 554, enhanced: [5, 4, 6] })
  expect(host.store.messages).toHaveLength(1)
})

it('copies of everything are sent on, and nobody is told where that fails', async () => {
  const peer = await setting.peer({ policy: refusing({ nobody: 550 }) })
  const smartHost = { host: '127.0.0.1', port: peer.port }
  const host = await setting.host({ outgoing: { smartHost, copiesTo: ['me@home.example', 'nobody@home.example'] } })
  await post(host.server, { from: 'app@localhost.example', to: ['anybody@anywhere.example'] })
  const copy = await peer.waitFor({ to: 'me@home.example' })
  expect(copy).toMatchObject({ from: 'app@localhost.example', to: ['me@home.example'] })
  expect(host.store.messages).toHaveLength(1)
})

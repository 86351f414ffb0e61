import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { MailpitClient } from 'mailpit-api'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { readImageSize } from '../../src/message/image-size.ts'
import { createServer } from '../../src/store/mail-server.ts'
import { ZoneResolver } from '../../src/wire/resolver/zone.ts'
import { startSite } from './site.ts'

let site: Awaited<ReturnType<typeof startSite>>
let mailpit: MailpitClient

beforeAll(async () => {
  site = await startSite({ base: '/mail/' })
  mailpit = new MailpitClient(site.url)
})
afterAll(() => site[Symbol.asyncDispose]())
beforeEach(() => mailpit.deleteMessages())

const letter = {
  From: { Email: 'ann@example.org', Name: 'Ann "A" Other' },
  To: [{ Email: 'bob@example.test', Name: 'Böb' }],
  Cc: [{ Email: 'cc@example.test' }],
  Bcc: ['secret@example.test'],
  Subject: 'Welcome',
  Text: 'Your code is 482913.',
  HTML: '<p>Your code is <b>482913</b>.</p>',
  Tags: ['signup'],
  Headers: { 'X-Campaign': '7' },
  Attachments: [{ Filename: 'a.txt', Content: Buffer.from('hello').toString('base64'), ContentType: 'text/plain' }],
}

describe("mailpit's client", () => {
  it('sends, lists, and reads', async () => {
    const { ID } = await mailpit.sendMessage(letter)
    const list = await mailpit.listMessages()
    expect(list).toMatchObject({
      total: 1,
      unread: 1,
      count: 1,
      messages_count: 1,
      messages_unread: 1,
      tags: ['signup'],
    })
    expect(list.messages[0]).toMatchObject({
      ID,
      From: { Name: 'Ann "A" Other', Address: 'ann@example.org' },
      Bcc: [{ Name: '', Address: 'secret@example.test' }],
      Subject: 'Welcome',
      Attachments: 1,
      Read: false,
    })
    const message = await mailpit.getMessageSummary()
    expect(message).toMatchObject({ ID, To: [{ Name: 'Böb', Address: 'bob@example.test' }], Tags: ['signup'] })
    expect(message.Text.trim()).toBe('Your code is 482913.')
    expect(message.HTML).toContain('<b>482913</b>')
    const [file] = message.Attachments
    expect(file).toMatchObject({ FileName: 'a.txt', Size: 5 })
    expect(await (await mailpit.getMessageAttachment(ID, file!.PartID)).text()).toBe('hello')
    const blank = await mailpit.getAttachmentThumbnail(ID, file!.PartID)
    expect(readImageSize(new Uint8Array(await blank.arrayBuffer()))).toEqual({
      type: 'image/png',
      width: 180,
      height: 120,
    })
    expect((await mailpit.listMessages()).unread).toBe(0)
    expect((await mailpit.getMessageHeaders(ID))['X-Campaign']).toEqual(['7'])
    expect(await mailpit.getMessageSource(ID)).toContain('Subject: Welcome\r\n')
    expect(await mailpit.renderMessageHTML(ID)).toContain('<b>482913</b>')
    expect((await mailpit.renderMessageText(ID)).trim()).toBe('Your code is 482913.')
  })

  it('has a thumbnail of an image: the image itself, unless nobody could bear to show it', async () => {
    const thumbnail = async (image: Uint8Array) => {
      const Content = Buffer.from(image).toString('base64')
      const { ID } = await mailpit.sendMessage({
        ...letter,
        Attachments: [{ Filename: 'a.png', Content, ContentType: 'image/png' }],
      })
      const [file] = (await mailpit.getMessageSummary(ID)).Attachments
      return new Uint8Array(await (await mailpit.getAttachmentThumbnail(ID, file!.PartID)).arrayBuffer())
    }
    const image = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    expect(await thumbnail(image)).toEqual(new Uint8Array(image))
    const bomb = Buffer.from(image)
    bomb.writeUInt32BE(100_000, 16)
    bomb.writeUInt32BE(100_000, 20)
    expect(readImageSize(await thumbnail(bomb))).toMatchObject({ width: 180, height: 120 })
  })

  it('searches, marks, and deletes', async () => {
    for (const Subject of ['one', 'two', 'two']) await mailpit.sendMessage({ ...letter, Subject })
    expect((await mailpit.searchMessages({ query: 'subject:two' })).messages_count).toBe(2)
    expect((await mailpit.waitForMessage({ query: 'subject:one' })).Subject).toBe('one')
    expect((await mailpit.waitForMessages({ query: 'subject:two', count: 2, exact: true })).messages_count).toBe(2)
    await expect(mailpit.waitForMessages({ count: 4 }, { timeout: 60, interval: 20 })).rejects.toThrow('Timeout')
    await mailpit.setReadStatus({ Search: 'subject:two', Read: true })
    expect((await mailpit.searchMessages({ query: 'is:read' })).messages_count).toBe(3)
    await mailpit.setReadStatus()
    expect((await mailpit.listMessages()).unread).toBe(3)
    await mailpit.deleteMessagesBySearch({ query: 'subject:two' })
    expect((await mailpit.listMessages()).messages.map(({ Subject }) => Subject)).toEqual(['one'])
  })

  it('knows the day of whoever asks', async () => {
    await mailpit.sendMessage(letter)
    const { Created } = (await mailpit.listMessages()).messages[0]!
    // What the wall shows at this moment, where it is fourteen hours later than in UTC, and eleven earlier.
    for (const [tz, hours] of [
      ['Pacific/Kiritimati', 14],
      ['Pacific/Pago_Pago', -11],
    ] as const) {
      const wall = (ms: number) => new Date(Date.parse(Created) + hours * 3_600_000 + ms).toISOString().slice(0, 19)
      const count = async (query: string) => (await mailpit.searchMessages({ query, tz })).messages_count
      expect([await count(`after:"${wall(-60_000)}"`), await count(`after:"${wall(60_000)}"`)]).toEqual([1, 0])
    }
    expect((await mailpit.searchMessages({ query: 'after:2020-01-01', tz: 'Nowhere/Town' })).messages_count).toBe(1)
  })

  it('gives a search that is deleted no more, and the others', async () => {
    for (const Subject of ['one', 'two']) await mailpit.sendMessage({ ...letter, Subject })
    await mailpit.deleteMessages({ IDs: [(await mailpit.getMessageSummary()).ID] })
    expect((await mailpit.listMessages()).messages.map(({ Subject }) => Subject)).toEqual(['one'])
    await expect(mailpit.searchMessages({ query: 'before:never' })).rejects.toThrow('400')
  })

  it('logs in, and releases a message to whom the operator allows', async () => {
    await using peer = await createServer()
    await using closed = await startSite(
      { users: { ann: [{ password: 'sécret' }] } },
      { outgoing: { release: { to: ['*@example.org'], hosts: [{ host: '127.0.0.1', port: peer.port }] } } },
    )
    await expect(new MailpitClient(closed.url).getInfo()).rejects.toThrow('401')
    const client = new MailpitClient(closed.url, { auth: { username: 'ann', password: 'sécret' } })
    await client.sendMessage(letter)
    expect((await client.getConfiguration()).MessageRelay).toMatchObject({
      Enabled: true,
      SMTPServer: `127.0.0.1:${peer.port}`,
      AllowedRecipients: '*@example.org',
    })
    expect(await client.releaseMessage('latest', { To: ['zoe@example.org'] })).toBe('ok')
    expect((await (await peer.waitFor({ to: 'zoe@example.org' })).overview()).subject).toBe('Welcome')
    await expect(client.releaseMessage('latest', { To: ['zoe@elsewhere.example'] })).rejects.toThrow('403')
  })

  it('has tags', async () => {
    const { ID } = await mailpit.sendMessage(letter)
    await mailpit.setTags({ IDs: [ID], Tags: ['a b', 'c<>'] })
    expect(await mailpit.getTags()).toEqual(['a b', 'c'])
    await mailpit.renameTag('a b', 'd')
    await mailpit.deleteTag('c')
    expect(await mailpit.getTags()).toEqual(['d'])
  })

  it('asks for what the server is, and makes trouble', async () => {
    expect(await mailpit.getInfo()).toMatchObject({ Version: '0.0.0', Messages: 0 })
    expect(await mailpit.getConfiguration()).toMatchObject({ ChaosEnabled: true, MessageRelay: { Enabled: false } })
    const set = await mailpit.setChaosTriggers({ Sender: { ErrorCode: 451, Probability: 100 } })
    expect(set.Sender).toEqual({ ErrorCode: 451, Probability: 100 })
    expect((await mailpit.setChaosTriggers()).Sender.Probability).toBe(0)
    expect(await mailpit.getChaosTriggers()).toMatchObject({ Recipient: { Probability: 0 } })
  })

  it('gets what HTML says where there is no text, and none where there is neither', async () => {
    const { Text: _, ...page } = letter
    await mailpit.sendMessage(page)
    expect((await mailpit.getMessageSummary()).Text.trim()).toBe('Your code is 482913.')
    expect((await mailpit.renderMessageText()).trim()).toBe('Your code is 482913.')
    const { HTML: __, ...bare } = page
    await mailpit.sendMessage(bare)
    expect((await mailpit.renderMessageText()).trim()).toBe('')
  })

  it('is told how the HTML is shown', async () => {
    await mailpit.sendMessage({ ...letter, HTML: '<div style="display:grid"><p>x</p></div>' })
    const { Total, Platforms, Warnings } = await mailpit.htmlCheck()
    expect(Total).toMatchObject({ Nodes: 2 })
    expect(Total.Tests).toBeGreaterThan(300)
    expect(Total.Supported + Total.Partial + Total.Unsupported).toBeCloseTo(100)
    expect(Platforms['windows']).toContain('Outlook')
    const grid = Warnings.find(({ Slug }) => Slug === 'css-display-grid')!
    expect(grid).toMatchObject({
      Title: 'display:grid',
      Category: 'css',
      URL: 'https://www.caniemail.com/features/css-display-grid/',
      Score: { Found: 1 },
    })
    expect(grid.Results).toContainEqual({
      Name: 'Outlook Windows (2019)',
      Family: 'outlook',
      Platform: 'windows',
      Version: '2019',
      Support: 'no',
      NoteNumber: '',
    })
    const { Results, NotesByNumber } = Warnings.find(({ Slug }) => Slug === 'css-display')!
    const { NoteNumber } = Results.find(({ Family, Platform }) => Family === 'outlook' && Platform === 'windows')!
    expect(NotesByNumber[NoteNumber as unknown as number]).toContain('<code>display:none</code>')
  })

  it('has the links asked, where they are redirected to as well, and is told why one was not', async () => {
    const server = createHttpServer(({ url }, response) => {
      response.writeHead(url === '/old' ? 301 : url === '/new' ? 200 : 404, { location: '/new' }).end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    await using site = await startSite({
      linkCheck: {
        resolver: new ZoneResolver('there.example. A 127.0.0.1'),
        allows: (address) => address === '127.0.0.1',
      },
    })
    const client = new MailpitClient(site.url)
    const there = `http://there.example:${(server.address() as AddressInfo).port}`
    const inside = 'http://192.168.0.1/'
    await client.sendMessage({
      ...letter,
      HTML: `<a href="${there}/old">old</a> <a href="${inside}">inside</a>`,
      Text: `see ${there}/gone`,
    })
    const refused = { URL: inside, StatusCode: 0, Status: 'not asked: 192.168.0.1 is no public address' }
    const gone = { URL: `${there}/gone`, StatusCode: 404, Status: 'Not Found' }
    expect(await client.linkCheck()).toEqual({
      Errors: 2,
      Links: [{ URL: `${there}/old`, StatusCode: 301, Status: 'Moved Permanently' }, refused, gone],
    })
    expect((await client.linkCheck('latest', true)).Links[0]).toEqual({
      URL: `${there}/old`,
      StatusCode: 200,
      Status: 'OK',
    })
  })

  it('is told what there is not', async () => {
    await mailpit.sendMessage(letter)
    expect((await mailpit.spamAssassinCheck()).Error).not.toBe('')
    await mailpit.sendMessage({ ...letter, HTML: '', Text: 'plain' })
    await expect(mailpit.htmlCheck()).rejects.toThrow('400')
    await expect(mailpit.releaseMessage('latest', { To: ['x@example.org'] })).rejects.toThrow('release is off')
    await expect(mailpit.getMessageSummary('nobody')).rejects.toThrow('404')
  })

  it('cannot begin a header of its own', async () => {
    const bad = { ...letter, Headers: { 'X-A': 'b\r\nBcc: c@example.test' } }
    await expect(mailpit.sendMessage(bad)).rejects.toThrow('one line')
    await expect(mailpit.sendMessage({ ...letter, Headers: { To: 'x' } })).rejects.toThrow('cannot overwrite')
    await expect(mailpit.sendMessage({ ...letter, To: [{ Email: 'a@b>\r\n' }] })).rejects.toThrow('invalid address')
  })
})

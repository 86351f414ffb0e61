import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSite } from './site.ts'

/** Messages that are made to do harm to who looks at them: taken in, shown as far as it goes, and everything goes on. */

/** A PNG that says to be so large, and has hardly any octets. */
function png(side: number): string {
  const octets = Buffer.alloc(33)
  octets.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  octets.writeUInt32BE(13, 8)
  octets.write('IHDR', 12, 'latin1')
  octets.writeUInt32BE(side, 16)
  octets.writeUInt32BE(side, 20)
  octets.set([8, 2], 24)
  return octets.toString('base64')
}

const lines = (...each: readonly string[]) => each.join('\r\n')
const head = (type: string) => lines('Subject: bomb', 'MIME-Version: 1.0', `Content-Type: ${type}`, '', '')

const attachment = (disposition: string, type = 'application/zip') =>
  lines(`Content-Type: ${type}`, `Content-Disposition: ${disposition}`, '', 'PK')

const nested = (depth: number): string =>
  depth === 0
    ? lines('Content-Type: text/plain', '', 'at the bottom')
    : lines('Content-Type: message/rfc822', '', nested(depth - 1))

function deep(depth: number): string {
  let text = lines('Content-Type: text/plain', '', 'at the bottom')
  for (let i = depth; i > 0; i--)
    text = lines(`Content-Type: multipart/mixed; boundary=b${i}`, '', `--b${i}`, text, `--b${i}--`, '')
  return text
}

const bombs: Readonly<Record<string, string>> = {
  'of 20,000 parts': `${head('multipart/mixed; boundary=b')}${'--b\r\n\r\nx\r\n'.repeat(20_000)}--b--`,
  'of 20,000 parts that are attachments': `${head('multipart/mixed; boundary=b')}${`--b\r\n${attachment('attachment; filename=a')}\r\n`.repeat(20_000)}--b--`,
  '1,000 deep': lines('Subject: bomb', 'MIME-Version: 1.0', deep(1000)),
  'in 1,000 messages': lines('Subject: bomb', 'MIME-Version: 1.0', nested(1000)),
  'of a boundary that is everywhere': `${head('multipart/mixed; boundary=b')}${'--b'.repeat(500_000)}`,
  'of 100,000 header fields': `${'X-Y: z\r\n'.repeat(100_000)}\r\nx`,
  'of one endless header field': `Subject: ${'word '.repeat(180)}${'\r\n word'.repeat(200_000)}\r\n\r\nx`,
  'of 10,000 levels of HTML': `${head('text/html')}${'<div>'.repeat(10_000)}x`,
  'of encoded words': `Subject:${' =?utf-8?q?=41?=\r\n'.repeat(50_000)}\r\nx`,
}

describe('a message', { timeout: 60_000 }, () => {
  let site: Awaited<ReturnType<typeof startSite>>
  beforeAll(async () => {
    site = await startSite()
  })
  afterAll(() => site[Symbol.asyncDispose]())

  it.each(Object.entries(bombs))('%s is kept, shown as far as it goes, and holds nobody up', async (name, bomb) => {
    const to = `${Object.keys(bombs).indexOf(name)}@example.test`
    await site.send(bomb, [to])
    const { id, content } = await site.mail.server.waitFor({ to })
    expect(Buffer.from(await content.bytes()).toString('latin1')).toBe(`${bomb}\r\n`)
    let longest = 0
    for (const path of [
      `api/v2/messages/${id}`,
      `api/v2/messages/${id}/raw`,
      `api/v2/messages/${id}/html`,
      `api/v1/message/${id}`,
      `api/v1/message/${id}/headers`,
      'api/v1/messages',
      `api/v2/messages?query=bomb`,
    ]) {
      const started = performance.now()
      const answer = await fetch(new URL(path, site.url))
      await answer.arrayBuffer()
      longest = Math.max(longest, performance.now() - started)
      expect([path, answer.status < 500]).toEqual([path, true])
    }
    // Most of it in a few hundredths; the rest is for machines that are busy.
    expect(longest).toBeLessThan(5_000)
  })

  it('with a picture of ten thousand million pixels shows none', async () => {
    const parts = [100, 100_000].map((side) =>
      lines('Content-Type: image/png', 'Content-Transfer-Encoding: base64', '', png(side)),
    )
    await site.send(
      `${head('multipart/mixed; boundary=b')}${parts.map((part) => `--b\r\n${part}\r\n`).join('')}--b--`,
      ['picture@example.test'],
    )
    const { id } = await site.mail.server.waitFor({ to: 'picture@example.test' })
    const dispositions = await Promise.all(
      ['1.1', '1.2'].map(async (part) => {
        const { status, headers } = await fetch(new URL(`api/v2/messages/${id}/parts/${part}`, site.url))
        expect([status, headers.get('x-content-type-options')]).toEqual([200, 'nosniff'])
        return headers.get('content-disposition')!.split(';')[0]
      }),
    )
    expect(dispositions).toEqual(['inline', 'attachment'])
  })

  it.each([
    ['attachment; filename="../../etc/passwd"', '_.._etc_passwd'],
    ['attachment; filename="C:\\\\Windows\\\\system32\\\\con.zip"', 'C__Windows_system32_con.zip'],
    ['attachment; filename="con.zip"', '_con.zip'],
    [`attachment; filename*=utf-8''a%0d%0aSet-Cookie:%20x=y%0d%0a%0d%0a.zip`, 'a__Set-Cookie_ x=y____.zip'],
    [`attachment; filename*=utf-8''gpj%E2%80%AEexe.zip`, 'gpj_exe.zip'],
    ['attachment; filename="=?utf-8?q?x=0D=0AX-Injected:_1?="', 'x__X-Injected_ 1'],
    ['attachment; filename=".htaccess"', 'htaccess'],
    ['attachment; filename="/"', 'part-1.1.bin'],
    ['attachment; filename="a\0b.zip"', 'a_b.zip'],
  ])('hands out %s by the name %j', async (given, name) => {
    const to = `name${Buffer.from(given).toString('hex').slice(-40)}@example.test`
    await site.send(`${head('multipart/mixed; boundary=b')}--b\r\n${attachment(given)}\r\n--b--`, [to])
    const { id } = await site.mail.server.waitFor({ to })
    const { headers, status } = await fetch(new URL(`api/v2/messages/${id}/parts/1.1`, site.url))
    expect(status).toBe(200)
    expect(headers.get('set-cookie')).toBeNull()
    expect(headers.get('x-injected')).toBeNull()
    const disposition = headers.get('content-disposition')!
    expect(disposition).toMatch(/^attachment; filename="[^"]+"(?:; filename\*=UTF-8''\S+)?$/)
    const [, plain, encoded = plain] = /filename="(.*?)"(?:; filename\*=UTF-8''(\S+))?$/.exec(disposition)!
    const shown = [plain!, decodeURIComponent(encoded!)]
    expect(shown).toEqual([name, name])
    for (const each of shown) expect(each).toMatch(/^[^./\\:*?"<>|\p{C}][^/\\:*?"<>|\p{C}]*$/u)
  })
})

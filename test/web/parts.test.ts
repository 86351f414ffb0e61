import { afterAll, beforeAll, expect, it } from 'vitest'
import { startSite } from './site.ts'

let site: Awaited<ReturnType<typeof startSite>>

beforeAll(async () => (site = await startSite()))
afterAll(() => site[Symbol.asyncDispose]())

it.each([
  ['text/plain; charset=iso-8859-1', 'gr=FCn', 'iso-8859-1', 'grün'],
  ['text/plain; charset=UTF-8', 'gr=C3=BCn', 'utf-8', 'grün'],
  ['text/plain; charset=us-ascii', 'gr=C3=BCn', 'utf-8', 'grün'],
  ['text/plain', 'gr=FCn', 'windows-1252', 'grün'],
  ['text/plain; charset=x-nobody-knows', 'gr=C3=BCn', 'utf-8', 'grün'],
  ['text/plain; charset="x; y=z"', 'green', 'utf-8', 'green'],
])('text of %s is shown as what it is: %s', async (type, text, charset, shown) => {
  const to = `text${Math.random()}@example.test`
  const part = `Content-Type: ${type}\r\nContent-Disposition: attachment; filename=a.txt\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${text}`
  await site.send(`MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n${part}\r\n--b--`, [to])
  const { id } = await site.mail.server.waitFor({ to })
  for (const path of [`api/v2/messages/${id}/parts/1.1`, `api/v1/message/${id}/part/1.1`]) {
    const { headers, ...answer } = await fetch(new URL(path, site.url)).then(async (response) => ({
      headers: response.headers,
      bytes: await response.arrayBuffer(),
    }))
    expect(headers.get('content-type')).toBe(`text/plain; charset=${charset}`)
    expect(headers.get('content-disposition')).toMatch(/^inline/)
    expect(new TextDecoder(charset).decode(answer.bytes)).toBe(shown)
  }
})

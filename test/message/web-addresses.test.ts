import { expect, it } from 'vitest'
import { findWebAddresses } from '../../src/message/web-addresses.ts'

const html = (page: string, text?: string) =>
  findWebAddresses(
    Buffer.from(
      text === undefined
        ? `Content-Type: text/html\r\n\r\n${page}`
        : `Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n${text}\r\n--b\r\nContent-Type: text/html\r\n\r\n${page}\r\n--b--`,
    ),
  )

it('lists links, style sheets, images and what is in the text, each once', () => {
  const page = `<link rel="Stylesheet preload" href="https://x.test/a.css"><link rel=icon href="https://x.test/icon">
    <!-- <img src="https://x.test/comment"> --><script>"<img src=https://x.test/script>"</script>
    <a href="http://x.test/?a=1&amp;b=2"><img src=" https://x.test/a.png "></a><map><area href=HTTPS://x.test/area></map>
    <img src="https://x.test/a.png"><img src="cid:a"><img src="data:image/png;base64,AA"><img src="/relative"><img>
    <a href="mailto:a@b.test">m</a><a href="ftp://x.test/">f</a><a href="javascript:x">j</a>`
  const found = ['http://x.test/?a=1&b=2', 'HTTPS://x.test/area', 'https://x.test/a.css', 'https://x.test/a.png']
  expect(html(page)).toEqual(found)
  expect(html(page, 'See https://x.test/text, https://x.test/a.png.')).toEqual([...found, 'https://x.test/text'])
  expect(html('<p>https://x.test/said</p>', ' ')).toEqual(['https://x.test/said'])
})

it('lists 500, and none that is cut off', () => {
  const images = Array.from({ length: 2000 }, (_, i) => `<img src="https://x.test/${i}">`)
  const found = html(`<a href="https://x.test/${'a'.repeat(3000)}"></a>${images.join('')}`, 'https://x.test/text')
  expect(found).toHaveLength(500)
  expect(found[499]).toBe('https://x.test/499')
})

it('reads what stands behind much else', () => {
  expect(html(`<p>${'x'.repeat(600_000)}</p><img src="https://x.test/a">`)).toEqual(['https://x.test/a'])
})

it('finds nothing where there is nothing', () => {
  expect(findWebAddresses(Buffer.from(''))).toEqual([])
  expect(findWebAddresses(Buffer.from('Content-Type: image/png\r\n\r\nhttps://x.test/'))).toEqual([])
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encode, fromLatin1 } from '../../src/protocol/bytes.ts'
import { isPreviewable, readImageSize } from '../../src/message/image-size.ts'
import { inlineImages } from '../../src/message/inline-images.ts'
import { readParts } from '../../src/message/parts.ts'

const png = (width: string, height: string) => `\x89PNG\r\n\x1a\n\0\0\0\rIHDR${width}${height}\x08\x06\0\0\0`

it.each([
  ['PNG', png('\0\0\x01\x02', '\0\0\0\x03'), 'image/png', 258, 3],
  ['GIF', 'GIF89a\x02\x01\x03\0', 'image/gif', 258, 3],
  ['JPEG', '\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc2\0\x11\x08\0\x03\x01\x02\x03', 'image/jpeg', 258, 3],
  ['WebP', `RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x01\x01\0\x02\0\0`, 'image/webp', 258, 3],
  ['WebP without loss', `RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x01\xc1\0\0\0\0\0\0\0\0\0`, 'image/webp', 258, 4],
  ['WebP with loss', `RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x02\x01\x03\0`, 'image/webp', 258, 3],
])('reads the size of %s', (_, octets, type, width, height) => {
  expect(readImageSize(fromLatin1(octets))).toEqual({ type, width, height })
})

it('refuses bombs, and what is no image', () => {
  expect(isPreviewable(fromLatin1(png('\0\0\x1b\x58', '\0\0\x1b\x58')))).toBe(true)
  expect(isPreviewable(fromLatin1(png('\0\0\x27\x10', '\0\0\x27\x10')))).toBe(false)
  expect(isPreviewable(fromLatin1(png('\0\0\0\0', '\0\0\x27\x10')))).toBe(false)
  expect(isPreviewable(encode('<svg/>'))).toBe(false)
})

it('never throws', () => {
  const start = fc.constantFrom('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'GIF89a', '\xff\xd8\xff', 'RIFF\0\0\0\0WEBPVP8 ', '')
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 40 }), (magic, rest) => {
      readImageSize(Buffer.concat([fromLatin1(magic), rest]))
    }),
  )
})

it('shows the images of a message, by what they are', () => {
  const part = (id: string, content: string) =>
    `--b\r\nContent-Type: image/x\r\nContent-ID: <${id}>\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(content, 'latin1').toString('base64')}\r\n`
  const good = png('\0\0\0\x01', '\0\0\0\x01')
  const message = encode(
    `Content-Type: multipart/related; boundary=b\r\n\r\n${part('a@x', good)}${part('b', png('\0\xff\0\0', '\0\xff\0\0'))}${part('c', '<svg>')}--b--`,
  )
  const image = inlineImages(message, readParts(message))
  expect(image('a@x')).toBe(`data:image/png;base64,${Buffer.from(good, 'latin1').toString('base64')}`)
  expect([image('b'), image('c'), image('d'), image('a@x') === null]).toEqual([null, null, null, false])
})

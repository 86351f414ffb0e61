import { crc32, deflateSync } from 'node:zlib'

/** As large as mailpit's thumbnails are. */
const WIDTH = 180
const HEIGHT = 120
const GREY = 0xee

let drawn: Uint8Array<ArrayBuffer> | null = null

/** A grey PNG, for what has no picture. */
export function blankImage(): Uint8Array<ArrayBuffer> {
  return (drawn ??= draw())
}

function draw(): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDTH, 0)
  header.writeUInt32BE(HEIGHT, 4)
  header[8] = 8 // bits of a sample; what follows is 0: greyscale, deflate, no filter, not interlaced
  const row = Buffer.alloc(WIDTH + 1, GREY)
  row[0] = 0 // no filter
  const rows = Buffer.concat(Array<Buffer>(HEIGHT).fill(row))
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  const chunks = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]
  return new Uint8Array(Buffer.concat([signature, ...chunks]))
}

function chunk(name: string, content: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(content.length, 0)
  ends.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
}

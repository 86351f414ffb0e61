/** What the beginning of an image says of it. Nothing is decoded. */
export interface ImageSize {
  readonly type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp'
  readonly width: number
  readonly height: number
}

/** Pixels up to which an image is shown: 50 megapixels take 200 MB in the browser that decodes them. */
const MOST_PIXELS = 50_000_000

/** Whether a browser may be asked to show it: it is a known image, and of a bearable size. */
export function isPreviewable(bytes: Uint8Array): boolean {
  const size = readImageSize(bytes)
  return size !== null && size.width * size.height <= MOST_PIXELS
}

/** The size of a PNG, JPEG, GIF or WebP image, in pixels; null for what is none of these, or says nothing of it. */
export function readImageSize(bytes: Uint8Array): ImageSize | null {
  const octets = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const magic = octets.toString('latin1', 0, 16)
  if (magic.startsWith('\x89PNG\r\n\x1a\n') && magic.endsWith('IHDR') && octets.length >= 24) {
    return sized('image/png', octets.readUInt32BE(16), octets.readUInt32BE(20))
  }
  if (/^GIF8[79]a/.test(magic) && octets.length >= 10) {
    return sized('image/gif', octets.readUInt16LE(6), octets.readUInt16LE(8))
  }
  if (magic.startsWith('\xff\xd8\xff')) return jpegSize(octets)
  return magic.startsWith('RIFF') && magic.slice(8, 12) === 'WEBP' ? webpSize(octets) : null
}

function sized(type: ImageSize['type'], width: number, height: number): ImageSize | null {
  return width > 0 && height > 0 ? { type, width, height } : null
}

/** From one segment to the next until one begins a frame. */
function jpegSize(octets: Buffer): ImageSize | null {
  let at = 2
  while (at + 9 <= octets.length && octets[at] === 0xff) {
    const marker = octets[at + 1]!
    if (marker === 0xff) {
      at++
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return sized('image/jpeg', octets.readUInt16BE(at + 7), octets.readUInt16BE(at + 5))
    at += 2 + Math.max(2, octets.readUInt16BE(at + 2))
  }
  return null
}

function webpSize(octets: Buffer): ImageSize | null {
  if (octets.length < 30) return null
  switch (octets.toString('latin1', 12, 16)) {
    case 'VP8X':
      return sized('image/webp', octets.readUIntLE(24, 3) + 1, octets.readUIntLE(27, 3) + 1)
    case 'VP8L': {
      const bits = octets.readUInt32LE(21)
      return sized('image/webp', (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1)
    }
    case 'VP8 ':
      return sized('image/webp', octets.readUInt16LE(26) & 0x3fff, octets.readUInt16LE(28) & 0x3fff)
    default:
      return null
  }
}

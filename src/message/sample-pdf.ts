import { concat, encode } from '../protocol/bytes.ts'

/**
 * A PDF of one page that is about `size` octets long, such as a scanner sends: a line of text, and where there is
 * room a grey picture with one octet for each of its dots. It does not get smaller than some 800 octets.
 */
export function samplePdf(size: number): Uint8Array {
  const bare = build(0)
  return size <= bare.length ? bare : build(size - bare.length)
}

function build(dots: number): Uint8Array {
  // A square, give or take a row.
  const width = Math.max(1, Math.floor(Math.sqrt(dots)))
  const height = Math.max(1, Math.round(dots / width))
  const picture = new Uint8Array(width * height).fill(0xe0)
  const page = encode('q 400 0 0 400 97 150 cm /Picture Do Q BT /Font 24 Tf 97 700 Td (Parley: a test document) Tj ET')
  return write([
    [encode('<< /Type /Catalog /Pages 2 0 R >>')],
    [encode('<< /Type /Pages /Kids [3 0 R] /Count 1 >>')],
    [
      encode(
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R ' +
          '/Resources << /Font << /Font 5 0 R >> /XObject << /Picture 6 0 R >> >> >>',
      ),
    ],
    stream('', page),
    [encode('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>')],
    stream(
      `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8 `,
      picture,
    ),
  ])
}

function stream(entries: string, content: Uint8Array): Uint8Array[] {
  return [encode(`<< ${entries}/Length ${content.length} >>\nstream\n`), content, encode('\nendstream')]
}

/** The file around the objects, which are numbered from 1: the first is the catalogue. */
function write(objects: readonly (readonly Uint8Array[])[]): Uint8Array {
  const pieces = [encode('%PDF-1.4\n')]
  const offsets: number[] = []
  let at = pieces[0]!.length
  for (const [i, content] of objects.entries()) {
    const object = concat([encode(`${i + 1} 0 obj\n`), ...content, encode('\nendobj\n')])
    offsets.push(at)
    at += object.length
    pieces.push(object)
  }
  // An entry of the table has exactly 20 octets.
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`)
  const count = objects.length + 1
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${entries.join('')}`
  const trailer = `trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`
  return concat([...pieces, encode(table + trailer)])
}

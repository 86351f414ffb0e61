/**
 * QUIRK: curl --trace-ascii shows every piece under a title, in rows of 64 octets behind their offsets. Here it is
 * made what curl -v shows: lines behind arrows.
 */
export function unfoldTrace(lines: readonly string[]): readonly string[] {
  if (!lines.some((line) => title.test(line))) return lines
  const unfolded: string[] = []
  let mark = ''
  let next: string | null = null
  for (const line of lines) {
    const [, direction, kind, octets] = title.exec(line) ?? []
    const [, offset, text = ''] = row.exec(line) ?? []
    if (kind === 'data') unfolded.push(`${direction === '=>' ? '}' : '{'} [${octets} bytes data]`)
    if (direction !== undefined) [mark, next] = [kind === 'header' ? direction : '', null]
    else if (offset === undefined) unfolded.push(line.replace(/^.*?== Info: +/, '* '))
    else if (mark !== '') {
      if (offset === next) unfolded.push(unfolded.pop()! + text)
      else unfolded.push(`${mark === '=>' ? '>' : '<'} ${text}`)
      next = text.length === WIDTH ? hex(parseInt(offset, 16) + WIDTH) : null
    }
  }
  return unfolded
}

const WIDTH = 64
const title = /(=>|<=) (?:Send|Recv) (header|data|SSL data), (\d+) bytes \(0x[0-9a-f]+\)$/
const row = /^([0-9a-f]{4}): (.*)$/

function hex(offset: number): string {
  return offset.toString(16).padStart(4, '0')
}

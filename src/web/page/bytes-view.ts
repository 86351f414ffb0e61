/** One row of a hex dump. */
export interface DumpRow {
  /** "00000010" */
  readonly offset: string
  readonly hex: string
  readonly text: string
}

/** Octets, written as hex digits, as people look at them: sixteen in a row. */
export function dump(hex: string): DumpRow[] {
  const rows: DumpRow[] = []
  const pairs = hex.match(/../g) ?? []
  for (let at = 0; at < pairs.length; at += 16) {
    const row = pairs.slice(at, at + 16)
    rows.push({
      offset: at.toString(16).padStart(8, '0'),
      hex: `${row.slice(0, 8).join(' ')}  ${row.slice(8).join(' ')}`.trimEnd(),
      text: row.map((pair) => visible(parseInt(pair, 16))).join(''),
    })
  }
  return rows
}

function visible(octet: number): string {
  return octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '·'
}

import type { Span, Times } from '../../checks/six-steps/times.ts'
import type { Style } from '../style.ts'

/** Rows of the same kind in a row that are drawn as one. */
const MANY = 4

/** Where the time went: a row for each wait, with a bar at its place in the whole where there is room for bars. */
export function drawTimes(times: Times, width: number, style: Style): string[] {
  const rows = gather(times.spans)
  const names = Math.max(...rows.map(({ name }) => name.length), 'total'.length)
  const numbers = Math.max(...[...rows.map(({ ms }) => ms), times.total].map((ms) => ms.toFixed(1).length))
  const room = width >= 80 ? width - names - numbers - 8 : 0
  const draw = ({ name, from, ms }: Span) => {
    const bar =
      room > 0 && times.total > 0 ? `  ${style.client(drawBar(from / times.total, ms / times.total, room))}` : ''
    return `  ${name.padEnd(names)}  ${ms.toFixed(1).padStart(numbers)}${bar}`
  }
  return [...rows.map(draw), `  ${style.bold('total'.padEnd(names))}  ${times.total.toFixed(1).padStart(numbers)} ms`]
}

/** A row for all where there are very many of a kind, as with the recipients of a list. */
function gather(spans: readonly Span[]): Span[] {
  const rows: Span[] = []
  for (let i = 0; i < spans.length;) {
    let end = i
    while (spans[end + 1]?.name === spans[i]!.name) end++
    const { name, from } = spans[i]!
    const last = spans[end]!
    const count = end - i + 1
    if (count >= MANY) rows.push({ name: `${name} × ${count}`, from, ms: last.from + last.ms - from })
    else rows.push(...spans.slice(i, end + 1))
    i = end + 1
  }
  return rows
}

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const

/** A bar of `share` of the room, beginning at `offset`; however short it is, it can be seen. */
export function drawBar(offset: number, share: number, room: number): string {
  const start = Math.min(Math.round(offset * room), room - 1)
  const length = Math.min(Math.max(Math.round(share * room * 8), 1), (room - start) * 8)
  return ' '.repeat(start) + '█'.repeat(Math.floor(length / 8)) + eighths[length % 8]!
}

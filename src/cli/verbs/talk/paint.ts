import type { Style } from '../../../report/style.ts'
import type { LineKind, TalkLine } from '../../../talk/line.ts'

const looks: Readonly<Record<LineKind, Exclude<keyof Style, 'hasColor'> | null>> = {
  client: 'client',
  server: 'server',
  event: 'good',
  comment: 'dim',
  answer: null,
  warning: 'unsure',
  trouble: 'bad',
}

/** A line as it looks. */
export function paint(style: Style, { kind, text }: TalkLine): string {
  const look = looks[kind]
  return look === null ? text : style[look](text)
}

/** A remark in as many lines as it takes to fit, each of them a comment. What was said stays as it is. */
export function fold(line: TalkLine, width: number): TalkLine[] {
  const lines: TalkLine[] = []
  let rest = line.text
  while (rest.startsWith('# ') && width > 0 && rest.length > width) {
    const last = rest.lastIndexOf(' ', width)
    const at = last < 3 ? rest.indexOf(' ', width) : last
    if (at < 0) break
    lines.push({ ...line, text: rest.slice(0, at).trimEnd() })
    rest = `# ${rest.slice(at).trimStart()}`
  }
  return [...lines, { ...line, text: rest }]
}

import type { Style } from '../../report/style.ts'
import type { LineKind, TalkLine } from '../../talk/line.ts'

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

/**
 * One line of a conversation as it is shown, in the notation of `.smtp` files: what is shown can be saved and played.
 * How each kind looks is for whoever shows it.
 */
export interface TalkLine {
  readonly kind: LineKind
  readonly text: string
}

export type LineKind =
  | 'client' // "C: …"
  | 'server' // "S: …"
  | 'event' // something good that happened: "@tls …"
  | 'comment' // what a reply means, what may come next
  | 'answer' // to a command at the local prompt
  | 'warning'
  | 'trouble'

/** A line that is neither side's: comments begin with "#". */
export function remark(kind: Exclude<LineKind, 'client' | 'server'>, text: string): TalkLine {
  return { kind, text: text === '' ? '#' : `# ${text}` }
}

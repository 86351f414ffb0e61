import { batch, signal } from '@preact/signals'
import { urls } from '../api.ts'
import type { PageFrame, TalkFrame, TalkLine } from './frames.ts'

/** Lines that are kept on the screen. */
const KEPT = 5000

export const phase = signal<'none' | 'connecting' | 'open' | 'over'>('none')
export const lines = signal<readonly TalkLine[]>([])
/** What the server wants to know from the person. */
export const question = signal<{
  readonly id: number
  readonly text: string
  readonly isHidden: boolean
  readonly isLong: boolean
  /** Another one is going to follow, a password after a user: what is typed already is meant for that. */
  readonly isAnswered: boolean
} | null>(null)
export const prompt = signal({ isInData: false, isSecret: false })
const noChoices = { candidates: [] as readonly string[], word: '', text: '' }
/** How the line may go on, and the line as it was then. */
export const choices = signal(noChoices)

let socket: WebSocket | null = null
let asked = 0
/** The answer to a question that has not been asked yet; undefined where none was given. */
let ahead: string | null | undefined
/** The line as it was when choices were sought last. */
let begun = ''

/** @param target "mail.example.org:25"; '' for this very server */
export function begin(target: string): void {
  socket?.close()
  const mine = new WebSocket(urls.talk())
  socket = mine
  batch(() => {
    phase.value = 'connecting'
    lines.value = []
    dropQuestion()
    prompt.value = { isInData: false, isSecret: false }
    choices.value = noChoices
  })
  const [, host = target, port] = /^(.*?)(?::(\d+))?$/.exec(target) ?? []
  mine.onopen = () =>
    send({ type: 'open', host: target === '' ? null : host, ...(port !== undefined && { port: Number(port) }) })
  mine.onmessage = ({ data }: MessageEvent<string>) => {
    if (mine === socket) take(JSON.parse(data) as TalkFrame)
  }
  mine.onclose = () => {
    if (mine !== socket) return
    if (phase.value === 'connecting') show({ kind: 'trouble', text: '# the server does not let the page talk' })
    phase.value = 'over'
    dropQuestion()
  }
}

export function send(frame: PageFrame): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
}

/** How the line may go on. */
export function seekChoices(text: string): void {
  begun = text
  send({ type: 'complete', text, id: ++asked })
}

export function answer(text: string | null): void {
  const now = question.value
  if (!now) return
  if (now.isAnswered) {
    if (ahead === undefined) ahead = text
    if (text === null) question.value = null
    return
  }
  const isFollowed = !now.isHidden && !now.isLong && text !== null && text !== ''
  question.value = isFollowed ? { ...now, isAnswered: true } : null
  send({ type: 'answer', id: now.id, text })
}

function ask(id: number, text: string, isHidden: boolean): void {
  const given = ahead
  ahead = undefined
  question.value = { id, text, isHidden, isLong: false, isAnswered: false }
  if (given !== undefined) answer(given)
}

function dropQuestion(): void {
  question.value = null
  ahead = undefined
}

function take(frame: TalkFrame): void {
  switch (frame.type) {
    case 'opened':
      phase.value = 'open'
      seekChoices('')
      return
    case 'lines':
      // No other question has followed.
      if (question.value?.isAnswered || ahead !== undefined) dropQuestion()
      show(...frame.lines)
      if (phase.value === 'connecting') phase.value = 'open'
      return
    case 'ask':
      ask(frame.id, frame.question, frame.hidden)
      return
    case 'paste':
      question.value = {
        id: frame.id,
        text: 'The message, header and text',
        isHidden: false,
        isLong: true,
        isAnswered: false,
      }
      return
    case 'completed':
      if (frame.id === asked) choices.value = { candidates: frame.candidates, word: frame.word, text: begun }
      return
    case 'prompt':
      prompt.value = frame
      // The server has answered, perhaps: other words fit now.
      seekChoices(begun)
      return
    case 'failed':
      show({ kind: 'trouble', text: `# ${frame.message}` })
      phase.value = 'over'
      return
    case 'over':
      phase.value = 'over'
  }
}

function show(...more: readonly TalkLine[]): void {
  lines.value = [...lines.value, ...more].slice(-KEPT)
}

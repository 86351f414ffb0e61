import { onTestFinished } from 'vitest'
import type { SessionOptions } from '../../src/client/session.ts'
import { encode } from '../../src/protocol/bytes.ts'
import { createServer, type MailServer, type MailServerOptions } from '../../src/store/mail-server.ts'
import { Commentator } from '../../src/talk/comment.ts'
import type { TalkLine } from '../../src/talk/line.ts'
import type { Files, Surroundings } from '../../src/talk/surroundings.ts'
import type { TalkOptions } from '../../src/talk/options.ts'
import { Talk } from '../../src/talk/talk.ts'
import { talk as startTalker, type Answer, type Talker } from '../client/talker.ts'

/** A place to talk in that writes down what is shown, and answers questions as it is told to. */
export class Scene implements Surroundings {
  readonly isAttended: boolean
  readonly lines: TalkLine[] = []
  readonly questions: string[] = []
  readonly answers: (string | null)[]
  readonly written = new Map<string, string>()
  readonly content: ReadonlyMap<string, string>
  pasted: Uint8Array | null = null
  isOver = false
  talk!: Talk
  readonly #waiting: { readonly pattern: RegExp; readonly resolve: () => void }[] = []

  constructor({
    isAttended = true,
    answers = [],
    content = {},
  }: { isAttended?: boolean; answers?: readonly (string | null)[]; content?: Record<string, string> } = {}) {
    this.isAttended = isAttended
    this.answers = [...answers]
    this.content = new Map(Object.entries(content))
  }

  get texts(): string[] {
    return this.lines.map(({ text }) => text)
  }

  get text(): string {
    return this.texts.join('\n')
  }

  show(lines: readonly TalkLine[]): void {
    this.lines.push(...lines)
    for (const { pattern, resolve } of this.#waiting) if (pattern.test(this.text)) resolve()
  }

  /** Until something has been shown that fits. */
  async shows(pattern: RegExp): Promise<void> {
    if (pattern.test(this.text)) return
    await new Promise<void>((resolve) => this.#waiting.push({ pattern, resolve }))
  }

  readonly ask = (question: string): Promise<string | null> => {
    this.questions.push(question)
    return Promise.resolve(this.answers.shift() ?? null)
  }

  paste(): Promise<Uint8Array | null> {
    return Promise.resolve(this.pasted)
  }

  over(): void {
    this.isOver = true
  }

  readonly files: Files = {
    read: (path) => {
      const text = this.content.get(path)
      if (text === undefined) return Promise.reject(Object.assign(new Error(`no file ${path}`), { code: 'ENOENT' }))
      return Promise.resolve(pieces(text))
    },
    exists: (path) => Promise.resolve(this.content.has(path)),
    write: (path, text) => {
      this.written.set(path, text)
      return Promise.resolve()
    },
    complete: (prefix) => Promise.resolve([...this.content.keys()].filter((name) => name.startsWith(prefix))),
  }

  /** Say lines, each when the one before has been answered. */
  async say(...lines: readonly string[]): Promise<void> {
    for (const line of lines) {
      await this.talk.say(encode(line))
      await this.talk.idle()
    }
  }
}

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve()
  for (let from = 0; from < text.length; from += 7) yield encode(text.slice(from, from + 7))
}

export interface SceneOptions extends TalkOptions {
  readonly session?: SessionOptions
  readonly isAttended?: boolean
  readonly answers?: readonly (string | null)[]
  readonly content?: Record<string, string>
}

/** Begin to talk with whatever listens on a port of this machine; settles when the greeting has come. */
export async function beginTalk(port: number, { session = {}, ...options }: SceneOptions = {}): Promise<Scene> {
  const scene = new Scene(options)
  scene.talk = new Talk(
    { kind: 'tcp', host: '127.0.0.1', port },
    session,
    { helloName: 'me.example.org', comments: new Commentator(), ...options },
    scene,
  )
  onTestFinished(() => scene.talk.leave())
  await scene.talk.open()
  return scene
}

/** A mail server that ends with the test. */
export async function startServer(options: MailServerOptions = {}): Promise<MailServer> {
  const server = await createServer(options)
  onTestFinished(() => server.close())
  return server
}

/** A server that says what it is told to, until the test ends. */
export async function startScripted(
  greeting: Answer,
  answers: readonly (readonly [RegExp, Answer])[] = [],
): Promise<Talker> {
  const talker = await startTalker(greeting, answers)
  onTestFinished(() => talker.close())
  return talker
}

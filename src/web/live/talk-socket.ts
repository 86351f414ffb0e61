import type { WebSocket } from 'ws'
import { z } from 'zod'
import { SmtpError } from '../../client/error.ts'
import { encode } from '../../protocol/bytes.ts'
import { Commentator } from '../../talk/comment.ts'
import { completeCommand } from '../../talk/complete.ts'
import type { TalkLine } from '../../talk/line.ts'
import { runLocal } from '../../talk/local.ts'
import type { Surroundings } from '../../talk/surroundings.ts'
import { Talk } from '../../talk/talk.ts'
import { formatHostPort } from '../../wire/target.ts'
import type { Site } from '../site.ts'
import { sendFrame } from './sockets.ts'

/** What the page says, one JSON object a frame. The first one is "open". */
const pageFrame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('open'),
    host: z.string().max(255).nullable(),
    port: z.int().min(1).max(65535).optional(),
  }),
  z.object({ type: z.literal('line'), text: z.string().max(65_536) }),
  z.object({ type: z.literal('local'), text: z.string().max(1000) }),
  z.object({ type: z.literal('complete'), text: z.string().max(1000), id: z.int() }),
  z.object({ type: z.literal('answer'), id: z.int(), text: z.string().nullable() }),
  z.object({ type: z.literal('close') }),
])

type PageFrame = z.infer<typeof pageFrame>

/** A conversation by hand, held for somebody at a page: with this very server, or one that the operator has named. */
export function holdTalk(socket: WebSocket, site: Site): void {
  const surroundings = new PageSurroundings(socket)
  let talk: Talk | null = null
  let turn = Promise.resolve()
  const take = async (frame: PageFrame) => {
    if (frame.type === 'open' && !talk) talk = await begin(frame, site, surroundings)
    else if (talk) await follow(talk, frame, surroundings)
  }
  socket.on('message', (data) => {
    const frame = readFrame((data as Buffer).toString())
    if (!frame) return socket.close(1008, 'not a frame of this conversation')
    // An answer is for what waits: it cannot wait for its turn behind it.
    if (frame.type === 'answer') return surroundings.answer(frame.id, frame.text)
    turn = turn.then(() => take(frame)).catch((error: unknown) => surroundings.fail(error))
  })
  socket.on('close', () => {
    surroundings.leave()
    turn.then(() => talk?.leave()).catch(() => {}) // nobody is there to be told
  })
}

function readFrame(text: string): PageFrame | null {
  try {
    return pageFrame.parse(JSON.parse(text))
  } catch {
    return null
  }
}

async function begin(
  { host, port }: Extract<PageFrame, { type: 'open' }>,
  site: Site,
  surroundings: PageSurroundings,
): Promise<Talk> {
  const endpoint = host === null ? ownAddress(site) : allowedAddress(host, port ?? 25, site)
  const options = { comments: new Commentator() }
  const talk = new Talk(
    { kind: 'tcp', ...endpoint },
    { protocol: site.host.server.config.lmtp && host === null ? 'lmtp' : 'smtp' },
    options,
    surroundings,
  )
  await talk.open()
  surroundings.opened(talk)
  return talk
}

/** @throws Error where there is none */
function ownAddress({ host }: Site): { readonly host: string; readonly port: number } {
  const address = host.server.addresses.find(({ implicitTls }) => !implicitTls)
  if (!address) throw new Error('this server listens with TLS only: talk to it with "parley talk"')
  const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }
  return { host: everywhere[address.host] ?? address.host, port: address.port }
}

/** @throws Error where the operator has not named it */
function allowedAddress(host: string, port: number, { talkHosts }: Site) {
  const name = formatHostPort(host, port)
  if (!talkHosts.some((each) => each.toLowerCase() === name.toLowerCase()))
    throw new Error(`${name} is none of the servers that may be talked to from here: name it with --talk-host`)
  return { host, port }
}

async function follow(talk: Talk, frame: PageFrame, surroundings: PageSurroundings): Promise<void> {
  switch (frame.type) {
    case 'line':
      // Not awaited: lines wait for their turn in the talk itself, and are seen to do so.
      talk.say(encode(frame.text)).then(
        () => surroundings.prompt(),
        (error: unknown) => surroundings.fail(error),
      )
      return surroundings.prompt()
    case 'local':
      await runLocal(talk, frame.text)
      return surroundings.prompt()
    case 'complete': {
      const { standing, helloName, addresses } = talk
      const found =
        talk.expected === 'command'
          ? completeCommand(frame.text, { ...standing, helloName, addresses: addresses.list })
          : { candidates: [], word: '' }
      return surroundings.say({ type: 'completed', id: frame.id, ...found })
    }
    case 'close':
      return talk.leave()
    case 'open':
    case 'answer':
  }
}

/** A page at the other end of a socket. It has no files. */
class PageSurroundings implements Surroundings {
  readonly isAttended = true
  readonly files = null
  readonly #socket: WebSocket
  readonly #asked = new Map<number, (text: string | null) => void>()
  #count = 0
  #talk: Talk | null = null

  constructor(socket: WebSocket) {
    this.#socket = socket
  }

  say(frame: object): void {
    sendFrame(this.#socket, frame)
  }

  opened(talk: Talk): void {
    this.#talk = talk
    this.say({ type: 'opened' })
  }

  /** What the next line is going to be. */
  prompt(): void {
    if (!this.#talk) return
    const { expected } = this.#talk
    this.say({ type: 'prompt', isInData: expected === 'data', isSecret: expected === 'credential' })
  }

  show(lines: readonly TalkLine[]): void {
    this.say({ type: 'lines', lines })
    this.prompt()
  }

  readonly ask = (question: string, { hidden = false }: { readonly hidden?: boolean } = {}): Promise<string | null> =>
    this.#wait((id) => ({ type: 'ask', id, question, hidden }))

  async paste(): Promise<Uint8Array | null> {
    const text = await this.#wait((id) => ({ type: 'paste', id }))
    return text === null ? null : encode(text)
  }

  answer(id: number, text: string | null): void {
    this.#asked.get(id)?.(text)
    this.#asked.delete(id)
  }

  /** Nobody is there any more. */
  leave(): void {
    for (const id of [...this.#asked.keys()]) this.answer(id, null)
  }

  over(): void {
    this.say({ type: 'over' })
    this.#socket.close(1000)
  }

  fail(error: unknown): void {
    const { message } = error instanceof SmtpError || error instanceof Error ? error : new Error(String(error))
    this.say({ type: 'failed', message })
    this.#socket.close(1000)
  }

  #wait(question: (id: number) => object): Promise<string | null> {
    const id = ++this.#count
    return new Promise((resolve) => {
      this.#asked.set(id, resolve)
      this.say(question(id))
    })
  }
}

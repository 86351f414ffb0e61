import type { MessageDetail } from '../../../web/v2/message-detail.ts'
import type { Row } from '../../../web/v2/row.ts'
import { exitCodes } from '../../exit-codes.ts'
import { Complaint, InvalidArgumentError, Option, type Verb } from '../../verb.ts'
import { readNoAnswer } from './no-answer.ts'

export interface ServerFlags {
  readonly server: URL
  readonly httpUser?: string
}

export interface MessageList {
  readonly messages: readonly Row[]
  readonly total: number
  readonly isMore: boolean
}

export interface About {
  readonly protocol: 'smtp' | 'lmtp'
  readonly addresses: readonly { readonly host: string; readonly port: number; readonly tls: string }[]
}

/** Messages that are asked for at a time. */
const PAGE = 1000

export function addServerOptions(verb: Verb): Verb {
  return verb
    .addOption(
      new Option('--server <url>', 'where the page and the API of the server are')
        .env('PARLEY_SERVER')
        .argParser(readServer)
        .default(new URL('http://127.0.0.1:8025/'), 'http://127.0.0.1:8025'),
    )
    .option('--http-user <user:password>', 'who to be there, where it has --http-auth; in the URL it may stand as well')
}

function readServer(text: string): URL {
  const written = /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`
  if (!URL.canParse(written) || !/^https?:/i.test(written))
    throw new InvalidArgumentError('Write a URL, as http://127.0.0.1:8025.')
  const url = new URL(written)
  try {
    decodeURIComponent(`${url.username}:${url.password}`)
  } catch {
    throw new InvalidArgumentError('Write "%" in a name or a password as %25.')
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  return url
}

/** The API of a running server, as these verbs need it. Everything in it throws a {@link Complaint} that can be shown. */
export class MailApi {
  /** Where it is, without a password. */
  readonly place: string
  /** The host of it. */
  readonly host: string
  readonly #authorization: string | null

  constructor({ server, httpUser }: ServerFlags) {
    const { username, password } = server
    const login =
      httpUser ?? (username === '' ? null : `${decodeURIComponent(username)}:${decodeURIComponent(password)}`)
    this.#authorization = login === null ? null : `Basic ${Buffer.from(login).toString('base64')}`
    this.place = `${server.origin}${server.pathname}`
    this.host = server.hostname.replace(/^\[|\]$/g, '')
  }

  list(query: string, { limit, before }: { limit: number; before?: number }): Promise<MessageList> {
    const params = new URLSearchParams({ query, limit: String(limit) })
    if (before !== undefined) params.set('before', String(before))
    return this.#json(`messages?${params.toString()}`)
  }

  /** All that fit, the newest first. */
  async *all(query: string): AsyncGenerator<Row, void> {
    let before: number | undefined
    for (;;) {
      const { messages } = await this.list(query, { limit: PAGE, ...(before !== undefined && { before }) })
      yield* messages
      if (messages.length < PAGE) return
      before = messages.at(-1)!.seq
    }
  }

  /** The message that a person means by "last", an id or the beginning of one. */
  async find(name: string): Promise<MessageDetail> {
    if (name === 'last' || name === 'latest') {
      const [newest] = (await this.list('', { limit: 1 })).messages
      if (!newest) throw new Complaint('there is no message yet', exitCodes.usage)
      return this.message(newest.id)
    }
    return this.message(await this.idOf(name))
  }

  /** The whole id of what may be the beginning of one. */
  async idOf(name: string): Promise<string> {
    const isWhole = name !== '' && (await this.message(name).catch(ifNone)) !== null
    if (isWhole) return name
    const fitting: string[] = []
    for await (const { id } of this.all('')) {
      if (id.startsWith(name)) fitting.push(id)
    }
    const [only, another] = fitting
    if (only === undefined || name === '')
      throw new Complaint(`there is no message "${name}": "parley mail list" shows those there are`, exitCodes.usage)
    if (another === undefined) return only
    const some = fitting.slice(0, 5).join(', ')
    throw new Complaint(
      `${fitting.length} messages begin with "${name}" (${some}${fitting.length > 5 ? ', …' : ''}): write more of the id`,
      exitCodes.usage,
    )
  }

  message(id: string): Promise<MessageDetail> {
    return this.#json(`messages/${encodeURIComponent(id)}`)
  }

  /** @param hasTrace with Return-Path and Received on top */
  async raw(id: string, hasTrace = false): Promise<Uint8Array> {
    const answer = await this.#ask(`messages/${encodeURIComponent(id)}/raw${hasTrace ? '?trace=1' : ''}`)
    return new Uint8Array(await this.#whole(answer.arrayBuffer()))
  }

  async transcript(sessionId: string): Promise<string> {
    const answer = await this.#ask(`sessions/${encodeURIComponent(sessionId)}/transcript`)
    return this.#whole(answer.text())
  }

  async markRead(id: string): Promise<void> {
    await this.#json('messages', { method: 'PATCH', body: { ids: [id], isRead: true } })
  }

  async delete(selection: { readonly ids: readonly string[] } | { readonly query: string }): Promise<number> {
    return (await this.#json<{ deleted: number }>('messages', { method: 'DELETE', body: selection })).deleted
  }

  about(): Promise<About> {
    return this.#json('about')
  }

  /** What happens there, as server-sent events; it ends with the server, or by the signal. */
  async events(signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    return (await this.#ask('events', { signal })).body!
  }

  async #json<T>(path: string, request: Request = {}): Promise<T> {
    const answer = await this.#ask(path, request)
    if (!/^application\/json\b/.test(answer.headers.get('content-type') ?? '')) throw this.#stranger()
    return (await this.#whole(answer.json())) as T
  }

  async #ask(path: string, { method = 'GET', body, signal }: Request = {}): Promise<Response> {
    const answer = await fetch(`${this.place}api/v2/${path}`, {
      method,
      headers: {
        ...(this.#authorization !== null && { authorization: this.#authorization }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    }).catch((error: unknown) => {
      if (signal?.aborted) throw error
      throw this.#silence(error)
    })
    if (!answer.ok) throw await this.#refusal(answer)
    return answer
  }

  /** What comes to an end before it is whole. */
  async #whole<T>(body: Promise<T>): Promise<T> {
    return body.catch((error: unknown) => {
      throw new Complaint(`the answer from ${this.place} broke off: ${readNoAnswer(error).reason}`, exitCodes.closed)
    })
  }

  #silence(error: unknown): Complaint {
    const { reason, isStranger } = readNoAnswer(error)
    if (isStranger) return this.#stranger(` (${reason})`)
    return new Complaint(
      `no server answers at ${this.place} (${reason}): start one with "parley serve", or say with --server where it is`,
      exitCodes.connect,
    )
  }

  #stranger(why = ''): Complaint {
    return new Complaint(
      `what answers at ${this.place} is no "parley serve"${why}: say with --server where its page is`,
      exitCodes.usage,
    )
  }

  async #refusal(answer: Response): Promise<Complaint> {
    const problem = (await answer.json().catch(() => null)) as { readonly detail?: unknown } | null
    if (answer.status === 401)
      return new Complaint(
        `${this.place} wants a login${this.#authorization === null ? '' : ', and this one is wrong'}: give it with --http-user user:password`,
        exitCodes.auth,
      )
    if (typeof problem?.detail !== 'string') return this.#stranger()
    const sentence = problem.detail.replace(/\.$/, '')
    // Nothing is asked for here that there is not, where the path before it is right.
    if (sentence === 'There is no such path')
      throw new Complaint(
        `there is no API at ${this.place}: say with --server where its page is, with the path of --http-base`,
        exitCodes.usage,
      )
    const start = `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`
    return new Complaint(start, answer.status >= 500 ? exitCodes.unsure : exitCodes.usage)
  }
}

/** @throws whatever is no answer to the question whether it is there */
function ifNone(error: unknown): null {
  if (error instanceof Complaint && error.exitCode === exitCodes.usage) return null
  throw error
}

interface Request {
  readonly method?: string
  readonly body?: unknown
  readonly signal?: AbortSignal
}

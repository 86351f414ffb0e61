import type {
  About,
  Counts,
  HtmlSupport,
  MailboxCount,
  MessageDetail,
  MessageList,
  OutgoingMessage,
  SessionDetail,
  SessionRow,
} from './api-types.ts'
import type { ListedFault } from '../../server/faults/fault.ts'

/** Which messages are meant. */
export type Selection = { readonly ids: readonly string[] } | { readonly query: string }

/** The API refused, or could not be reached. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  /** Of HTTP; 0 where there was no answer. */
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** Beside the page, wherever that is. */
const root = new URL('api/v2/', document.baseURI).href

export const urls = {
  raw: (id: string, more = '') => `${root}messages/${encodeURIComponent(id)}/raw${more}`,
  part: (id: string, part: string, more = '') =>
    `${root}messages/${encodeURIComponent(id)}/parts/${encodeURIComponent(part)}${more}`,
  html: (id: string, isRemote: boolean) => `${root}messages/${encodeURIComponent(id)}/html?remote=${isRemote ? 1 : 0}`,
  transcript: (id: string) => `${root}sessions/${encodeURIComponent(id)}/transcript?download=1`,
  events: () => `${root}events`,
  talk: () => `${root}talk`.replace(/^http/, 'ws'),
  apiPage: () => new URL('api/', document.baseURI).href,
}

/** Everything that the page asks for. */
export const api = {
  messages: (given: { query?: string; limit?: number; before?: number; offset?: number }, signal?: AbortSignal) =>
    get<MessageList>('messages', given, signal),
  message: (id: string) => get<MessageDetail>(`messages/${encodeURIComponent(id)}`),
  htmlSupport: (id: string) => get<HtmlSupport>(`messages/${encodeURIComponent(id)}/html-support`),
  /** The octets, one character each. */
  source: async (id: string, octets: number) => {
    const response = await answer(urls.raw(id), { headers: { range: `bytes=0-${octets - 1}` } })
    const bytes = new Uint8Array(await response.arrayBuffer()).subarray(0, octets)
    return decodeLatin1(bytes)
  },
  /** The content of a part, decoded from what it was carried in. */
  part: async (id: string, part: string) => new Uint8Array(await (await answer(urls.part(id, part), {})).arrayBuffer()),
  change: (selection: Selection, change: { isRead?: boolean; tags?: readonly string[] }) =>
    inTurn(() => send<{ changed: number }>('PATCH', 'messages', { ...selection, ...change })),
  delete: (selection: Selection) => inTurn(() => send<{ deleted: number }>('DELETE', 'messages', selection)),
  release: (id: string, release: { to: readonly string[]; route?: string }) =>
    send<OutgoingMessage>('POST', `messages/${encodeURIComponent(id)}/release`, release),
  mailboxes: async (by: 'recipient' | 'login') => listOf<MailboxCount>(await get('mailboxes', { by }), 'mailboxes'),
  tags: async () => listOf<string>(await get('tags'), 'tags'),
  sessions: (given: { outcome?: string; client?: string; text?: string; limit?: number; offset?: number }) =>
    get<{ sessions: readonly SessionRow[]; total: number }>('sessions', given),
  session: (id: string, isWithBytes = false) =>
    get<SessionDetail>(`sessions/${encodeURIComponent(id)}`, isWithBytes ? { bytes: 1 } : {}),
  faults: async () => listOf<ListedFault>(await get('faults'), 'faults'),
  addFault: (fault: string) => send<ListedFault>('POST', 'faults', { notation: fault }),
  deleteFault: (id: string) => send<unknown>('DELETE', `faults/${encodeURIComponent(id)}`),
  outgoing: async () => listOf<OutgoingMessage>(await get('outgoing'), 'outgoing'),
  retryOutgoing: (id: string) => send<unknown>('POST', `outgoing/${encodeURIComponent(id)}/retry`),
  deleteOutgoing: (id: string) => send<unknown>('DELETE', `outgoing/${encodeURIComponent(id)}`),
  about: () => get<About>('about'),
}

export type { Counts }

type Params = Readonly<Record<string, string | number | undefined>>

async function get<T>(path: string, params: Params = {}, signal?: AbortSignal): Promise<T> {
  const url = new URL(path, root)
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== '') url.searchParams.set(name, String(value))
  }
  return (await (await answer(url.href, signal ? { signal } : {})).json()) as T
}

async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await answer(new URL(path, root).href, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}

let last: Promise<unknown> = Promise.resolve()

/** What is done to messages is done in its order: what is said later holds, and cannot be overtaken. */
function inTurn<T>(deed: () => Promise<T>): Promise<T> {
  const mine = last.then(deed)
  last = mine.catch(() => {})
  return mine
}

async function answer(url: string, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new ApiError(0, 'The server does not answer. Is parley serve still running?')
  }
  if (!response.ok) throw new ApiError(response.status, await complaint(response))
  return response
}

/** The sentence that the API gave. */
async function complaint(response: Response): Promise<string> {
  const text = await response.text()
  try {
    const { detail } = JSON.parse(text) as { detail?: unknown }
    if (typeof detail === 'string') return detail
  } catch {
    // Not JSON: the text itself says it.
  }
  return text.trim() === '' || text.length > 300 ? `The server answered ${response.status}.` : text.trim()
}

function listOf<T>(given: unknown, name: string): readonly T[] {
  return (Array.isArray(given) ? given : ((given as Record<string, unknown>)[name] ?? [])) as readonly T[]
}

/** TextDecoder's "latin1" is windows-1252: octets would not stay what they are. */
function decodeLatin1(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x2000) text += String.fromCharCode(...bytes.subarray(at, at + 0x2000))
  return text
}

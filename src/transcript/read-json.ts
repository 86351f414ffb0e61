import { encode } from '../protocol/bytes.ts'
import type { TranscriptEvent } from './event.ts'
import { SECRET } from './lines.ts'
import type { Transcript } from './transcript.ts'

/**
 * Read a transcript back from JSON: that of `--json`, whole or its field `transcript` alone. Null: there is none in
 * it. In place of a credential stands the word that marks one.
 */
export function readTranscriptJson(text: string): Transcript | null {
  if (!/^\s*\{/.test(text)) return null
  const outer = parse(text)
  const found = isFields(outer) && isFields(outer['transcript']) ? outer['transcript'] : outer
  if (!isFields(found) || !Array.isArray(found['events'])) return null
  const { role, protocol, started, peer } = found
  const events = found['events'].map(readEvent)
  if ((role !== 'client' && role !== 'server') || events.length === 0 || events.includes(null)) return null
  return {
    role,
    protocol: protocol === 'lmtp' ? 'lmtp' : 'smtp',
    started: typeof started === 'string' ? started : null,
    peer: typeof peer === 'string' ? peer : null,
    events: events as TranscriptEvent[],
  }
}

type Fields = Readonly<Record<string, unknown>>

function readEvent(value: unknown): TranscriptEvent | null {
  if (!isFields(value) || typeof value['kind'] !== 'string' || typeof value['at'] !== 'number') return null
  const { kind, at } = value
  if (kind === 'sent' || kind === 'received') {
    const bytes = readOctets(value)
    return bytes && { kind, at, bytes, secret: value['secret'] === true }
  }
  return isComplete(kind, value) ? (value as unknown as TranscriptEvent) : null
}

function readOctets({ text, base64, secret }: Fields): Uint8Array | null {
  if (secret === true) return encode(SECRET)
  if (typeof text === 'string') return encode(text)
  return typeof base64 === 'string' && isBase64(base64)
    ? Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    : null
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)
}

const isText = (value: unknown) => typeof value === 'string'
const isTextOrNull = (value: unknown) => value === null || isText(value)
const isSide = (value: unknown) => value === 'us' || value === 'peer' || value === 'timeout'

type Demand = Readonly<Record<string, (value: unknown) => boolean>>

/** What must be there for the transcript to be understood. */
const demands: ReadonlyMap<string, Demand> = new Map<string, Demand>([
  ['resolved', { name: isText, addresses: Array.isArray }],
  ['open', { local: isTextOrNull, remote: isTextOrNull }],
  ['elided', { octets: Number.isSafeInteger, by: isSide }],
  ['truncated', {}],
  ['tls', { protocol: isText, cipher: isText, servername: isTextOrNull, alpn: isTextOrNull, distrust: isTextOrNull }],
  ['failed', { phase: isText, code: isText, message: isText }],
  ['fault', { id: isText, text: isText }],
  ['closed', { by: isSide }],
])

function isComplete(kind: string, event: Fields): boolean {
  const demand = demands.get(kind)
  return demand !== undefined && Object.entries(demand).every(([name, test]) => test(event[name]))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

import type { Capability } from '../protocol/capabilities.ts'
import { keywords, type KeywordFacts } from './data/keywords.ts'
import { explainMechanism } from './mechanism.ts'

/** A feature that a server offers, in words. */
export interface KeywordExplanation {
  /** Upper case. */
  readonly keyword: string
  readonly params: readonly string[]
  readonly title: string
  /** What the server can do, in sentences, parameters included. */
  readonly meaning: string
  readonly status: KeywordFacts['status'] | 'unknown'
  readonly references: readonly string[]
}

/** A feature from the reply to EHLO in words: "PIPELINING", "SIZE 10240000", or a capability as it was read. */
export function explainKeyword(capability: string | Pick<Capability, 'keyword' | 'params'>): KeywordExplanation {
  const { keyword, params } = typeof capability === 'string' ? split(capability) : capability
  // QUIRK: "AUTH=LOGIN PLAIN" is AUTH, as it was written before RFC 2554.
  if (keyword.startsWith('AUTH=')) return explainKeyword({ keyword: 'AUTH', params: [keyword.slice(5), ...params] })
  const facts = Object.hasOwn(keywords, keyword) ? keywords[keyword]! : null
  if (!facts) return unknown(keyword, params)
  const details = describeParams(keyword, params)
  return { keyword, params, ...facts, meaning: details === '' ? facts.meaning : `${facts.meaning} ${details}` }
}

function split(text: string): Pick<Capability, 'keyword' | 'params'> {
  const [keyword = '', ...params] = text.trim().split(/\s+/)
  return { keyword: keyword.toUpperCase(), params }
}

function unknown(keyword: string, params: readonly string[]): KeywordExplanation {
  const isPrivate = keyword.startsWith('X')
  return {
    keyword,
    params,
    title: isPrivate ? 'Private feature' : 'Unknown feature',
    meaning: isPrivate
      ? 'A feature of this server alone: keywords with X are for private use, and others may ignore them.'
      : 'A feature that Parley does not know. Clients ignore what they do not know.',
    status: isPrivate ? 'private' : 'unknown',
    references: ['RFC 5321 §2.2.2'],
  }
}

function describeParams(keyword: string, params: readonly string[]): string {
  switch (keyword) {
    case 'SIZE':
      return describeSize(params[0])
    case 'AUTH':
      return describeMechanisms(params)
    case 'LIMITS':
      return params.length > 0 ? `Here: ${params.join(', ')}.` : ''
    default:
      return ''
  }
}

// RFC 1870 §4
function describeSize(param: string | undefined): string {
  const octets = Number(param ?? 0)
  if (!Number.isSafeInteger(octets) || octets <= 0) return 'The server names no limit.'
  return `Here: up to ${octets.toLocaleString('en-US')} octets (${formatMebibytes(octets)}).`
}

function formatMebibytes(octets: number): string {
  return octets >= 1 << 20 ? `${(octets / (1 << 20)).toFixed(1)} MiB` : `${(octets / 1024).toFixed(1)} KiB`
}

function describeMechanisms(names: readonly string[]): string {
  const used = names.filter((name) => name !== '').map((name) => name.toUpperCase())
  if (used.length === 0) return 'The server names no way to do so; often it does after STARTTLS.'
  const readable = used.filter((name) => explainMechanism(name).withoutTls === 'readable')
  const warning = readable.length > 0 ? ` Only over TLS: ${readable.join(', ')}.` : ''
  return `Ways to do so: ${used.join(', ')}.${warning}`
}

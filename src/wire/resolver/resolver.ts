/** What a record of each type says. Names are without the final dot; the root is ".". */
export interface RecordData {
  readonly A: string
  readonly AAAA: string
  readonly CNAME: string
  readonly PTR: string
  readonly MX: { readonly preference: number; readonly exchange: string }
  /** The strings of one record, as they are cut. */
  readonly TXT: readonly string[]
  readonly TLSA: {
    readonly usage: number
    readonly selector: number
    readonly matchingType: number
    readonly data: Uint8Array
  }
  readonly SOA: {
    readonly mname: string
    readonly rname: string
    readonly serial: number
    readonly refresh: number
    readonly retry: number
    readonly expire: number
    readonly minimum: number
  }
  readonly CAA: { readonly flags: number; readonly tag: string; readonly value: string }
}

/** Types of record that can be asked for. */
export type RecordType = keyof RecordData

export const recordTypes = ['A', 'AAAA', 'CNAME', 'PTR', 'MX', 'TXT', 'TLSA', 'SOA', 'CAA'] as const

/** What came of a question. */
export type Answer<T extends RecordType = RecordType> = AnswerFacts &
  (
    | { readonly outcome: 'records'; readonly records: readonly RecordData[T][] }
    /** The name does not exist (NXDOMAIN), or exists without a record of this type (NODATA). */
    | { readonly outcome: 'no-name' | 'no-record' }
    /** Could not tell. Nothing follows from it about the name. */
    | { readonly outcome: 'unknown'; readonly trouble: Trouble }
  )

/** What is said with every answer. */
export interface AnswerFacts {
  /** As it was asked: lower case, A-labels. */
  readonly name: string
  readonly type: RecordType
  /** Where CNAME records led, in their order. The last is the name that the outcome is about. */
  readonly aliases: readonly string[]
  /** The server vouches for the answer (AD): worth as much as the server and the way to it. */
  readonly authentic: boolean
  /** Seconds for which the answer holds. 0: not known. */
  readonly ttl: number
  /** Who said so: "192.0.2.53:53", "system", "zone". */
  readonly source: string
}

/** Why an answer could not be had. */
export interface Trouble {
  readonly code: TroubleCode
  /** A clause with its subject: "192.0.2.53:53 did not answer within 3 s". */
  readonly message: string
}

/** What kind of trouble. */
export type TroubleCode =
  | 'timeout'
  /** No server there, or no way to it. */
  | 'unreachable'
  | 'servfail'
  | 'refused'
  /** Any other response code. */
  | 'rcode'
  /** An answer that cannot be read, or is to another question. */
  | 'malformed'
  /** The server names other servers in place of an answer. */
  | 'referral'
  /** CNAME records that lead in a circle, or too far. */
  | 'alias-loop'
  /** A name that the DNS cannot hold. */
  | 'bad-name'
  | 'no-server'
  /** The operating system's resolver failed. */
  | 'system'

/** Looks names up. Never rejects: trouble is an outcome. */
export interface Resolver {
  query<T extends RecordType>(name: string, type: T): Promise<Answer<T>>
  /** Why nothing follows from it that this resolver knows no such name; null, or no such method: it is believed. */
  doubt?(): Promise<Trouble | null>
}

export function unknownAnswer(
  name: string,
  type: RecordType,
  trouble: Trouble,
  { aliases = [], source = '' }: Partial<AnswerFacts> = {},
): AnswerFacts & { readonly outcome: 'unknown'; readonly trouble: Trouble } {
  return { name, type, aliases, authentic: false, ttl: 0, source, outcome: 'unknown', trouble }
}

import { decode, encode, AUTHENTIC_DATA, DNSSEC_OK, RECURSION_DESIRED, type Answer as Decoded } from 'dns-packet'
import { presentName } from './name.ts'
import { recordTypes, type RecordData, type RecordType } from './resolver.ts'

export interface Query {
  readonly id: number
  readonly name: string
  readonly type: RecordType
  /** Ask for signatures and for the server's word on them (DO, AD). */
  readonly dnssec: boolean
  /** Say what we can take (EDNS0). A few servers cannot bear it. */
  readonly edns: boolean
}

/** What fits into one packet on nearly every path. */
const UDP_PAYLOAD = 1232

export function writeQuery({ id, name, type, dnssec, edns }: Query): Buffer {
  return encode({
    type: 'query',
    id,
    flags: RECURSION_DESIRED | (dnssec ? AUTHENTIC_DATA : 0),
    questions: [{ type, name, class: 'IN' }],
    ...(edns && { additionals: [optRecord(dnssec)] }),
  })
}

function optRecord(dnssec: boolean): Decoded {
  return {
    type: 'OPT',
    name: '.',
    udpPayloadSize: UDP_PAYLOAD,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: dnssec ? DNSSEC_OK : 0,
    flag_do: dnssec,
    options: [],
  }
}

export interface ResourceRecord<T extends RecordType = RecordType> {
  readonly name: string
  readonly type: T
  readonly ttl: number
  readonly data: RecordData[T]
}

/** A response as far as it is of use here. */
export interface Response {
  readonly id: number
  readonly truncated: boolean
  /** RFC 6891 §6.1.3: four bits of the header, eight more of EDNS0. */
  readonly rcode: number
  readonly authentic: boolean
  /** Null where it could not be read, or is not there. */
  readonly question: { readonly name: string; readonly type: string } | null
  /** Null where the response could not be read behind its header. */
  readonly sections: Sections | null
}

export interface Sections {
  readonly answers: readonly ResourceRecord[]
  /** Of the zone, where the answer is a negative one: seconds that it holds. RFC 2308 §5 */
  readonly negativeTtl: number | null
  /** Names other servers, and says nothing else. */
  readonly isReferral: boolean
  /** What the server adds to a failure, as "DNSSEC Bogus". RFC 8914 */
  readonly remark: string | null
}

/** Null: too short for a response, or none. */
export function readResponse(octets: Buffer): Response | null {
  if (octets.length < 12) return null
  const flags = octets.readUInt16BE(2)
  if ((flags & 0x8000) === 0) return null
  const header = {
    id: octets.readUInt16BE(0),
    truncated: (flags & 0x0200) !== 0,
    rcode: flags & 0xf,
    authentic: (flags & AUTHENTIC_DATA) !== 0,
  }
  try {
    const { questions = [], answers = [], authorities = [], additionals = [], flag_aa } = decode(octets)
    // It does not notice that there is nothing more to read.
    if (decode.bytes > octets.length) throw new RangeError('cut off')
    const question = questions.length === 1 ? questions[0]! : null
    const opt = additionals.find(({ type }) => type === 'OPT') as Opt | undefined
    return {
      ...header,
      rcode: header.rcode | ((opt?.extendedRcode ?? 0) << 4),
      question: question && { name: question.name, type: question.type },
      sections: {
        answers: answers.flatMap(readRecord),
        negativeTtl: negativeTtlOf(authorities),
        isReferral: answers.length === 0 && !flag_aa && isReferral(authorities),
        remark: opt ? remarkOf(opt) : null,
      },
    }
  } catch {
    return { ...header, question: null, sections: null }
  }
}

type Opt = Extract<Decoded, { type: 'OPT' }>
type Plain = Exclude<Decoded, Opt>

function isReferral(authorities: readonly Decoded[]): boolean {
  return authorities.some(({ type }) => type === 'NS') && !authorities.some(({ type }) => type === 'SOA')
}

function negativeTtlOf(authorities: readonly Decoded[]): number | null {
  const soa = authorities.find(({ type }) => type === 'SOA') as Extract<Decoded, { type: 'SOA' }> | undefined
  return soa ? Math.min(secondsOf(soa.ttl), secondsOf(soa.data.minimum)) : null
}

/** A TTL with the sign bit set counts as 0. RFC 2181 §8 */
function secondsOf(ttl = 0): number {
  return ttl > 0x7fffffff ? 0 : ttl
}

const EXTENDED_ERROR = 15

function remarkOf({ options }: Opt): string | null {
  const option = (options as readonly { readonly code: number; readonly data?: Buffer }[]).find(
    ({ code, data }) => code === EXTENDED_ERROR && data !== undefined && data.length >= 2,
  )
  if (!option) return null
  const code = option.data!.readUInt16BE(0)
  const text = option.data!.toString('utf8', 2).replace(/\p{C}/gu, '?').trim()
  return [extendedErrors[code] ?? `extended error ${code}`, text].filter(Boolean).join(': ')
}

/** Those that say what is wrong with a domain, and with whom. */
const extendedErrors: Readonly<Record<number, string>> = {
  3: 'stale answer',
  6: 'DNSSEC bogus',
  7: 'signature expired',
  8: 'signature not yet valid',
  9: 'DNSKEY missing',
  10: 'RRSIGs missing',
  12: 'NSEC missing',
  15: 'blocked',
  16: 'censored',
  17: 'filtered',
  18: 'prohibited',
  20: 'not authoritative',
  22: 'no reachable authority',
  23: 'network error',
}

const wanted: ReadonlySet<string> = new Set(recordTypes)

function readRecord(record: Decoded): readonly ResourceRecord[] {
  if (record.type === 'OPT' || !wanted.has(record.type) || record.class !== 'IN') return []
  const { name, type, ttl } = record
  return [{ name: presentName(name), type: type as RecordType, ttl: secondsOf(ttl), data: readData(record) }]
}

function readData(record: Plain): RecordData[RecordType] {
  switch (record.type) {
    case 'MX':
      return { preference: record.data.preference ?? 0, exchange: presentName(record.data.exchange) }
    case 'TXT':
      return (record.data as readonly Buffer[]).map((string) => string.toString('utf8'))
    case 'TLSA': {
      const { usage, selector, matchingType, certificate } = record.data
      return { usage, selector, matchingType, data: new Uint8Array(certificate) }
    }
    case 'SOA': {
      const { mname, rname, serial = 0, refresh = 0, retry = 0, expire = 0, minimum = 0 } = record.data
      return { mname: presentName(mname), rname: presentName(rname), serial, refresh, retry, expire, minimum }
    }
    case 'CAA':
      return { flags: record.data.flags ?? 0, tag: record.data.tag, value: record.data.value }
    default:
      return presentName(record.data as string)
  }
}

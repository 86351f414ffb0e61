import { isIPv4, isIPv6 } from 'node:net'
import { toAsciiName } from './name.ts'
import { recordTypes, type RecordData, type RecordType } from './resolver.ts'
import { readEntries, type Entry, type Word } from './zone-entries.ts'

export interface ZoneRecord {
  readonly name: string
  readonly ttl: number
  readonly type: string
  /** Null for types that nobody asks for here: the name exists by them, no more. */
  readonly data: RecordData[RecordType] | null
}

/** How an entry is to be read, by the entries before it. */
interface Context {
  /** '' for the root. */
  readonly origin: string
  readonly ttl: number
  readonly owner: string | null
}

/** Types that a zone may well have and that are passed over. */
const others = new Set(
  'NS SRV DS DNSKEY RRSIG NSEC NSEC3 NSEC3PARAM CDS CDNSKEY SSHFP SVCB HTTPS NAPTR HINFO'.split(' '),
)

/**
 * Read a master file (RFC 1035 §5.1), $INCLUDE left out; class IN alone.
 * @param origin of names that do not end with a dot, until $ORIGIN says otherwise
 * @throws RangeError that names the line and says what was expected
 */
export function readZone(text: string, origin = ''): readonly ZoneRecord[] {
  const records: ZoneRecord[] = []
  let context: Context = { origin, ttl: 3600, owner: null }
  for (const entry of readEntries(text)) {
    const first = entry.words[0]!.text
    if (!entry.isIndented && first.startsWith('$')) context = readControl(entry, context)
    else {
      const record = readRecord(entry, context)
      records.push(record)
      context = { ...context, owner: record.name }
    }
  }
  return records
}

function readControl({ line, words }: Entry, context: Context): Context {
  const [control, value] = words.map(({ text }) => text)
  switch (control!.toUpperCase()) {
    case '$ORIGIN':
      return { ...context, origin: nameOf(value ?? '', context, line) }
    case '$TTL': {
      const ttl = readTtl(value ?? '')
      if (ttl === null) throw new RangeError(`line ${line}: $TTL wants a number of seconds, as 3600 or 1h`)
      return { ...context, ttl }
    }
    default:
      throw new RangeError(`line ${line}: "${control}" is not known: $ORIGIN and $TTL are`)
  }
}

function readRecord({ line, isIndented, words }: Entry, context: Context): ZoneRecord {
  const rest = [...words]
  const owner = isIndented ? context.owner : nameOf(rest.shift()!.text, context, line)
  if (owner === null) throw new RangeError(`line ${line}: a record without a name, and none before it`)
  let { ttl } = context
  while (rest[0] && (/^IN$/i.test(rest[0].text) || readTtl(rest[0].text) !== null)) {
    ttl = readTtl(rest.shift()!.text) ?? ttl
  }
  const type = rest.shift()?.text.toUpperCase() ?? ''
  if (isWanted(type)) return { name: owner, ttl, type, data: readData(type, rest, context, line) }
  if (others.has(type) || /^TYPE\d+$/.test(type)) return { name: owner, ttl, type, data: null }
  throw new RangeError(`line ${line}: "${type}" is no type of record: ${recordTypes.join(', ')} are`)
}

function isWanted(type: string): type is RecordType {
  return (recordTypes as readonly string[]).includes(type)
}

const units: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

function readTtl(text: string): number | null {
  if (!/^(?:\d+[smhdw]?)+$/i.test(text)) return null
  const parts = [...text.toLowerCase().matchAll(/(\d+)([smhdw]?)/g)]
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * units[unit!]!, 0)
}

function nameOf(text: string, { origin }: Context, line: number): string {
  if (text === '@') return origin
  if (text === '.') return ''
  const full = text.endsWith('.') || origin === '' ? text : `${text}.${origin}`
  const name = toAsciiName(full)
  if (name === null) throw new RangeError(`line ${line}: "${text}" is no domain name`)
  return name
}

const shapes: Readonly<Record<RecordType, string>> = {
  A: 'an IPv4 address',
  AAAA: 'an IPv6 address',
  CNAME: 'a name',
  PTR: 'a name',
  MX: 'a preference and a name, as 10 mx1',
  TXT: 'strings, as "v=spf1 -all"',
  TLSA: 'usage, selector, matching type and hexadecimal digits, as 3 1 1 ab12',
  SOA: 'two names and five numbers',
  CAA: 'flags, a tag and a value, as 0 issue "ca.example"',
}

function readData(type: RecordType, words: readonly Word[], context: Context, line: number): RecordData[RecordType] {
  const texts = words.map(({ text }) => text)
  const data = readers[type](texts, (text) => nameOf(text, context, line) || '.')
  if (data === null) throw new RangeError(`line ${line}: a record of type ${type} wants ${shapes[type]}`)
  return data
}

type Reader<T extends RecordType> = (texts: readonly string[], name: (text: string) => string) => RecordData[T] | null

const readers: { readonly [T in RecordType]: Reader<T> } = {
  A: ([address = '', ...more]) => (isIPv4(address) && more.length === 0 ? address : null),
  AAAA: ([address = '', ...more]) => (isIPv6(address) && more.length === 0 ? address.toLowerCase() : null),
  CNAME: readName,
  PTR: readName,
  MX: ([preference = '', exchange, ...more], name) => {
    if (exchange === undefined || more.length > 0 || !isNumber(preference, 0xffff)) return null
    return { preference: Number(preference), exchange: name(exchange) }
  },
  TXT: (strings) => (strings.length > 0 ? strings : null),
  TLSA: ([usage = '', selector = '', matchingType = '', ...digits]) => {
    const hex = digits.join('')
    const isWhole = [usage, selector, matchingType].every((each) => isNumber(each, 0xff))
    if (!isWhole || !/^(?:[0-9a-f]{2})+$/i.test(hex)) return null
    return {
      usage: Number(usage),
      selector: Number(selector),
      matchingType: Number(matchingType),
      data: new Uint8Array(Buffer.from(hex, 'hex')),
    }
  },
  SOA: ([mname, rname, ...times], name) => {
    const [serial, refresh, retry, expire, minimum, ...more] = times.map(readTtl)
    const numbers = [serial, refresh, retry, expire, minimum]
    if (mname === undefined || rname === undefined || more.length > 0) return null
    if (numbers.some((each) => each === null || each === undefined)) return null
    const [a, b, c, d, e] = numbers as [number, number, number, number, number]
    return { mname: name(mname), rname: name(rname), serial: a, refresh: b, retry: c, expire: d, minimum: e }
  },
  CAA: ([flags = '', tag, value, ...more]) => {
    if (tag === undefined || value === undefined || more.length > 0 || !isNumber(flags, 0xff)) return null
    return { flags: Number(flags), tag, value }
  },
}

function readName([text, ...more]: readonly string[], name: (text: string) => string): string | null {
  return text === undefined || more.length > 0 ? null : name(text)
}

function isNumber(text: string, most: number): boolean {
  return /^\d+$/.test(text) && Number(text) <= most
}

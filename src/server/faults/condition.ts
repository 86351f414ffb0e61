import { isIP } from 'node:net'
import { ipOctets } from '../../wire/ip-octets.ts'
import type { FaultCondition, FaultPhase } from './fault.ts'

/** What is known when something happens that a fault may strike at. Null: not known, or not yet. */
export interface Occasion {
  /** More than one where it is several things: the last chunk is a BDAT, and the end of the data. */
  readonly phases: readonly FaultPhase[]
  /** Whether the language itself has nothing against it. */
  readonly isInOrder: boolean
  readonly session: string
  readonly client: string | null
  readonly helo: string | null
  readonly user: string | null
  readonly isEncrypted: boolean
  readonly from: string | null
  readonly to: readonly string[]
  /** Octets of the message that have come. */
  readonly octets: number
  /** The values of the header fields with this name. */
  readonly header: (name: string) => readonly string[]
}

/** Whether everything holds that is asked for. */
export function holds(condition: FaultCondition, occasion: Occasion): boolean {
  const { client, helo, from, to, user, tls, header } = condition
  return (
    (client === undefined || isWithin(occasion.client, client)) &&
    (helo === undefined || fits(occasion.helo, helo)) &&
    (from === undefined || fits(occasion.from, from)) &&
    (to === undefined || occasion.to.some((each) => fits(each, to))) &&
    (user === undefined || fits(occasion.user, user)) &&
    (tls === undefined || occasion.isEncrypted === tls) &&
    (header === undefined || occasion.header(header.name).some((value) => fits(value, header.pattern)))
  )
}

function fits(text: string | null, pattern: string): boolean {
  return text !== null && matchesPattern(text, pattern)
}

/** `*` stands for anything. It goes back to the last star only, so that no pattern takes long. */
export function matchesPattern(text: string, pattern: string): boolean {
  const [subject, glob] = [text.toLowerCase(), pattern.toLowerCase()]
  let [at, star, retry] = [0, -1, 0]
  for (let i = 0; i < subject.length;) {
    if (glob[at] === '*') {
      star = at++
      retry = i
    } else if (glob[at] === subject[i]) {
      at++
      i++
    } else if (star >= 0) {
      at = star + 1
      i = ++retry
    } else return false
  }
  while (glob[at] === '*') at++
  return at === glob.length
}

/** Whether an address is this one, or in this network. */
export function isWithin(address: string | null, network: string): boolean {
  const parsed = parseNetwork(network)
  if (address === null || parsed === null || isIP(address) !== isIP(parsed.address)) return false
  const [octets, base] = [ipOctets(address), ipOctets(parsed.address)]
  return octets.every((octet, i) => {
    const bits = Math.max(0, Math.min(8, parsed.prefix - 8 * i))
    const mask = (0xff << (8 - bits)) & 0xff
    return (octet & mask) === (base[i]! & mask)
  })
}

/** "192.0.2.1", "192.0.2.0/24", "2001:db8::/32"; null where it is neither address nor network. */
export function parseNetwork(text: string): { readonly address: string; readonly prefix: number } | null {
  const [, address = '', prefix] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)]!
  const length = prefix === undefined ? longest : Number(prefix)
  return longest < 0 || length > longest ? null : { address, prefix: length }
}

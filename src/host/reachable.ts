import { isPublic } from '../client/special-addresses.ts'

/**
 * Whether the DNS of a stranger may make us connect to an address: only to what everybody can reach, so that no mail
 * knocks at doors inside the own network. IPv6 addresses that stand for an IPv4 address count as that.
 */
export function isReachable(address: string): boolean {
  return isPublic(address) && embedded(address).every((each) => isPublic(each))
}

/** IPv4 addresses within: mapped ones, those of NAT64, and those of 6to4. */
function embedded(address: string): string[] {
  const groups = groupsOf(address)
  if (groups === null) return []
  const [a = 0, b = 0, c = 0] = groups
  const isPrefix = (prefix: readonly number[]) => prefix.every((group, i) => groups[i] === group)
  const [x = 0, y = 0] = groups.slice(6)
  const isAtEnd =
    isPrefix([0, 0, 0, 0, 0, 0xffff]) || isPrefix([0, 0, 0, 0, 0, 0]) || isPrefix([0x64, 0xff9b, 0, 0, 0, 0])
  return [...(isAtEnd ? [quad(x, y)] : []), ...(a === 0x2002 ? [quad(b, c)] : [])]
}

function quad(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** The eight groups of an IPv6 address; null of any other. */
function groupsOf(address: string): readonly number[] | null {
  if (!address.includes(':')) return null
  const plain = address.replace(/%.*$/, '').replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...quad: string[]) => {
    const [p = 0, q = 0, r = 0, s = 0] = quad.map(Number)
    return `${((p << 8) | q).toString(16)}:${((r << 8) | s).toString(16)}`
  })
  const [head = '', tail] = plain.split('::')
  const read = (part: string) => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)))
  const before = read(head)
  const after = tail === undefined ? [] : read(tail)
  const missing = tail === undefined ? 0 : 8 - before.length - after.length
  return [...before, ...Array<number>(Math.max(0, missing)).fill(0), ...after]
}

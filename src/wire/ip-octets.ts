import { isIPv6 } from 'node:net'

/** The 4 or 16 octets of an IP address; a zone ("%eth0") is left out. */
export function ipOctets(address: string): Buffer {
  return isIPv6(address) ? octetsOf6(address.replace(/%.*$/, '')) : octetsOf4(address)
}

function octetsOf4(address: string): Buffer {
  return Buffer.from(address.split('.').map(Number))
}

// IPv6v4-full, IPv6v4-comp: the last 32 bits written as an IPv4 address
// RFC 5321 §4.1.3
function octetsOf6(address: string): Buffer {
  const plain = address.replace(/[^:]*\.[^:]*$/, (last) =>
    octetsOf4(last)
      .toString('hex')
      .replace(/(....)(....)/, '$1:$2'),
  )
  const [head = '', tail] = plain.split('::')
  const groups = (text: string) => (text === '' ? [] : text.split(':')).map((group) => parseInt(group, 16))
  const before = groups(head)
  const after = tail === undefined ? [] : groups(tail)
  const all = [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after]
  const octets = Buffer.alloc(16)
  all.forEach((group, i) => octets.writeUInt16BE(group, i * 2))
  return octets
}

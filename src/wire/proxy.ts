import { isIPv6 } from 'node:net'
import { ipOctets } from './ip-octets.ts'

/** Whom a proxy says it speaks for, in HAProxy's PROXY protocol. */
export interface ProxyHeader {
  readonly version: 1 | 2
  /** LOCAL: the proxy speaks for itself. */
  readonly command: 'PROXY' | 'LOCAL'
  readonly sourceAddress: string
  readonly sourcePort: number
  readonly destinationAddress: string
  readonly destinationPort: number
}

/** The first octets of a header of version 2. */
export const proxySignature = Buffer.from('0d0a0d0a000d0a515549540a', 'hex')

/** The header's octets, to be sent before anything else. */
export function writeProxyHeader(header: ProxyHeader): Uint8Array {
  return header.version === 1 ? writeText(header) : writeBinary(header)
}

function writeText({
  command,
  sourceAddress,
  sourcePort,
  destinationAddress,
  destinationPort,
}: ProxyHeader): Uint8Array {
  if (command === 'LOCAL') return Buffer.from('PROXY UNKNOWN\r\n')
  const family = isIPv6(sourceAddress) ? 'TCP6' : 'TCP4'
  return Buffer.from(`PROXY ${family} ${sourceAddress} ${destinationAddress} ${sourcePort} ${destinationPort}\r\n`)
}

function writeBinary({
  command,
  sourceAddress,
  sourcePort,
  destinationAddress,
  destinationPort,
}: ProxyHeader): Uint8Array {
  if (command === 'LOCAL') return Buffer.concat([proxySignature, Uint8Array.of(0x20, 0, 0, 0)])
  const family = isIPv6(sourceAddress) ? 0x21 : 0x11
  const ports = Buffer.alloc(4)
  ports.writeUInt16BE(sourcePort, 0)
  ports.writeUInt16BE(destinationPort, 2)
  const body = Buffer.concat([ipOctets(sourceAddress), ipOctets(destinationAddress), ports])
  return Buffer.concat([proxySignature, Uint8Array.of(0x21, family, body.length >> 8, body.length & 0xff), body])
}

import { createSocket, type Socket as UdpSocket } from 'node:dgram'
import { createServer, type Server, type Socket } from 'node:net'
import { decode, encode, type Answer, type DecodedPacket, type Packet, type Question } from 'dns-packet'
import { onTestFinished } from 'vitest'
import type { ServerAddress } from '../../../src/wire/resolver/server-address.ts'

/** What the server says to a query: octets as they are; null: nothing, and TCP is closed; []: nothing, and it is not. */
export type Script = (query: Asked) => Packet | Buffer | readonly (Packet | Buffer)[] | null

export interface Asked {
  readonly transport: 'udp' | 'tcp'
  readonly question: Question
  readonly packet: DecodedPacket
}

export interface ScriptedServer extends ServerAddress {
  readonly asked: readonly Asked[]
}

/** A DNS server on a port of its own that says what the test wants, over UDP and TCP; gone when the test is over. */
export async function startDnsServer(script: Script): Promise<ScriptedServer> {
  const asked: Asked[] = []
  const hear = (octets: Buffer, transport: Asked['transport']): readonly Buffer[] | null => {
    const packet = decode(octets)
    const query: Asked = { transport, question: packet.questions![0]!, packet }
    asked.push(query)
    const said = script(query)
    if (said === null) return null
    return (Array.isArray(said) ? (said as readonly Packet[]) : [said as Packet]).map((each) => {
      if (Buffer.isBuffer(each)) return each
      return encode({ type: 'response', id: packet.id!, questions: packet.questions!, ...each })
    })
  }
  const { tcp, udp, port } = await listen()
  tcp.on('connection', (socket) => speakTcp(socket, hear))
  udp.on('message', (octets, { port: to, address }) => {
    for (const said of hear(octets, 'udp') ?? []) udp.send(said, to, address)
  })
  onTestFinished(() => {
    udp.close()
    tcp.close()
  })
  return { address: '127.0.0.1', port, asked }
}

interface Listening {
  readonly tcp: Server
  readonly udp: UdpSocket
  readonly port: number
}

/** A port that is free for both. */
async function listen(): Promise<Listening> {
  const tcp = createServer()
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve))
  const { port } = tcp.address() as { port: number }
  const udp = createSocket('udp4')
  const isFree = await new Promise<boolean>((resolve) => {
    udp.once('error', () => resolve(false))
    udp.bind(port, '127.0.0.1', () => resolve(true))
  })
  if (isFree) return { tcp, udp, port }
  tcp.close()
  return listen()
}

function speakTcp(socket: Socket, hear: (octets: Buffer, transport: 'tcp') => readonly Buffer[] | null): void {
  let heard = Buffer.alloc(0)
  socket.on('error', () => {})
  socket.on('data', (chunk) => {
    heard = Buffer.concat([heard, chunk])
    if (heard.length < 2 || heard.length < 2 + heard.readUInt16BE(0)) return
    const said = hear(heard.subarray(2), 'tcp')
    if (said === null) socket.end()
    for (const octets of said ?? []) {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(octets.length)
      // In pieces, as a network may do.
      socket.write(length.subarray(0, 1))
      socket.write(Buffer.concat([length.subarray(1), octets]))
    }
  })
}

export const flags = { truncated: 0x0200, authoritative: 0x0400, authentic: 0x0020 } as const
export const rcodes = { formerr: 1, servfail: 2, nxdomain: 3, notimp: 4, refused: 5 } as const

export const mx = (name: string, preference: number, exchange: string, ttl = 300): Answer => ({
  type: 'MX',
  name,
  ttl,
  data: { preference, exchange },
})

export const a = (name: string, data: string, ttl = 300): Answer => ({ type: 'A', name, ttl, data })

export const cname = (name: string, data: string, ttl = 300): Answer => ({ type: 'CNAME', name, ttl, data })

export const soa = (name: string, minimum = 60, ttl = 3600): Answer => ({
  type: 'SOA',
  name,
  ttl,
  data: { mname: `ns.${name}`, rname: `hostmaster.${name}`, serial: 1, refresh: 2, retry: 3, expire: 4, minimum },
})

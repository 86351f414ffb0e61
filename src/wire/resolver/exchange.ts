import { createSocket } from 'node:dgram'
import { createConnection, isIPv6 } from 'node:net'
import { isSameName } from './name.ts'
import { readResponse, writeQuery, type Query, type Response } from './packet.ts'
import type { Trouble, TroubleCode } from './resolver.ts'
import { formatServerAddress, type ServerAddress } from './server-address.ts'

/** A question put to one server: its response, which can be read, or why there is none. */
export type Exchange =
  { readonly ok: true; readonly response: ReadableResponse } | { readonly ok: false; readonly trouble: Trouble }

type ReadableResponse = Response & { readonly sections: NonNullable<Response['sections']> }

/**
 * Ask one server, by UDP, and by TCP where the response does not fit into a packet (RFC 1035 §4.2.1).
 * @param ms for each of the two
 */
export async function askServer(server: ServerAddress, query: Query, ms: number): Promise<Exchange> {
  const heard = await overUdp(server, query, ms)
  const exchange = heard.ok && heard.response.truncated ? await overTcp(server, query, ms) : heard
  return exchange.ok ? judge(server, exchange.response) : exchange
}

type Heard = { readonly ok: true; readonly response: Response } | { readonly ok: false; readonly trouble: Trouble }

function judge(server: ServerAddress, response: Response): Exchange {
  if (response.sections && !response.truncated)
    return { ok: true, response: { ...response, sections: response.sections } }
  const fault = response.sections ? 'sent a truncated response over TCP' : 'sent a response that cannot be read'
  return trouble('malformed', `${formatServerAddress(server)} ${fault}`)
}

/**
 * What is not a response to this very query is passed over, as it may be forged: the kernel does so with what comes
 * from another address or port, as the socket is connected.
 */
function overUdp(server: ServerAddress, query: Query, ms: number): Promise<Heard> {
  return new Promise((resolve) => {
    const place = formatServerAddress(server)
    const socket = createSocket(isIPv6(server.address) ? 'udp6' : 'udp4')
    let passedOver = 0
    const timer = setTimeout(() => end(trouble('timeout', `${place} ${silence(ms, passedOver)}`)), ms)
    const end = (heard: Heard) => {
      clearTimeout(timer)
      socket
        .removeAllListeners()
        .on('error', () => {})
        .close()
      resolve(heard)
    }
    socket.on('error', (error) => end(unreachable(place, error)))
    socket.on('message', (octets) => {
      const response = readResponse(octets)
      if (response && answers(response, query)) end({ ok: true, response })
      else passedOver++
    })
    socket.on('connect', () => {
      socket.send(writeQuery(query), (error) => {
        if (error) end(unreachable(place, error))
      })
    })
    socket.connect(server.port, server.address)
  })
}

function silence(ms: number, passedOver: number): string {
  const none = `did not answer within ${ms / 1000} s`
  return passedOver === 0 ? none : `${none}; passed over: ${passedOver} with another id or to another question`
}

/** Octets before each message that say how long it is. RFC 1035 §4.2.2 */
const LENGTH = 2

function overTcp(server: ServerAddress, query: Query, ms: number): Promise<Heard> {
  return new Promise((resolve) => {
    const place = `${formatServerAddress(server)} over TCP`
    const socket = createConnection({ host: server.address, port: server.port })
    let heard = Buffer.alloc(0)
    const timer = setTimeout(() => end(trouble('timeout', `${place} ${silence(ms, 0)}`)), ms)
    const end = (result: Heard) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(result)
    }
    socket.on('error', (error) => end(unreachable(place, error)))
    socket.on('close', () => end(trouble('malformed', `${place} hung up before its answer was whole`)))
    socket.on('connect', () => {
      const octets = writeQuery(query)
      socket.write(Buffer.concat([Uint8Array.of(octets.length >> 8, octets.length & 0xff), octets]))
    })
    socket.on('data', (chunk) => {
      heard = Buffer.concat([heard, chunk])
      if (heard.length < LENGTH || heard.length < LENGTH + heard.readUInt16BE(0)) return
      const response = readResponse(heard.subarray(LENGTH, LENGTH + heard.readUInt16BE(0)))
      if (response && answers(response, query)) end({ ok: true, response })
      else end(trouble('malformed', `${place} answered with another id or to another question`))
    })
  })
}

/** RFC 5452 §9.1. Servers that refuse a query may leave the question out. */
function answers(response: Response, query: Query): boolean {
  if (response.id !== query.id) return false
  const { question } = response
  if (question === null) return response.rcode !== 0 || response.sections === null
  return question.type === query.type && isSameName(question.name, query.name)
}

function unreachable(place: string, { code, message }: NodeJS.ErrnoException): Heard & { readonly ok: false } {
  const why = code === 'ECONNREFUSED' ? 'has no DNS server listening' : 'cannot be reached'
  return trouble('unreachable', `${place} ${why} (${code ?? message})`)
}

function trouble(code: TroubleCode, message: string): { readonly ok: false; readonly trouble: Trouble } {
  return { ok: false, trouble: { code, message } }
}

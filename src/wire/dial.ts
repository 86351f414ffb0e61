import { spawn } from 'node:child_process'
import { lookup } from 'node:dns/promises'
import { isIP, createConnection, type Socket } from 'node:net'
import { Duplex } from 'node:stream'
import type { Recorder } from '../transcript/recorder.ts'
import { Channel } from './channel.ts'
import { timedOut, WireError } from './failure.ts'
import { writeProxyHeader, type ProxyHeader } from './proxy.ts'
import type { TlsSettings } from './tls/options.ts'
import { formatHostPort } from './target.ts'
import { lookUpAddresses } from './resolver/look-up.ts'
import { isLocalhost } from './resolver/name.ts'
import type { Resolver } from './resolver/resolver.ts'

export interface TcpEndpoint {
  readonly kind: 'tcp'
  readonly host: string
  readonly port: number
  readonly family?: 4 | 6
  /** Where they are known already, as from a route, the host is not looked up. */
  readonly addresses?: readonly string[]
  /** Why there are none, where that is known already. */
  readonly failure?: { readonly code: string; readonly message: string }
}

/** Where a conversation is to be held. */
export type Endpoint =
  | TcpEndpoint
  /** A Unix domain socket. */
  | { readonly kind: 'socket'; readonly path: string }
  /** A program that speaks SMTP on its standard input and output, run by the shell. */
  | { readonly kind: 'pipe'; readonly command: string }
  /** A stream that is there already. */
  | { readonly kind: 'stream'; readonly stream: Duplex }

export interface DialOptions {
  /** Milliseconds for the name, and again for each address. */
  readonly timeout: number
  /** Asked for addresses that are not known. Default: this machine's own. */
  readonly resolver?: Resolver
  readonly localAddress?: string
  readonly localPort?: number
  /** TLS from the first octet (smtps). */
  readonly implicitTls?: boolean
  /** How TLS is done, from the start or behind STARTTLS. */
  readonly tls?: TlsSettings
  /** Said before everything else: a header, or octets that are none and are meant to be tried. */
  readonly proxy?: ProxyHeader | Uint8Array
}

/**
 * Open a connection. Addresses are tried in the resolver's order until one answers.
 * @throws WireError of the last address; the failures are in the record too
 */
export async function dial(endpoint: Endpoint, options: DialOptions, recorder: Recorder): Promise<Channel> {
  try {
    // Loaded before there is anything to read: what the other end says first is for the handshake, whatever it is.
    const tls = options.implicitTls ? await import('./tls.ts') : null
    const stream = await open(endpoint, options, recorder)
    const channel = new Channel(stream, recorder)
    if (options.proxy) await channel.write(proxyOctets(options.proxy), options.timeout)
    if (tls) await channel.upgrade((clear) => tls.secure(clear, nameOf(endpoint), options.timeout, options.tls))
    return channel
  } catch (error) {
    if (error instanceof WireError) recorder.failed(error.phase, error.code, error.message)
    throw error
  }
}

function proxyOctets(proxy: ProxyHeader | Uint8Array): Uint8Array {
  return proxy instanceof Uint8Array ? proxy : writeProxyHeader(proxy)
}

/** What TLS calls the other end. */
export function nameOf(endpoint: Endpoint): string {
  return endpoint.kind === 'tcp' ? endpoint.host : 'localhost'
}

async function open(endpoint: Endpoint, options: DialOptions, recorder: Recorder): Promise<Duplex> {
  switch (endpoint.kind) {
    case 'tcp':
      return openTcp(endpoint, options, recorder)
    case 'socket': {
      const socket = await connected(createConnection({ path: endpoint.path }), options.timeout)
      recorder.open(null, endpoint.path)
      return socket
    }
    case 'pipe': {
      const child = spawn(endpoint.command, { shell: true, stdio: ['pipe', 'pipe', 'inherit'] })
      recorder.open(null, endpoint.command)
      child.stdin.on('error', () => {}) // the program has gone; its standard output ends, and that tells
      const stream = Duplex.from({ readable: child.stdout, writable: child.stdin })
      // Whoever hangs up does not wait for the program to notice.
      stream.once('close', () => child.unref())
      return stream
    }
    case 'stream':
      recorder.open(null, null)
      return endpoint.stream
  }
}

async function openTcp(endpoint: TcpEndpoint, options: DialOptions, recorder: Recorder): Promise<Socket> {
  const { host, port } = endpoint
  const addresses = await resolve(endpoint, options, recorder)
  let failure: WireError | null = null
  for (const address of addresses) {
    if (failure) recorder.failed('connect', failure.code, failure.message)
    try {
      const { localAddress, localPort } = options
      const socket = createConnection({
        host: address,
        port,
        noDelay: true,
        ...(localAddress !== undefined && { localAddress }),
        ...(localPort !== undefined && { localPort }),
      })
      await connected(socket, options.timeout)
      recorder.open(place(socket.localAddress, socket.localPort), place(socket.remoteAddress, socket.remotePort))
      return socket
    } catch (error) {
      if (!(error instanceof WireError)) throw error
      failure = error
    }
  }
  throw failure ?? new WireError('resolve', Object.assign(new Error(`${host} has no address`), { code: 'ENODATA' }))
}

/** A connection that has broken already has neither. */
function place(address: string | undefined, port: number | undefined): string | null {
  return address === undefined ? null : formatHostPort(address, port ?? 0)
}

async function resolve(endpoint: TcpEndpoint, options: DialOptions, recorder: Recorder): Promise<readonly string[]> {
  const { host, addresses: known, failure } = endpoint
  try {
    if (failure) throw Object.assign(new Error(failure.message), { code: failure.code })
    if (isIP(host)) return [host]
    const addresses = known ?? (await lookUp(endpoint, options))
    recorder.resolved(host, addresses)
    return addresses
  } catch (error) {
    throw new WireError('resolve', error)
  }
}

async function lookUp({ host, family }: TcpEndpoint, { resolver, timeout }: DialOptions): Promise<readonly string[]> {
  // It has time-outs of its own, which say which server did not answer.
  if (resolver && !isLocalhost(host)) return lookUpAddresses(resolver, host, family)
  const found = await withTimeout(lookup(host, { all: true, family: family ?? 0 }), timeout)
  return found.map(({ address }) => address)
}

function withTimeout<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timedOut('the name look-up', ms)), ms)
  })
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer))
}

function connected(socket: Socket, ms: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(timedOut('connecting', ms)), ms)
    socket.once('connect', () => {
      clearTimeout(timer)
      socket.removeAllListeners('error')
      resolve(socket)
    })
    socket.once('error', (error) => {
      clearTimeout(timer)
      reject(new WireError('connect', error))
    })
  })
}

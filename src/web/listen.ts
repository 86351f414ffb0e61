import { createServer, type Server } from 'node:http'
import { hostname } from 'node:os'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { WebSocket } from 'ws'
import type { MailHost } from '../host/mail-host.ts'
import type { Store } from '../store/store.ts'
import { WireError } from '../wire/failure.ts'
import type { ListenAddress } from '../wire/listen.ts'
import { createApp } from './app.ts'
import type { Guard } from './guard/guard.ts'
import { WebLogin } from './guard/login.ts'
import { LiveFeed } from './live/feed.ts'
import { tellMailpitEvents } from './live/mailpit-events.ts'
import { addSockets } from './live/sockets.ts'
import { holdTalk } from './live/talk-socket.ts'
import { SinceStart } from './since-start.ts'
import type { Site, SiteOptions } from './site.ts'
import { PageFiles } from './static.ts'

/** Connections at one time. */
const CONNECTIONS = 1000
/** Milliseconds for the head of a request, and for all of it. */
const HEAD = 10_000
const WHOLE = 120_000

/** The web side of a mail host, listening. */
export interface WebServer {
  readonly host: string
  readonly port: number
  readonly base: string
  close(): Promise<void>
}

/** Serve the API and the page. @throws WireError where the address cannot be had */
export async function listenWeb(
  host: MailHost<Store>,
  address: ListenAddress,
  options: SiteOptions,
): Promise<WebServer> {
  const site: Site = {
    host,
    feed: new LiveFeed(host.server),
    version: options.version,
    base: readBase(options.base ?? '/'),
    talkHosts: options.talkHosts ?? [],
    storeName: options.storeName ?? 'memory',
    practice: options.practice ?? null,
    webhook: options.webhook ?? null,
    linkCheck: options.linkCheck ?? {},
    onTrouble: options.onTrouble ?? ((sentence) => process.stderr.write(`parley: ${sentence}\n`)),
    sinceStart: new SinceStart(host.store),
    started: new Date(),
  }
  const guard: Guard = {
    names: [...(options.names ?? []), hostname(), address.host],
    login: options.users ? new WebLogin(options.users) : null,
  }
  const page = options.pageFolder ? new PageFiles(options.pageFolder) : null
  const app = createApp(site, guard, page)
  const answer = getRequestListener((request, env) => app.fetch(request, env), { overrideGlobalObjects: false })
  const server = createServer(
    { headersTimeout: HEAD, requestTimeout: WHOLE, maxHeaderSize: 16 * 1024 },
    (request, response) => {
      // QUIRK: clients of mailpit put two slashes before /view, and its router takes one away.
      request.url = request.url?.replace(/^\/{2,}/, '/') ?? '/'
      void answer(request, response)
    },
  )
  server.maxConnections = CONNECTIONS
  const paths = {
    [`${site.base}api/v2/talk`]: (socket: WebSocket) => holdTalk(socket, site),
    [`${site.base}api/events`]: (socket: WebSocket) => tellMailpitEvents(socket, site),
  }
  const sockets = addSockets(server, guard, paths, site.onTrouble)
  await begin(server, address)
  const { address: bound, port } = server.address() as AddressInfo
  return {
    host: bound,
    port,
    base: site.base,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        sockets.close()
        server.closeAllConnections()
      }),
  }
}

function begin(server: Server, { host, port }: ListenAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new WireError('connect', error)))
    server.listen({ host, port }, () => {
      server.removeAllListeners('error').on('error', () => {}) // the connection is lost, the server is not
      resolve()
    })
  })
}

/** "mail" → "/mail/". @throws TypeError */
export function readBase(text: string): string {
  const inner = text.replace(/^\/+|\/+$/g, '')
  if (!/^[\w.~/-]*$/.test(inner) || /(?:^|\/)\.{0,2}(?:\/|$)/.test(inner.replace(/^$/, 'x')))
    throw new TypeError(`"${text}" is no path that others could begin with: write it as /mail/`)
  return inner === '' ? '/' : `/${inner}/`
}

import type { IncomingMessage } from 'node:http'
import { request, type RequestOptions } from 'node:https'
import { timedOut } from '../failure.ts'
import { lookUpWith } from '../resolver/look-up-with.ts'
import type { Resolver } from '../resolver/resolver.ts'

/** What came of asking for a policy. */
export type FetchedPolicy =
  | { readonly outcome: 'text'; readonly url: string; readonly text: string; readonly mediaType: string | null }
  | {
      readonly outcome: 'failed'
      readonly url: string
      readonly reason: 'unreachable' | 'certificate' | 'redirect' | 'status' | 'size' | 'timeout'
      /** A clause: "the server answered 404 Not Found". */
      readonly message: string
    }

/** Asks a domain for its MTA-STS policy. Never rejects. */
export type PolicyFetcher = (domain: string) => Promise<FetchedPolicy>

/** How policies are fetched. */
export interface PolicyFetchOptions {
  /** Milliseconds for all of it. Default a minute. RFC 8461 §3.3 */
  readonly timeout?: number
  /** Asked for the address of the server. Default: this machine's own. */
  readonly resolver?: Resolver
  /** Authorities to believe in place of the well-known ones: PEM. */
  readonly ca?: string
  readonly port?: number
}

/** Something that fetches policies over HTTPS. RFC 8461 §3.3 */
export function createPolicyFetcher(options: PolicyFetchOptions = {}): PolicyFetcher {
  return (domain) => fetchPolicy(domain, options)
}

/** Octets of a policy that are read. RFC 8461 §3.3 */
const LONGEST_POLICY = 65_536

class Failure extends Error {
  readonly reason: Extract<FetchedPolicy, { readonly outcome: 'failed' }>['reason']

  constructor(reason: Failure['reason'], message: string) {
    super(message)
    this.reason = reason
  }
}

async function fetchPolicy(domain: string, options: PolicyFetchOptions): Promise<FetchedPolicy> {
  const host = `mta-sts.${domain}`
  const url = `https://${host}/.well-known/mta-sts.txt`
  try {
    const response = await get(host, options)
    return { outcome: 'text', url, ...response }
  } catch (error) {
    if (error instanceof Failure) return { outcome: 'failed', url, reason: error.reason, message: error.message }
    const { code = '', message } = error as NodeJS.ErrnoException
    return { outcome: 'failed', url, reason: reasonOf(code), message }
  }
}

function reasonOf(code: string): Failure['reason'] {
  if (code === 'ETIMEDOUT') return 'timeout'
  return /CERT|SIGNATURE|ISSUER|ALTNAME/.test(code) ? 'certificate' : 'unreachable'
}

interface Page {
  readonly text: string
  readonly mediaType: string | null
}

function get(host: string, { timeout = 60_000, resolver, ca, port = 443 }: PolicyFetchOptions): Promise<Page> {
  const options: RequestOptions = {
    host,
    port,
    servername: host,
    path: '/.well-known/mta-sts.txt',
    headers: { host, accept: 'text/plain' },
    agent: false,
    ...(ca !== undefined && { ca }),
    ...(resolver && { lookup: lookUpWith(resolver) }),
  }
  return new Promise((resolve, reject) => {
    const asking = request(options, (response) => {
      read(response).then(resolve, reject).finally(done)
    })
    const timer = setTimeout(() => asking.destroy(timedOut('fetching the policy', timeout)), timeout)
    const done = () => {
      clearTimeout(timer)
      asking.destroy()
    }
    asking.once('error', (error) => {
      done()
      reject(error)
    })
    asking.end()
  })
}

async function read(response: IncomingMessage): Promise<Page> {
  const { statusCode = 0, statusMessage = '', headers } = response
  if (statusCode >= 300 && statusCode < 400) {
    const whither = headers.location === undefined ? '' : ` to ${headers.location.slice(0, 200)}`
    throw new Failure('redirect', `the server redirects${whither}, and redirects are not followed`)
  }
  if (statusCode !== 200) throw new Failure('status', `the server answered ${`${statusCode} ${statusMessage}`.trim()}`)
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of response as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > LONGEST_POLICY) throw new Failure('size', `the policy is longer than ${LONGEST_POLICY} octets`)
    pieces.push(piece)
  }
  const [mediaType = ''] = (headers['content-type'] ?? '').split(';')
  return { text: Buffer.concat(pieces).toString('utf8'), mediaType: mediaType.trim().toLowerCase() || null }
}

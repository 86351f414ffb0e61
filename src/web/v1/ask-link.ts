import * as http from 'node:http'
import { isIP } from 'node:net'
import type { Resolver } from '../../wire/resolver/resolver.ts'
import { lookUpWith } from '../../wire/resolver/look-up-with.ts'

/** How links are asked. */
export interface AskOptions {
  readonly resolver: Resolver
  /** Whether an address may be connected to. */
  readonly allows: (address: string) => boolean
  /** Authorities to believe in place of the well-known ones: PEM. */
  readonly ca?: string
}

/** One after the other, from one link. */
const MOST_REDIRECTS = 5

/**
 * Ask for the head of what a link leads to.
 * @param follow where it is redirected to; else the status is that of the redirect
 * @returns the status
 * @throws Error whose message says why there is none
 */
export async function askLink(
  link: string,
  options: AskOptions,
  { follow, signal }: { readonly follow: boolean; readonly signal: AbortSignal },
): Promise<number> {
  let url = readUrl(link)
  if (!url) throw new Error('not asked: this is no address of the web')
  for (let redirects = 0; ; redirects++) {
    const { status, location } = await askOnce(url, options, signal)
    if (!follow || location === null) return status
    if (redirects === MOST_REDIRECTS) throw new Error(`it is redirected more than ${MOST_REDIRECTS} times`)
    url = readUrl(location, url.href)
    if (!url) throw new Error('it is redirected to what is no address of the web')
  }
}

function readUrl(text: string, base?: string): URL | null {
  if (!URL.canParse(text, base)) return null
  const url = new URL(text, base)
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : null
}

interface Head {
  readonly status: number
  /** Null where it is no redirect. */
  readonly location: string | null
}

async function askOnce(url: URL, { resolver, allows, ca }: AskOptions, signal: AbortSignal): Promise<Head> {
  const { request } = url.protocol === 'https:' ? await import('node:https') : http
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const choose = (addresses: readonly string[]) => {
    const open = addresses.filter(allows)
    const leads = isIP(host) === 0 ? 'leads to' : 'is'
    if (open.length === 0) throw new Error(`not asked: ${host} ${leads} no public address`)
    return open
  }
  // What is an address is connected to without a lookup.
  if (isIP(host) !== 0) choose([host])
  return new Promise((resolve, reject) => {
    // Of the URL's own name and password nothing goes along.
    const asking = request({
      method: 'HEAD',
      host,
      port: url.port === '' ? null : url.port,
      path: url.pathname + url.search,
      headers: { accept: '*/*', 'user-agent': 'Parley' },
      agent: false,
      lookup: lookUpWith(resolver, choose),
      signal,
      ...(ca !== undefined && { ca }),
    })
    asking.once('response', (response) => {
      resolve(readHead(response))
      // Whatever comes behind the head is not waited for.
      asking.destroy()
    })
    asking.on('error', reject)
    asking.once('close', () => reject(new Error('it hung up without an answer')))
    asking.end()
  })
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

function readHead({ statusCode: status = 0, headers: { location } }: http.IncomingMessage): Head {
  if (location === undefined || !redirects.has(status)) return { status, location: null }
  // QUIRK: servers send UTF-8 there, and Node reads octets.
  return { status, location: Buffer.from(location, 'latin1').toString() }
}

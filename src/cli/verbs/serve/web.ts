import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { MailHost } from '../../../host/mail-host.ts'
import { parseStoredSecret } from '../../../server/passwords.ts'
import type { Store } from '../../../store/store.ts'
import type { WebServer } from '../../../web/listen.ts'
import type { SiteOptions } from '../../../web/site.ts'
import { WireError } from '../../../wire/failure.ts'
import type { ListenAddress } from '../../../wire/listen.ts'
import { formatHostPort } from '../../../wire/target.ts'
import { exitCodes } from '../../exit-codes.ts'
import { cannotRead } from '../../output.ts'
import { collect, hostName, listenAddress } from '../../values.ts'
import { Complaint, InvalidArgumentError, Option, tell, type Verb } from '../../verb.ts'

declare const PARLEY_VERSION: string

export interface WebFlags {
  /** False: no web side. */
  readonly http?: ListenAddress | false
  readonly httpAuth?: string
  readonly httpOpen?: boolean
  readonly httpHost?: readonly string[]
  readonly httpBase?: string
  readonly talkHost?: readonly string[]
}

/** The names of the options, as the flags have them; `http` besides, which "--no-http" sets. */
export const webFlags = ['httpAuth', 'httpOpen', 'httpHost', 'httpBase', 'talkHost'] as const

const usualAddress: ListenAddress = { host: '127.0.0.1', port: 8025 }

export function addWebOptions(verb: Verb): Verb {
  let isAsked = false
  let isRefused = false
  return verb
    .addOption(
      new Option('--http <host:port>', 'where the page and the API listen (default: 127.0.0.1:8025)').argParser(
        (text) => listenAddress(text, usualAddress.port),
      ),
    )
    .option('--no-http', 'no page, and no API')
    .option(
      '--http-auth <user:password>',
      'who may use page and API; or a file of lines of "name:hash", as --users has them',
    )
    .option('--http-open', 'let everybody who reaches them use page and API, without a login')
    .addOption(
      new Option(
        '--http-host <name>',
        'a name by which page and API are called, besides localhost and addresses; may be given several times',
      ).argParser(collect(hostName)),
    )
    .addOption(
      new Option(
        '--talk-host <host:port>',
        'a server that the page may talk to by hand, besides this one; may be given several times',
      ).argParser(collect(talkHost)),
    )
    .addOption(
      new Option('--http-base <path>', 'what the paths of page and API begin with, as /mail/').argParser(basePath),
    )
    .on('option:http', () => (isAsked = true))
    .on('option:no-http', () => (isRefused = true))
    .hook('preAction', () => {
      if (isRefused) checkUnneeded(verb, isAsked)
    })
}

/** Options of a page that there is not to be. @throws Complaint */
function checkUnneeded(verb: Verb, isAsked: boolean): void {
  const given = webFlags.find((name) => verb.getOptionValue(name) !== undefined)
  const option = isAsked ? '--http' : verb.options.find((each) => each.attributeName() === given)?.long
  if (!option) return
  throw new Complaint(`${option} is about page and API, and --no-http does without them`, exitCodes.usage)
}

function talkHost(text: string): string {
  const { host, port } = listenAddress(text, 25)
  return formatHostPort(host, port)
}

function basePath(text: string): string {
  if (!/^\/?(?:[\w~-][\w.~-]*\/?)*$/.test(text)) throw new InvalidArgumentError('Write a path, as /mail/.')
  return text
}

export interface StartedWeb {
  /** Null: there is none. */
  readonly web: WebServer | null
  /** What whoever started it should know, once all of it is there. */
  readonly notices: readonly string[]
}

/**
 * Start page and API. Where nobody asked for an address and the usual one is taken, the server goes on without.
 * @throws Complaint
 */
export async function startWeb(
  host: MailHost<Store>,
  flags: WebFlags,
  more: Pick<SiteOptions, 'webhook' | 'storeName' | 'practice'>,
): Promise<StartedWeb> {
  const { http, httpHost = [], httpBase = '/' } = flags
  if (http === false) return { web: null, notices: [] }
  const address = http ?? usualAddress
  const users = await readUsers(flags.httpAuth)
  const notices = checkExposure(address, users !== null, flags.httpOpen ?? false)
  const { listenWeb } = await import('../../../web/listen.ts')
  try {
    const web = await listenWeb(host, address, {
      version: PARLEY_VERSION,
      pageFolder: fileURLToPath(new URL('../web', import.meta.url)),
      base: httpBase,
      names: httpHost,
      users,
      ...more,
      talkHosts: flags.talkHost ?? [],
      onTrouble: tell,
    })
    const place = `the page and the API are at http://${formatHostPort(web.host, web.port)}${web.base}`
    return { web, notices: [...notices, place] }
  } catch (error) {
    if (!(error instanceof WireError)) throw error
    if (http)
      throw new Complaint(`cannot listen: ${error.message}; choose another address with --http`, exitCodes.connect)
    const advice = 'choose another address with --http, as --http 8026, or do without by --no-http'
    return { web: null, notices: [`no page: ${error.message}; ${advice}`] }
  }
}

/** Everybody who can reach it reads all mail, which is full of passwords and codes. @throws Complaint */
function checkExposure({ host, port }: ListenAddress, hasLogin: boolean, isOpen: boolean): readonly string[] {
  if (isLoopback(host)) return []
  const where = formatHostPort(host, port)
  if (!hasLogin && !isOpen)
    throw new Complaint(
      `at ${where} everybody on the network could read all mail, and change and delete it: ask for a login with --http-auth USER:PASSWORD, or say --http-open to mean it`,
      exitCodes.usage,
    )
  return [
    hasLogin
      ? `page and API can be reached by others at ${where}, and names and passwords cross the network in clear: put TLS in front of it`
      : `page and API are open to everybody who reaches ${where}: they read all mail, and change and delete it`,
  ]
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

type Users = Record<string, (string | { readonly password: string })[]>

/** "user:password", or the name of a file. @throws Complaint */
async function readUsers(given: string | undefined): Promise<Users | null> {
  if (given === undefined) return null
  const colon = given.indexOf(':')
  if (colon > 0 && colon < given.length - 1) return { [given.slice(0, colon)]: [{ password: given.slice(colon + 1) }] }
  const users: Users = {}
  for (const [i, line] of (await readLines(given)).entries()) {
    if (/^\s*(?:#|$)/.test(line)) continue
    const [, name, secret] = /^([^:]+):(\S+)\s*$/.exec(line) ?? []
    if (name === undefined || secret === undefined || !parseStoredSecret(secret))
      throw new Complaint(
        `${given}, line ${i + 1}: a line is "name:hash", and "parley hash-password --user NAME" makes one`,
        exitCodes.usage,
      )
    users[name] = [...(users[name] ?? []), secret]
  }
  if (Object.keys(users).length === 0) throw new Complaint(`${given}: nobody is in it`, exitCodes.usage)
  return users
}

async function readLines(file: string): Promise<string[]> {
  try {
    return (await readFile(file, 'utf8')).split(/\r?\n/)
  } catch (error) {
    throw cannotRead(file, error)
  }
}

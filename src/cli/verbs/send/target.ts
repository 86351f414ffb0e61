import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { SessionOptions } from '../../../client/session.ts'
import { patientTimeouts, uniformTimeouts } from '../../../client/timeouts.ts'
import type { Endpoint } from '../../../wire/dial.ts'
import { parsePort, parseTarget, type Target } from '../../../wire/target.ts'
import { exitCodes } from '../../exit-codes.ts'
import { duration } from '../../values.ts'
import { Complaint, InvalidArgumentError, Option, type Verb } from '../../verb.ts'

export interface TargetFlags {
  readonly server?: string
  readonly port?: number
  readonly socket?: string
  readonly pipe?: string
  readonly ipv4?: boolean
  readonly ipv6?: boolean
  readonly localInterface?: string
  readonly localPort?: number
  readonly timeout?: number
}

export function addTargetOptions(verb: Verb): Verb {
  return verb
    .option('-s, --server <host:port>', 'the server, for those who do not name it first')
    .addOption(
      new Option('-p, --port <port>', 'its port, by number or name (default: 25; 24 for LMTP)').argParser(port),
    )
    .option('-4, --ipv4', 'only over IPv4')
    .option('-6, --ipv6', 'only over IPv6')
    .option('--socket <path>', 'a Unix domain socket in place of a server')
    .option('--pipe <command>', 'a program that speaks SMTP on its standard input and output')
    .option('--local-interface <address>', 'address or network interface to come from, with :port or without')
    .addOption(new Option('--local-port <port>', 'port to come from').argParser(port))
    .addOption(
      new Option(
        '--timeout <seconds>',
        'how long to wait for anything; 0: for ever (default: 30, for the end of data 120)',
      ).argParser(duration),
    )
}

/**
 * Where to send to.
 * @param defaultPort of the protocol
 * @param domain of a recipient, for advice
 * @throws Complaint
 */
export function readEndpoint(
  target: Target | null,
  flags: TargetFlags,
  { defaultPort, domain }: { readonly defaultPort: number; readonly domain: string | null },
): Endpoint {
  const { socket, pipe, ipv4, ipv6 } = flags
  if ([target, socket, pipe].filter((each) => each !== null && each !== undefined).length > 1) {
    throw new Complaint('there can be one of a server, --socket and --pipe', exitCodes.usage)
  }
  if (socket !== undefined) return { kind: 'socket', path: socket }
  if (pipe !== undefined) return { kind: 'pipe', command: pipe }
  if (target === null) throw new Complaint(`to which server? ${adviceFor(domain)}`, exitCodes.usage)
  if (ipv4 && ipv6) throw new Complaint('there can be one of --ipv4 and --ipv6', exitCodes.usage)
  return {
    kind: 'tcp',
    host: target.host,
    port: flags.port ?? target.port ?? defaultPort,
    ...(ipv4 && { family: 4 }),
    ...(ipv6 && { family: 6 }),
  }
}

/** The server that was named: first on the line, or with --server. @throws Complaint */
export function readServer(host: string | undefined, { server }: TargetFlags): Target | null {
  if (host !== undefined && server !== undefined)
    throw new Complaint(`which server, ${host} or ${server}?`, exitCodes.usage)
  const named = host ?? server
  if (named === undefined) return null
  return parse(named.replace(/^([^:/[\]]+|\[[^\]]*\])\/(\w+)$/, '$1:$2'))
}

function parse(text: string): Target {
  try {
    return parseTarget(text)
  } catch (error) {
    throw new Complaint((error as RangeError).message, exitCodes.usage)
  }
}

function adviceFor(domain: string | null): string {
  if (domain === null) return 'Name it first, as in parley send mail.example.org --to bob@example.org'
  return `Parley does not look up yet where mail for ${domain} goes: name the server first, one of those that "host -t MX ${domain}" shows`
}

/** How the session is held, as far as it is about the connection. @throws Complaint */
export function readSessionOptions({ localInterface, localPort, timeout }: TargetFlags): SessionOptions {
  const local = localInterface === undefined ? null : readLocal(localInterface)
  const from = local?.port ?? localPort
  return {
    timeouts: timeout === undefined ? patientTimeouts : uniformTimeouts(timeout === 0 ? FOR_EVER : timeout),
    ...(local && { localAddress: local.address }),
    ...(from !== undefined && { localPort: from }),
  }
}

/** The longest time that a timer can be set to: 24 days. */
const FOR_EVER = 2 ** 31 - 1

/** `192.0.2.1`, `192.0.2.1:25`, `2001:db8::1`, `[2001:db8::1]:25`, `eth0`, `eth0:25`. @throws Complaint */
function readLocal(text: string): { readonly address: string; readonly port: number | null } {
  const { host, port } = parse(text)
  const own = networkInterfaces()
  const found = own[host]?.find(({ family }) => family === 'IPv4') ?? own[host]?.[0]
  if (found || isIP(host)) return { address: found?.address ?? host, port }
  const names = Object.keys(own).join(', ')
  throw new Complaint(
    `"${host}" is neither an address nor a network interface of this machine: ${names}`,
    exitCodes.usage,
  )
}

function port(text: string): number {
  try {
    return parsePort(text)
  } catch (error) {
    throw new InvalidArgumentError(`${(error as RangeError).message}.`)
  }
}

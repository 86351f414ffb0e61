import type { SessionOptions } from '../../../client/session.ts'
import { patientTimeouts, uniformTimeouts } from '../../../client/timeouts.ts'
import type { Endpoint } from '../../../wire/dial.ts'
import type { ServerAddress } from '../../../wire/resolver/server-address.ts'
import type { Target } from '../../../wire/target.ts'
import { exitCodes } from '../../exit-codes.ts'
import { familyOf, port, readConnection, readTarget, resolverOption } from '../../route-options.ts'
import { duration } from '../../values.ts'
import { Complaint, Option, type Verb } from '../../verb.ts'

export interface TargetFlags {
  readonly server?: string
  readonly port?: number
  readonly socket?: string
  readonly pipe?: string
  readonly ipv4?: boolean
  readonly ipv6?: boolean
  readonly localInterface?: string
  readonly localPort?: number
  readonly resolver?: ServerAddress
  /** A domain, or an address. */
  readonly copyRouting?: string
  readonly timeout?: number
}

export function addTargetOptions(verb: Verb): Verb {
  return verb
    .option('-s, --server <host:port>', "the server (default: the mail hosts of the last recipient's domain)")
    .addOption(
      new Option('-p, --port <port>', 'its port, by number or name (default: 25; 24 for LMTP)').argParser(port),
    )
    .option('-4, --ipv4', 'only over IPv4')
    .option('-6, --ipv6', 'only over IPv6')
    .option('--socket <path>', 'a Unix domain socket in place of a server')
    .option('--pipe <command>', 'a program that speaks SMTP on its standard input and output')
    .option('--local-interface <address>', 'address or network interface to come from, with :port or without')
    .addOption(resolverOption())
    .option('--copy-routing <domain>', 'go to the mail hosts of this domain')
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
 * @throws Complaint
 */
export function readEndpoint(
  target: Target | null,
  flags: TargetFlags,
  { defaultPort }: { readonly defaultPort: number },
): Endpoint {
  const { socket, pipe } = flags
  if ([target, socket, pipe].filter((each) => each !== null && each !== undefined).length > 1) {
    throw new Complaint('there can be one of a server, --socket and --pipe', exitCodes.usage)
  }
  if (socket !== undefined) return { kind: 'socket', path: socket }
  if (pipe !== undefined) return { kind: 'pipe', command: pipe }
  if (target === null) throw new TypeError('no server, --socket or --pipe')
  const family = familyOf(flags)
  return {
    kind: 'tcp',
    host: target.host,
    port: flags.port ?? target.port ?? defaultPort,
    ...(family && { family }),
  }
}

/** The server that was named: first on the line, or with --server. @throws Complaint */
export function readServer(host: string | undefined, { server }: TargetFlags): Target | null {
  if (host !== undefined && server !== undefined)
    throw new Complaint(`which server, ${host} or ${server}?`, exitCodes.usage)
  const named = host ?? server
  if (named === undefined) return null
  return readTarget(named.replace(/^([^:/[\]]+|\[[^\]]*\])\/(\w+)$/, '$1:$2'))
}

/** How the session is held, as far as it is about the connection. @throws Complaint */
export function readSessionOptions(flags: TargetFlags): SessionOptions {
  const { timeout, localPort } = flags
  return {
    timeouts: timeout === undefined ? patientTimeouts : uniformTimeouts(timeout === 0 ? FOR_EVER : timeout),
    ...(localPort !== undefined && { localPort }),
    ...readConnection(flags),
  }
}

/** The longest time that a timer can be set to: 24 days. */
const FOR_EVER = 2 ** 31 - 1

import { isIP } from 'node:net'
import { concat, encode } from '../../../protocol/bytes.ts'
import { unescapeBytes } from '../../../protocol/escapes.ts'
import { proxySignature, type ProxyHeader } from '../../../wire/proxy.ts'
import { exitCodes } from '../../exit-codes.ts'
import { count } from '../../values.ts'
import { Complaint, Option, type Verb } from '../../verb.ts'

export interface ProxyFlags {
  readonly proxy?: string
  readonly proxyVersion: '1' | '2'
  readonly proxyCommand: 'PROXY' | 'LOCAL'
  readonly proxyFamily?: keyof typeof families
  readonly proxyProtocol?: 'STREAM'
  readonly proxySource?: string
  readonly proxySourcePort?: number
  readonly proxyDest?: string
  readonly proxyDestPort?: number
}

const families = { TCP4: 4, AF_INET: 4, TCP6: 6, AF_INET6: 6 } as const

export function addProxyOptions(verb: Verb): Verb {
  return verb
    .addOption(new Option('--proxy-version <n>', 'version of the PROXY protocol').choices(['1', '2']).default('1'))
    .addOption(
      new Option('--proxy-command <command>', 'LOCAL: the proxy speaks for itself')
        .choices(['PROXY', 'LOCAL'])
        .default('PROXY'),
    )
    .option('--proxy-source <address>', 'address of the client that the proxy speaks for')
    .addOption(new Option('--proxy-source-port <port>', 'its port').argParser(count))
    .option('--proxy-dest <address>', 'address that the client had connected to')
    .addOption(new Option('--proxy-dest-port <port>', 'its port').argParser(count))
    .addOption(
      new Option('--proxy-family <family>', 'known from the addresses; need not be said').choices(
        Object.keys(families),
      ),
    )
    .addOption(new Option('--proxy-protocol <protocol>', 'need not be said').choices(['STREAM']))
    .option(
      '--proxy <text>',
      'the whole header, right or wrong: what stands behind "PROXY ", in version 2 behind the signature, with \\xHH for octets',
    )
}

/** What is to be said before everything else; null: nothing. @throws Complaint */
export function readProxy(flags: ProxyFlags): ProxyHeader | Uint8Array | null {
  const { proxy, proxySource, proxySourcePort, proxyDest, proxyDestPort } = flags
  const version = flags.proxyVersion === '1' ? 1 : 2
  const isLocal = flags.proxyCommand === 'LOCAL'
  const parts = [proxySource, proxySourcePort, proxyDest, proxyDestPort].filter((part) => part !== undefined)
  if (proxy !== undefined) {
    if (parts.length > 0 || isLocal) throw wrong('--proxy is the whole header: it takes the place of the other options')
    return version === 1 ? encode(`PROXY ${proxy}\r\n`) : concat([proxySignature, unescape(proxy)])
  }
  if (parts.length === 0 && !isLocal) return null
  if (parts.length < 4 && !isLocal)
    throw wrong('--proxy-source, --proxy-source-port, --proxy-dest and --proxy-dest-port belong together')
  const header: ProxyHeader = {
    version,
    command: flags.proxyCommand,
    sourceAddress: proxySource ?? '0.0.0.0',
    sourcePort: proxySourcePort ?? 0,
    destinationAddress: proxyDest ?? '0.0.0.0',
    destinationPort: proxyDestPort ?? 0,
  }
  check(header, flags.proxyFamily)
  return header
}

function check(header: ProxyHeader, family: ProxyFlags['proxyFamily']): void {
  const { sourceAddress, destinationAddress, sourcePort, destinationPort } = header
  const given = isIP(sourceAddress)
  const isSound = given !== 0 && given === isIP(destinationAddress) && Math.max(sourcePort, destinationPort) <= 65535
  if (isSound && (family === undefined || families[family] === given)) return
  throw wrong(
    '--proxy-source and --proxy-dest are two addresses of one family, with ports up to 65535; --proxy takes anything',
  )
}

function unescape(text: string): Uint8Array {
  try {
    return unescapeBytes(text)
  } catch (error) {
    throw wrong(`--proxy: ${(error as RangeError).message}`)
  }
}

function wrong(message: string): Complaint {
  return new Complaint(message, exitCodes.proxyOptions)
}

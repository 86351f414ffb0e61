import { join } from 'node:path'
import type { ServerTls, TlsSource } from '../../../wire/tls/options.ts'
import type { ListenAddress } from '../../../wire/listen.ts'
import { parseVersions, type TlsVersions } from '../../../wire/tls/versions.ts'
import { dataFolder } from '../../data-folder.ts'
import { exitCodes } from '../../exit-codes.ts'
import { complaining } from '../../tls-options.ts'
import { collect, listenAddress, usualPorts } from '../../values.ts'
import { Complaint, InvalidArgumentError, Option, tell, terminal, type Verb } from '../../verb.ts'

export interface ServeTlsFlags {
  readonly tls?: boolean
  readonly tlsCert?: readonly string[]
  readonly tlsKey?: readonly string[]
  readonly tlsMin?: TlsVersions
  readonly tlsCiphers?: string
  readonly clientCa?: string
  readonly smtps?: readonly ListenAddress[]
}

const files = collect((text: string) => text)

export function addServeTlsOptions(verb: Verb): Verb {
  return verb
    .option('--tls', 'offer STARTTLS, with a certificate by an authority of this machine')
    .addOption(
      new Option(
        '--tls-cert <file>',
        'offer STARTTLS with this certificate, PEM; may be given several times, for several names',
      ).argParser(files),
    )
    .addOption(new Option('--tls-key <file>', 'its key (default: in the same file)').argParser(files))
    .addOption(new Option('--tls-min <version>', 'the oldest version of TLS (default: 1.2)').argParser(readOldest))
    .option('--tls-ciphers <list>', "ciphers, as OpenSSL's cipher list")
    .addOption(
      new Option('--client-ca <file>', 'let clients log in by a certificate of these authorities (EXTERNAL), PEM'),
    )
    .addOption(
      new Option('--smtps <host:port>', 'listen here with TLS from the start; may be given several times').argParser(
        collect((text: string) => listenAddress(text, usualPorts.smtps)),
      ),
    )
}

function readOldest(text: string): TlsVersions {
  if (/^(?:tls)?v?1(?:[._][0-3])?\+?$/i.test(text.trim())) return parseVersions(text)
  throw new InvalidArgumentError('Write 1.0, 1.1, 1.2 or 1.3.')
}

/** Key and certificate, and what to tell whoever started the server. */
export interface ServeTls {
  readonly source: TlsSource
  readonly notice: string
}

/** Null where there is to be no TLS. @throws Complaint */
export async function readServeTls(flags: ServeTlsFlags, hostname: string): Promise<ServeTls | null> {
  const { tls, tlsCert = [], tlsKey = [], tlsMin, tlsCiphers, clientCa, smtps } = flags
  if (tlsCert.length === 0 && tlsKey.length > 0)
    throw new Complaint('--tls-key needs its certificate: --tls-cert FILE', exitCodes.usage)
  if (!tls && tlsCert.length === 0 && !smtps) {
    if (clientCa !== undefined)
      throw new Complaint('clients show certificates inside TLS: add --tls, or --tls-cert FILE', exitCodes.usage)
    if (!tlsMin && tlsCiphers === undefined) return null
    throw new Complaint('--tls-min and --tls-ciphers are about TLS: add --tls, or --tls-cert FILE', exitCodes.usage)
  }
  const ca = clientCa === undefined ? null : await readClientAuthorities(clientCa)
  const more = {
    ...(tlsMin?.min && { versions: { min: tlsMin.min } }),
    ...(tlsCiphers !== undefined && { ciphers: tlsCiphers }),
    ...(ca !== null && { ca }),
  }
  try {
    if (tlsCiphers !== undefined)
      (await import('../../../wire/tls/key-pair.ts')).checkCiphers(tlsCiphers, more.versions)
    return tlsCert.length > 0 ? await fromFiles(tlsCert, tlsKey, more) : await issued(hostname, more)
  } catch (error) {
    if (error instanceof RangeError || (error instanceof Error && 'syscall' in error))
      throw new Complaint(error.message, exitCodes.usage)
    throw error
  }
}

async function readClientAuthorities(path: string): Promise<string> {
  const { readAuthorities } = await import('../../../wire/tls/key-pair.ts')
  return complaining(() => readAuthorities(path))
}

type More = Omit<ServerTls, 'key' | 'cert' | 'others'>

async function fromFiles(certs: readonly string[], keys: readonly string[], more: More): Promise<ServeTls> {
  if (keys.length > 0 && keys.length !== certs.length)
    throw new Complaint('each --tls-cert has its --tls-key, in the same order', exitCodes.usage)
  const { keptKeyPair } = await import('../../../wire/tls/key-pair.ts')
  const pairs = certs.map((cert, i) => keptKeyPair({ cert, key: keys[i] ?? cert }, tell))
  const source = (): ServerTls => {
    const [first, ...others] = pairs.map((pair) => pair())
    return { ...first!, others, ...more }
  }
  source()
  return { source, notice: `TLS with ${certs.join(', ')}` }
}

async function issued(hostname: string, more: More): Promise<ServeTls> {
  const { issueLocally } = await import('../../../wire/tls/authority.ts')
  const names = [...new Set([hostname, 'localhost', '127.0.0.1', '::1'])]
  const { key, cert, authorityFile } = await issueLocally(join(dataFolder(terminal.env), 'tls'), names)
  return { source: { key, cert, ...more }, notice: `TLS for ${names.join(', ')}; to trust it, trust ${authorityFile}` }
}

import { appendFileSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import type { StartTlsDemand } from '../client/starttls.ts'
import type { KeyPair, TlsSettings } from '../wire/tls/options.ts'
import { parseVersions, type TlsVersions } from '../wire/tls/versions.ts'
import type { TlsDetails } from '../transcript/event.ts'
import { exitCodes } from './exit-codes.ts'
import { count, hostName } from './values.ts'
import { Complaint, InvalidArgumentError, Option, terminal, type Verb } from './verb.ts'

/** How TLS is done, for every verb that is a client. */
export interface TlsFlags {
  readonly tlsVerify?: boolean
  readonly tlsVerifyCa?: boolean
  readonly tlsVerifyHost?: boolean
  readonly tlsTarget?: string
  readonly tlsCaPath?: string
  readonly tlsCert?: string
  readonly tlsKey?: string
  readonly tlsSni?: string
  readonly tlsProtocol?: TlsVersions
  readonly tlsCipher?: string
  readonly tlsGetPeerChain?: string | true
  readonly certDays?: number
  readonly keylog?: string
}

export function addTlsOptions(verb: Verb): Verb {
  return verb
    .option('--tls-verify', 'give up where the certificate is not to be believed, or is for another host')
    .option('--tls-verify-ca', 'only the first of the two')
    .option('--tls-verify-host', 'only the second of the two')
    .option('--tls-target <name>', 'the name that the certificate must be for (default: the host)')
    .option('--tls-ca-path <path>', 'authorities to believe: a PEM file, or a folder of them')
    .option('--tls-cert <file>', 'certificate to show where the server asks for one, PEM')
    .option('--tls-key <file>', 'its key (default: in the same file)')
    .addOption(
      new Option('--tls-sni <name>', 'the name to ask the server for; "none" for none (default: the host)').argParser(
        (text) => (text === 'none' ? text : hostName(text)),
      ),
    )
    .addOption(versionOption('--tls-protocol <versions>', 'versions: 1.2, 1.2+, 1.0-1.2, tlsv1_2,tlsv1_3, no_tlsv1_3'))
    .option('--tls-cipher <list>', "ciphers, as OpenSSL's cipher list")
    .option('--tls-get-peer-chain [file]', 'write down the certificates of the server, PEM')
    .addOption(
      new Option(
        '--cert-days <days>',
        'days before its end that a certificate is something to speak of (default: 21)',
      ).argParser(count),
    )
    .option('--keylog <file>', 'write down the keys of the connection, for Wireshark')
}

function versionOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => {
    try {
      return parseVersions(text)
    } catch (error) {
      throw new InvalidArgumentError(`${(error as RangeError).message}.`)
    }
  })
}

/** Whether and when TLS begins. */
export interface TlsDemandFlags {
  readonly tls?: 'require' | 'auto' | 'never' | 'implicit'
  readonly tlsOptional?: boolean
  readonly tlsOptionalStrict?: boolean
  readonly tlsOnConnect?: boolean
}

const demands = ['require', 'auto', 'never', 'implicit'] as const

/**
 * @param usual what is done where nothing is said, in words
 * @param letter of `--tls-on-connect`, where it has one
 */
export function addTlsDemandOptions(verb: Verb, usual = 'never', letter: '' | '-t, ' = ''): Verb {
  return verb
    .addOption(
      new Option(
        '--tls [how]',
        `STARTTLS: require (also without a word), auto, never; or implicit, TLS from the start (default: ${usual})`,
      ).argParser(readDemand),
    )
    .option('--tls-optional', 'the same as --tls auto')
    .option('--tls-optional-strict', 'the same as --tls auto')
    .option(`${letter}--tls-on-connect`, 'the same as --tls implicit')
}

function readDemand(text: string): (typeof demands)[number] {
  const demand = demands.find((each) => each === (text || 'require'))
  if (!demand) throw new InvalidArgumentError(`There are ${demands.join(', ')}.`)
  return demand
}

export interface TlsDemand {
  readonly startTls: StartTlsDemand
  readonly implicitTls: boolean
}

/** @throws Complaint where more than one thing is asked for */
export function readTlsDemand(flags: TlsDemandFlags, scheme: string | null): TlsDemand {
  return readTlsWish(flags, scheme) ?? { startTls: 'never', implicitTls: false }
}

/** As {@link readTlsDemand}; null where nothing is said about it. */
export function readTlsWish(flags: TlsDemandFlags, scheme: string | null): TlsDemand | null {
  const asked = new Set([
    ...(flags.tls === undefined ? [] : [flags.tls]),
    ...(flags.tlsOptional || flags.tlsOptionalStrict ? ['auto' as const] : []),
    ...(flags.tlsOnConnect || scheme === 'smtps' ? ['implicit' as const] : []),
  ])
  if (asked.size > 1) throw new Complaint(`which of TLS ${[...asked].join(' and ')}?`, exitCodes.usage)
  const [demand] = asked
  if (demand === undefined) return null
  return demand === 'implicit' ? { startTls: 'never', implicitTls: true } : { startTls: demand, implicitTls: false }
}

/** Says what is the matter with a certificate, one line each. Loaded before it is needed: a record does not wait. */
export async function loadCertificateRemarks({ certDays }: TlsFlags): Promise<(tls: TlsDetails) => string[]> {
  const { certificateRemarks } = await import('../explain/certificate.ts')
  const days = certDays === undefined ? {} : { days: certDays }
  return (tls) => certificateRemarks(tls, { now: new Date(), ...days })
}

/** @throws Complaint where a file cannot be used */
export async function readTlsSettings(flags: TlsFlags): Promise<TlsSettings> {
  const { tlsVerify = false, tlsVerifyCa, tlsVerifyHost, tlsSni, tlsTarget, tlsProtocol, tlsCipher, keylog } = flags
  const pair = await readPair(flags)
  const ca = flags.tlsCaPath === undefined ? null : await readAuthorities(flags.tlsCaPath)
  if (tlsCipher !== undefined) {
    const { checkCiphers } = await import('../wire/tls/key-pair.ts')
    complaining(() => checkCiphers(tlsCipher, tlsProtocol))
  }
  if (keylog !== undefined) tryToWrite(keylog)
  return {
    verifyChain: tlsVerify || (tlsVerifyCa ?? false),
    verifyHost: tlsVerify || (tlsVerifyHost ?? false),
    ...(tlsSni !== undefined && { servername: tlsSni === 'none' || isIP(tlsSni) ? null : tlsSni }),
    ...(tlsTarget !== undefined && { host: tlsTarget }),
    ...(ca !== null && { ca }),
    ...(pair && { pair }),
    ...(tlsProtocol && { versions: tlsProtocol }),
    ...(tlsCipher !== undefined && { ciphers: tlsCipher }),
    ...(keylog !== undefined && { onKey: (line: Buffer) => appendFileSync(keylog, line) }),
    ...(flags.tlsGetPeerChain !== undefined && { onChain: await keepChain(flags.tlsGetPeerChain) }),
  }
}

async function readPair({ tlsCert, tlsKey }: TlsFlags): Promise<KeyPair | null> {
  if (tlsCert === undefined && tlsKey === undefined) return null
  if (tlsCert === undefined) throw new Complaint('--tls-key needs its certificate: --tls-cert FILE', exitCodes.usage)
  const { readKeyPair } = await import('../wire/tls/key-pair.ts')
  return complaining(() => readKeyPair({ cert: tlsCert, key: tlsKey ?? tlsCert }))
}

async function readAuthorities(path: string): Promise<string> {
  const { readAuthorities } = await import('../wire/tls/key-pair.ts')
  return complaining(() => readAuthorities(path))
}

/** @throws Complaint in place of RangeError */
export function complaining<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) throw new Complaint(error.message, exitCodes.usage)
    throw error
  }
}

function tryToWrite(file: string): void {
  try {
    appendFileSync(file, '', { mode: 0o600 })
  } catch (error) {
    throw new Complaint(`cannot write ${file}: ${(error as Error).message}`, exitCodes.usage)
  }
}

async function keepChain(file: string | true): Promise<(chain: readonly Uint8Array[]) => void> {
  // Loaded where it is needed: cryptography takes its time.
  const { X509Certificate } = await import('node:crypto')
  const writePem = (chain: readonly Uint8Array[]) => chain.map((der) => new X509Certificate(der).toString()).join('')
  if (file === true || file === '') return (chain) => void terminal.stdout.write(writePem(chain))
  tryToWrite(file)
  return (chain) => writeFileSync(file, writePem(chain))
}

import { readFile } from 'node:fs/promises'
import { exitCodes } from '../../exit-codes.ts'
import { readStdin } from '../../input.ts'
import { addLoginOptions, readLogin, type LoginFlags } from '../../login-options.ts'
import { cannotRead } from '../../output.ts'
import {
  addTlsDemandOptions,
  addTlsOptions,
  readTlsSettings,
  readTlsWish,
  type TlsDemand,
  type TlsDemandFlags,
  type TlsFlags,
} from '../../tls-options.ts'
import { readTarget } from '../../route-options.ts'
import { collect, usualPorts } from '../../values.ts'
import { Complaint, InvalidArgumentError, Option, tell, terminal, Verb } from '../../verb.ts'
import type { ListenAddress } from '../../../wire/listen.ts'
import { defaultPorts, type Target } from '../../../wire/target.ts'
import { readMailbox } from '../send/envelope.ts'
import type { Destination } from './carrier.ts'
import { addServerOptions, MailApi, type ServerFlags } from './server.ts'

interface ImportFlags extends ServerFlags, LoginFlags, TlsDemandFlags, TlsFlags {
  /** '' for the null reverse-path. */
  readonly from?: string
  readonly to?: readonly string[]
  readonly smtp?: Target
  readonly protocol?: Protocol
}

type Protocol = MailAddress['protocol']

export default function importing(): Verb {
  const verb = addServerOptions(
    new Verb('import', 'mail')
      .summary('put messages from files into the server')
      .description(
        'Put messages from files into the server: .eml, or mbox with any number of them. They go there by SMTP, as other mail does, and the server treats them so. ' +
          'All of them go in one conversation. Sender and recipients are those of the header, where no option names them; LF alone becomes CRLF.',
      )
      .argument('<file...>', '.eml or mbox; - is standard input')
      .addOption(
        new Option('-f, --from <address>', 'the sender of all of them; <> for none').argParser(
          (text) => readMailbox(text).address,
        ),
      )
      .addOption(
        new Option('-t, --to <address>', 'who gets all of them; may be given several times').argParser(
          collect((text: string) => readMailbox(text).address),
        ),
      )
      .addOption(
        new Option(
          '--smtp <host:port>',
          'where the server takes mail, also as lmtp://host:port or smtps://host:port (default: where it says that it does)',
        ).argParser((text) => readTarget(/^\d+$/.test(text) ? `127.0.0.1:${text}` : text)),
      )
      .addOption(
        new Option(
          '--protocol <name>',
          'SMTP or LMTP (default: what --smtp says, else what the server says that it speaks)',
        ).argParser(readProtocol),
      ),
  )
  addLoginOptions(verb, { only: null })
  addTlsDemandOptions(verb, 'auto with a login, else never')
  return addTlsOptions(verb)
    .example('parley mail import mail.eml', 'one message')
    .example('parley mail import archive.mbox --to bob@example.test', 'all of them, for bob')
    .example('parley mail import archive.mbox --smtp lmtp://mail.example.test:24', 'to a server that speaks LMTP')
    .example(
      'parley mail import archive.mbox --user ann --password-file password',
      'where it wants to know who you are',
    )
    .action(run)
}

async function run(files: readonly string[], flags: ImportFlags): Promise<void> {
  const [{ Carrier }, { envelopeOf, outgoing, readMessages }] = await Promise.all([
    import('./carrier.ts'),
    import('./filed-message.ts'),
  ])
  const carrier = new Carrier(await readDestination(flags))
  let imported = 0
  let exitCode: number = exitCodes.ok
  const complain = (name: string, sentence: string, code: number) => {
    tell(`${name}: ${sentence}`)
    exitCode ||= code
  }
  const unread = (file: string, error: unknown) => {
    tell(cannotRead(file, error).message)
    exitCode ||= exitCodes.usage
  }
  for (const file of files) {
    const octets = await read(file).catch((error: unknown) => unread(file, error))
    if (!octets) continue
    const messages = [...readMessages(octets)]
    for (const [i, message] of messages.entries()) {
      const name = `${file === '-' ? 'standard input' : file}${messages.length > 1 ? `, message ${i + 1}` : ''}`
      const { from, to } = envelopeOf(message, flags)
      if (to.length === 0) {
        complain(name, 'its header names nobody whom it is for: name somebody with --to', exitCodes.usage)
        continue
      }
      const outcome = await carrier.bring({ from, to, message: outgoing(message, [from, ...to]) })
      if (outcome.sentence !== null) complain(name, outcome.sentence, outcome.exitCode)
      if (outcome.sentence === null || outcome.exitCode === exitCodes.someRecipients) imported++
      if (outcome.isHopeless) throw new Complaint(`${imported} imported, then no more`, exitCode)
    }
  }
  await carrier.end()
  terminal.stdout.write(`${imported} imported\n`)
  process.exitCode = exitCode
}

async function readDestination(flags: ImportFlags): Promise<Destination> {
  const address = flags.smtp ? addressOf(flags.smtp) : await smtpAddress(new MailApi(flags))
  const { host, port, isImplicit } = address
  const protocol = flags.protocol ?? address.protocol
  const auth = await readLogin(flags, false, host)
  const usual: TlsDemand = { startTls: auth ? 'auto' : 'never', implicitTls: isImplicit }
  const { startTls, implicitTls } = readTlsWish(flags, null) ?? usual
  const tls = await readTlsSettings(flags)
  return {
    endpoint: { kind: 'tcp', host, port },
    session: { implicitTls, tls, protocol },
    startTls: implicitTls ? 'never' : startTls,
    auth,
  }
}

function read(file: string): Promise<Uint8Array> {
  return file === '-' ? readStdin() : readFile(file)
}

interface MailAddress extends ListenAddress {
  readonly isImplicit: boolean
  readonly protocol: 'smtp' | 'lmtp'
}

function addressOf({ host, port, scheme }: Target): MailAddress {
  const protocol = scheme === 'lmtp' ? 'lmtp' : 'smtp'
  const usual = scheme === null ? usualPorts.smtp : defaultPorts[scheme]
  return { host, port: port ?? usual, isImplicit: scheme === 'smtps', protocol }
}

function readProtocol(text: string): Protocol {
  const name = text.toLowerCase()
  if (name === 'smtp' || name === 'lmtp') return name
  throw new InvalidArgumentError('There are SMTP and LMTP.')
}

/** Where the server takes mail, best without TLS from the start. */
async function smtpAddress(api: MailApi): Promise<MailAddress> {
  const { addresses, protocol } = await api.about()
  const { host, port, tls } = addresses.find(({ tls }) => tls !== 'implicit') ?? addresses[0]!
  // Whoever listens everywhere listens where the API was reached.
  return { host: host === '0.0.0.0' || host === '::' ? api.host : host, port, isImplicit: tls === 'implicit', protocol }
}

import { readFile } from 'node:fs/promises'
import { exitCodes } from '../../exit-codes.ts'
import { readStdin } from '../../input.ts'
import { cannotRead } from '../../output.ts'
import { collect, listenAddress } from '../../values.ts'
import { Complaint, Option, terminal, Verb } from '../../verb.ts'
import type { ListenAddress } from '../../../wire/listen.ts'
import { formatHostPort } from '../../../wire/target.ts'
import { readMailbox } from '../send/envelope.ts'
import { addServerOptions, MailApi, type ServerFlags } from './server.ts'

interface ImportFlags extends ServerFlags {
  /** '' for the null reverse-path. */
  readonly from?: string
  readonly to?: readonly string[]
  readonly smtp?: ListenAddress
}

export default function importing(): Verb {
  return addServerOptions(
    new Verb('import', 'mail')
      .summary('put messages from files into the server')
      .description(
        'Put messages from files into the server: .eml, or mbox with any number of them. They go there by SMTP, as other mail does, and the server treats them so. ' +
          'Sender and recipients are those of the header, where no option names them; LF alone becomes CRLF.',
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
        new Option('--smtp <host:port>', 'where the server takes mail (default: where it says that it does)').argParser(
          (text) => listenAddress(text),
        ),
      ),
  )
    .example('parley mail import mail.eml', 'one message')
    .example('parley mail import archive.mbox --to bob@example.test', 'all of them, for bob')
    .action(run)
}

async function run(files: readonly string[], flags: ImportFlags): Promise<void> {
  const { deliver, readMessages } = await import('./deliver.ts')
  const api = new MailApi(flags)
  const target = flags.smtp ?? (await smtpAddress(api))
  let imported = 0
  let exitCode: number = exitCodes.ok
  for (const file of files) {
    const messages = [...readMessages(await read(file))]
    for (const [i, message] of messages.entries()) {
      const name = `${file === '-' ? 'standard input' : file}${messages.length > 1 ? `, message ${i + 1}` : ''}`
      const outcome = await deliver(message, target, flags)
      if (outcome.sentence === null) imported++
      else {
        terminal.stderr.write(`parley: ${name}: ${outcome.sentence}\n`)
        if (outcome.exitCode === exitCodes.someRecipients) imported++
        exitCode ||= outcome.exitCode
      }
      if (outcome.exitCode === exitCodes.connect) throw new Complaint(`${imported} imported, then no more`, exitCode)
    }
  }
  terminal.stdout.write(`${imported} imported\n`)
  process.exitCode = exitCode
}

async function read(file: string): Promise<Uint8Array> {
  if (file === '-') return readStdin()
  return readFile(file).catch((error: unknown) => {
    throw cannotRead(file, error)
  })
}

/** Where the server takes mail without TLS from the start. @throws Complaint */
async function smtpAddress(api: MailApi): Promise<ListenAddress> {
  const { addresses } = await api.about()
  const address = addresses.find(({ tls }) => tls !== 'implicit')
  if (!address) {
    const all = addresses.map(({ host, port }) => formatHostPort(host, port)).join(', ')
    throw new Complaint(
      `the server takes mail over TLS only (${all}): send each with "parley send --tls-on-connect --data @file"`,
      exitCodes.usage,
    )
  }
  const { host, port } = address
  // Whoever listens everywhere listens where the API was reached.
  return { host: host === '0.0.0.0' || host === '::' ? api.host : host, port }
}

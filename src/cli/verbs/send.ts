import { sendMail } from '../../client/send.ts'
import { ClientSession, describeEndpoint } from '../../client/session.ts'
import type { XclientCommand } from '../../client/xclient.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import { exitCodes } from '../exit-codes.ts'
import { addLoginOptions } from '../login-options.ts'
import { checkOut, writeOut } from '../output.ts'
import { addTlsDemandOptions, addTlsOptions, loadCertificateRemarks } from '../tls-options.ts'
import { Complaint, Verb } from '../verb.ts'
import { readSwaksArguments } from './send/argv.ts'
import { addEnvelopeOptions } from './send/envelope.ts'
import { exitCodeOf } from './send/exit.ts'
import { addMessageOptions } from './send/message.ts'
import { addOutputOptions, SendView, type OutputFlags } from './send/output.ts'
import { readPlan, type PlanFlags, type SendPlan } from './send/plan.ts'
import { addProtocolOptions } from './send/protocol.ts'
import { addProxyOptions } from './send/proxy.ts'
import { addTargetOptions } from './send/target.ts'
import { adviceOn, describeTrouble } from './send/words.ts'
import { addXclientOptions } from './send/xclient.ts'

type SendFlags = PlanFlags &
  OutputFlags & {
    readonly json?: boolean
    readonly save?: string
    readonly keepSecrets?: boolean
    readonly swaksExit?: boolean
    readonly dump?: boolean
    readonly dumpMail?: boolean
  }

/** As the other verbs, but for the many ways in which swaks lets options be written. */
class SendVerb extends Verb {
  override parseAsync(argv: readonly string[], options?: Parameters<Verb['parseAsync']>[1]): Promise<this> {
    return super.parseAsync(readSwaksArguments(this, argv), options)
  }
}

declare const PARLEY_VERSION: string

export default function send(): Verb {
  const verb = new SendVerb('send')
    .description(
      'One conversation that hands over a mail, shown as it goes on. Options are those of swaks where they mean the same, ' +
        'with one dash or two; the exit code says where it failed.',
    )
    .argument('[host[:port]]', 'the server')
    .helpOption('--help', 'display this help')
  addEnvelopeOptions(verb.optionsGroup('Envelope:'))
  addMessageOptions(verb.optionsGroup('Message:'))
  addTargetOptions(verb.optionsGroup('Server:'))
  addProtocolOptions(verb.optionsGroup('Conversation:'))
  addLoginOptions(verb.optionsGroup('Login:'))
  addTlsDemandOptions(verb.optionsGroup('TLS:'))
  addTlsOptions(verb)
  const xclientCommands = addXclientOptions(verb.optionsGroup('Seeming to be another client (XCLIENT):'))
  addProxyOptions(verb.optionsGroup('Seeming to be a proxy (PROXY protocol):'))
  addOutputOptions(verb.optionsGroup('Output:'))
  return verb
    .option('--json', 'print what came of it as JSON')
    .option('--save <file.smtp>', 'write down the conversation')
    .option('--keep-secrets', 'leave credentials in what is saved')
    .option('--swaks-exit', 'exit with 0 where some of several recipients were refused')
    .option('--dump', 'show what would be done, and do nothing')
    .option('--dump-mail', 'show the message that would be sent, and send nothing')
    .example('parley send localhost:1025 --to bob@example.test', 'a test message to a server nearby')
    .example(
      'parley send mail.example.org --from you@example.org --to "bob@example.org NOTIFY=SUCCESS" --h-Subject Hello --body Hi',
      'a message of your own, with a receipt',
    )
    .example(
      'parley send mail.example.org --to bob@example.org --quit-after RCPT',
      'only ask whether bob gets mail there',
    )
    .example(
      'parley send mail.example.org --to bob@example.org --data @mail.eml --save mail.smtp',
      'send a file, and keep the record',
    )
    .example(
      'parley send mail.example.org:587 --tls --tls-verify --auth-user you --to bob@example.org',
      'over STARTTLS, to a server that is who it says it is',
    )
    .example('parley send --socket /run/lmtp --protocol LMTP --to bob', 'hand it to a local delivery agent')
    .action((host: string | undefined, flags: SendFlags) => run(host, flags, xclientCommands()))
}

async function run(host: string | undefined, flags: SendFlags, xclient: readonly XclientCommand[]): Promise<void> {
  const plan = await readPlan(host, flags, xclient, PARLEY_VERSION)
  if (flags.dump || flags.dumpMail) {
    const { dumpMail, dumpPlan } = await import('./send/dump.ts')
    await (flags.dumpMail ? dumpMail(plan) : dumpPlan(plan))
  } else await hold(plan, flags)
  plan.mail.close()
}

async function hold(plan: SendPlan, flags: SendFlags): Promise<void> {
  await checkOut(flags.save)
  const { protocol = 'smtp', implicitTls } = plan.sessionOptions
  const hasTls = implicitTls === true || plan.request.startTls !== 'never'
  const view = new SendView(flags, protocol, hasTls ? await loadCertificateRemarks(flags) : null)
  const notes: string[] = []
  const onNote = (note: string) => {
    notes.push(note)
    view.remark(note)
  }
  for (const note of [...plan.mail.notes, ...plan.notes]) onNote(note)
  const { endpoint, peer, session, result } = await sendAlong(plan, view, onNote)
  const code = exitCodeOf(result, endpoint.kind)
  const exitCode = code === exitCodes.someRecipients && flags.swaksExit ? exitCodes.ok : code
  const sentence = describeTrouble(result, endpoint, peer)
  const { transcript } = session
  if (sentence !== null) {
    const advice = adviceOn(result, endpoint) ?? (await import('./send/report.ts')).adviseOn(transcript)
    view.complain(`parley: ${sentence}`, ...(advice === null ? [] : [`        ${advice}`]))
  }
  if (flags.save !== undefined) await save(flags.save, transcript, flags.keepSecrets ?? false)
  if (flags.json) {
    const { writeReport } = await import('./send/report.ts')
    view.print(writeReport({ result, transcript, exitCode, sentence, notes }))
  }
  process.exitCode = exitCode
}

/** To the first host that can be reached. RFC 5321 §5.1 */
async function sendAlong(plan: SendPlan, view: SendView, onNote: (note: string) => void) {
  const { endpoint: first, others, sessionOptions, request } = plan
  const endpoints = [first, ...others]
  for (;;) {
    const endpoint = endpoints.shift()!
    const peer = describeEndpoint(endpoint) ?? ''
    view.connecting(peer)
    const session = new ClientSession(endpoint, { ...sessionOptions, onEvent: (event) => view.event(event) })
    const result = await sendMail(session, { ...request, onNote }).catch(complainOfMessage)
    const { phase, message } = result.trouble ?? {}
    const isMissed = phase === 'resolve' || phase === 'connect'
    if (!isMissed || endpoints.length === 0) return { endpoint, peer, session, result }
    onNote(`no connection to ${peer}: ${message}; the next mail host is tried`)
  }
}

/** Whatever is no SmtpError comes from where the message comes from. */
function complainOfMessage(error: unknown): never {
  if (!(error instanceof Error) || !('syscall' in error)) throw error
  throw new Complaint(`the message could not be read to its end: ${error.message}; it was not sent`, exitCodes.usage)
}

async function save(file: string, transcript: Transcript, keepSecrets: boolean): Promise<void> {
  const { writeTranscript } = await import('../../transcript/write-transcript.ts')
  await writeOut(file, writeTranscript(transcript, { keepSecrets }))
}

import { existsSync } from 'node:fs'
import type { AuthRequest } from '../../client/auth.ts'
import { destinationsOf } from '../../client/destination.ts'
import { addressTowards, ownAddress, ownName } from '../../client/hello.ts'
import { uniformTimeouts } from '../../client/timeouts.ts'
import { explainFailure } from '../../explain/failure.ts'
import { playCase } from '../../report/play-cases.ts'
import { ConversationPrinter } from '../../report/conversation.ts'
import { formatMs } from '../../report/layout.ts'
import { mismatchPaint } from '../../report/mismatch-paint.ts'
import type { ColorChoice, Style } from '../../report/style.ts'
import { playScript } from '../../script/play.ts'
import { paintMismatch } from '../../script/format-mismatch.ts'
import { durationOf, nameOf, type PlayResult } from '../../script/result.ts'
import { createServer } from '../../store/mail-server.ts'
import type { Script } from '../../transcript/script.ts'
import type { TcpEndpoint } from '../../wire/dial.ts'
import type { ServerAddress } from '../../wire/resolver/server-address.ts'
import { defaultPorts, formatHostPort, type Target } from '../../wire/target.ts'
import { ClientVerb } from '../client-verb.ts'
import { exitCodes } from '../exit-codes.ts'
import { addLoginOptions, readLogin, type LoginFlags } from '../login-options.ts'
import { checkOut, writeOut } from '../output.ts'
import { readAim, readConnection, resolverOption, routeTo, type Aim } from '../route-options.ts'
import { loadScript, requireSecrets, requireVariables, setting } from '../scripts.ts'
import { collect, patience } from '../values.ts'
import {
  addTlsDemandOptions,
  addTlsOptions,
  loadCertificateRemarks,
  readTlsDemand,
  readTlsSettings,
  type TlsDemand,
  type TlsDemandFlags,
  type TlsFlags,
} from '../tls-options.ts'
import { colorOption, Complaint, Option, styleFor, terminal, type Verb } from '../verb.ts'
import { exitCodeOf } from './run/exit.ts'

interface RunFlags extends TlsFlags, TlsDemandFlags, LoginFlags {
  readonly set?: readonly (readonly [name: string, value: string])[]
  readonly from?: string
  readonly to?: string
  readonly helo?: string
  readonly timeout?: number
  readonly resolver?: ServerAddress
  readonly exact?: boolean
  readonly verbose?: boolean
  readonly tap?: boolean
  readonly json?: boolean
  readonly junit?: string
  readonly save?: string
  readonly keepSecrets?: boolean
  readonly color: ColorChoice
}

export default function run(): Verb {
  const verb = new ClientVerb('run')
    .description(
      'Play .smtp scripts as the client: send what they say, and hold what comes against what they expect. ' +
        'Without a server they are played against a practice server, started for the occasion.',
    )
    .argument(
      '<file.smtp...>',
      'scripts, and behind them the server: host, host:port, smtp://host, smtps://host or lmtp://host; or an address, whose mail hosts are looked up',
    )
    .addOption(
      new Option('--set <name=value>', "value of a script's variable; may be given several times").argParser(
        collect(setting),
      ),
    )
    .option('-f, --from <address>', 'value of ${from}')
    .option('-t, --to <address>', 'value of ${to}')
    .option('--helo <name>', 'value of ${helo}')
    .addOption(new Option('--timeout <seconds>', 'how long to wait for anything; 0 is for ever').argParser(patience))
    .addOption(resolverOption())
    .option('--exact', 'compare the texts of replies too, not the codes alone')
    .option('-v, --verbose', 'show the conversations')
  addTlsOptions(addTlsDemandOptions(verb, "the script's @tls"))
  return addLoginOptions(verb, { auth: 'log in before the first mail of a script that has no AUTH', only: null })
    .addOption(new Option('--tap', 'print the results in the Test Anything Protocol').conflicts(['json', 'verbose']))
    .addOption(new Option('--json', 'print the results as JSON (schema parley-run/1)').conflicts(['tap', 'verbose']))
    .option('--junit <file>', 'write the results for JUnit')
    .option('--save <file.smtp>', 'write down the conversation (of one script)')
    .option('--keep-secrets', 'with --save: write credentials down too')
    .addOption(colorOption())
    .example('parley run six-steps.smtp', 'against a practice server')
    .example('parley run six-steps.smtp mail.example.org --to you@example.org', 'against a real one')
    .example('parley run six-steps.smtp mail.example.org:587 --tls', 'a script that has no STARTTLS, inside TLS')
    .example(
      'parley run six-steps.smtp mail.example.org:587 --tls --user bob --password-file password',
      'the same, and logged in',
    )
    .example('parley run tests/*.smtp mail.example.org:587 --junit results.xml', 'many, for a build server')
    .action(play)
}

async function play(words: readonly string[], flags: RunFlags): Promise<void> {
  const { files, aim } = splitWords(words)
  if (flags.save !== undefined && files.length > 1)
    throw new Complaint('--save keeps one conversation: play one script', exitCodes.usage)
  if (flags.keepSecrets && flags.save === undefined)
    throw new Complaint('--keep-secrets is about --save: name the file to write', exitCodes.usage)
  const tls = readTlsDemand(flags, aim?.target.scheme ?? null)
  if (!aim && (tls.implicitTls || tls.startTls === 'require'))
    throw new Complaint('the practice server has no TLS: name a server, as one of parley serve --tls', exitCodes.usage)
  const scripts = await Promise.all(files.map(loadScript))
  await checkOut(flags.junit, flags.save)
  const practice = aim ? null : await createServer({ practice: true })
  try {
    const place = aim ? await placeOf(aim, flags, tls) : { host: practice!.host, port: practice!.port, scheme: null }
    const variables = variablesFor(flags, aim)
    for (const script of scripts) requireVariables(script, 'client', [...Object.keys(variables), 'host', 'port'])
    const auth = await readLogin(flags, false, aim ? place.host : null)
    if (!aim && auth && auth.need === 'required')
      throw new Complaint(
        'nobody can log in at the practice server: name a server, as one of parley serve --users',
        exitCodes.usage,
      )
    for (const script of scripts) requireSecrets(script, auth)
    const results: PlayResult[] = []
    for (const script of scripts) results.push(await playOne(script, place, { ...tls, auth }, variables, flags))
    await report(results, place, flags)
    process.exitCode = exitCodeOf(results)
  } finally {
    await practice?.close()
  }
}

/** The last word is the server, unless it is a file or looks like one. */
function splitWords(words: readonly string[]): { readonly files: readonly string[]; readonly aim: Aim | null } {
  const last = words.at(-1)!
  if (words.length === 1 || last.endsWith('.smtp') || existsSync(last)) return { files: words, aim: null }
  return { files: words.slice(0, -1), aim: readAim(last, { isDomain: false }) }
}

/** A server, with its addresses where a route has found them. */
interface Place extends Target {
  readonly found?: Partial<TcpEndpoint>
}

/** The first mail host that has an address: a script is played once. RFC 5321 §5.1 */
async function placeOf(aim: Aim, flags: RunFlags, { implicitTls }: TlsDemand): Promise<Place> {
  if (aim.kind === 'server') return aim.target
  const { port: named, scheme } = aim.target
  const port = named ?? defaultPorts[implicitTls ? 'smtps' : 'smtp']
  const [{ host, addresses, failure }] = destinationsOf(await routeTo(aim.destination, flags), port)
  return {
    host,
    port,
    scheme,
    found: { ...(addresses && { addresses }), ...(failure && { failure }) },
  }
}

/** Values for the variables that scripts use most; `--set` wins. */
function variablesFor({ set = [], from, to, helo }: RunFlags, aim: Aim | null): Record<string, string> {
  const recipient = aim?.kind === 'mail' ? aim.recipient : null
  // What a script says in EHLO is fixed before there is a connection.
  const own = aim && ownName(addressTowards(aim.target.host))
  const usual = own
    ? {
        helo: own,
        from: ownAddress(own),
        ...(recipient !== null && { to: recipient }),
      }
    : { helo: 'client.example.test', from: 'alice@example.test', to: 'bob@example.test' }
  return {
    ...usual,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(helo !== undefined && { helo }),
    ...Object.fromEntries(set),
  }
}

async function playOne(
  script: Script,
  { host, port, scheme, found }: Place,
  { startTls, implicitTls, auth }: TlsDemand & { readonly auth: AuthRequest | null },
  variables: Record<string, string>,
  flags: RunFlags,
): Promise<PlayResult> {
  const isLmtp = scheme === 'lmtp' || script.protocol === 'lmtp'
  const usual = defaultPorts[scheme === 'smtps' ? scheme : isLmtp ? 'lmtp' : implicitTls ? 'smtps' : 'smtp']
  const style = styleFor(terminal.stdout, flags.color)
  const printer = flags.verbose
    ? new ConversationPrinter(
        { role: 'client', protocol: script.protocol },
        { style, certificate: await loadCertificateRemarks(flags) },
      )
    : null
  if (printer) terminal.stdout.write(`${style.bold(nameOf(script))}\n`)
  return playScript(
    script,
    { kind: 'tcp', host, port: port ?? usual, ...found },
    {
      variables,
      exact: flags.exact ?? false,
      startTls,
      auth,
      ...(flags.timeout !== undefined && { timeout: flags.timeout }),
      ...(printer && { onEvent: (event) => printer.read(event).forEach((line) => terminal.stdout.write(`${line}\n`)) }),
      session: {
        implicitTls,
        tls: await readTlsSettings(flags),
        protocol: isLmtp ? 'lmtp' : 'smtp',
        ...readConnection(flags),
        ...(flags.timeout !== undefined && { timeouts: uniformTimeouts(flags.timeout) }),
      },
    },
  )
}

async function report(results: readonly PlayResult[], { host, port }: Target, flags: RunFlags): Promise<void> {
  const suite = {
    name: `parley run ${formatHostPort(host, port ?? defaultPorts.smtp)}`,
    started: results[0]?.transcript.started ?? null,
    cases: results.map(playCase),
  }
  if (flags.tap) terminal.stdout.write((await import('../../report/tap.ts')).toTap([suite]))
  else if (flags.json) terminal.stdout.write((await import('../../report/play-json.ts')).writePlayJson(results))
  else
    terminal.stdout.write(
      results.map((result) => showResult(result, styleFor(terminal.stdout, flags.color))).join('') + summarize(results),
    )
  if (flags.junit !== undefined) await writeOut(flags.junit, (await import('../../report/junit.ts')).toJUnit([suite]))
  if (flags.save !== undefined) {
    const { keepSecrets = false } = flags
    const { writeTranscript } = await import('../../transcript/write-transcript.ts')
    await writeOut(flags.save, writeTranscript(results[0]!.transcript, { keepSecrets }))
  }
}

function showResult(result: PlayResult, style: Style): string {
  const { verdict, reason, script } = result
  const mark = { passed: style.good('ok     '), failed: style.bad('FAILED '), skipped: style.unsure('skipped') }[
    verdict
  ]
  const detail = verdict === 'failed' ? `${paintMismatch(result, mismatchPaint(style))}${explain(result, style)}\n` : ''
  const aside = verdict === 'skipped' ? `: ${reason}` : `  ${formatMs(durationOf(result))}`
  return `${mark} ${nameOf(script)}${style.dim(aside)}\n${detail}`
}

/** Why there is no conversation, or no more of it, where a line of a script is not to blame. */
function explain({ transcript }: PlayResult, style: Style): string {
  const failure = transcript.events.find((event) => event.kind === 'failed')
  if (!failure) return ''
  const tls = transcript.events.findLast((event) => event.kind === 'tls') ?? null
  const { title, action } = explainFailure(failure, tls)
  return `\n${style.dim(`  ${title}. ${action}`)}`
}

function summarize(results: readonly PlayResult[]): string {
  if (results.length < 2) return ''
  const count = (verdict: PlayResult['verdict']) => results.filter((result) => result.verdict === verdict).length
  const skipped = count('skipped')
  return `${count('passed')} passed, ${count('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`
}

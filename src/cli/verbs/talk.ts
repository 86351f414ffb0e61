import { SmtpError } from '../../client/error.ts'
import type { SessionOptions } from '../../client/session.ts'
import type { ColorChoice } from '../../report/style.ts'
import type { Commentator } from '../../talk/comment.ts'
import type { Ending } from '../../talk/ending.ts'
import type { TalkOptions } from '../../talk/options.ts'
import type { Talk } from '../../talk/talk.ts'
import { destinationsOf } from '../../client/destination.ts'
import type { AuthRequest } from '../../client/auth.ts'
import type { Route } from '../../client/route.ts'
import type { StartTlsDemand } from '../../client/starttls.ts'
import type { Endpoint } from '../../wire/dial.ts'
import type { ServerAddress } from '../../wire/resolver/server-address.ts'
import { defaultPorts, parsePort } from '../../wire/target.ts'
import { ClientVerb } from '../client-verb.ts'
import { exitCodes } from '../exit-codes.ts'
import { addLoginOptions, readLogin, type LoginFlags } from '../login-options.ts'
import { mxOption, readAim, resolverOption, routeTo } from '../route-options.ts'
import { duration } from '../values.ts'
import {
  addTlsDemandOptions,
  addTlsOptions,
  readTlsDemand,
  readTlsSettings,
  type TlsDemandFlags,
  type TlsFlags,
} from '../tls-options.ts'
import { colorOption, Complaint, InvalidArgumentError, Option, styleFor, terminal, type Verb } from '../verb.ts'
import { readEndpoint, readSessionOptions } from './send/target.ts'
import { checkWritable, files } from './talk/files.ts'

interface TalkFlags extends TlsFlags, TlsDemandFlags, LoginFlags {
  readonly lmtp?: boolean
  readonly socket?: string
  readonly pipe?: string
  readonly helo?: string
  readonly ipv4?: boolean
  readonly ipv6?: boolean
  readonly mx?: string | true
  readonly resolver?: ServerAddress
  readonly localInterface?: string
  readonly timeout?: number
  readonly save?: string
  readonly keepSecrets?: boolean
  readonly quiet?: boolean
  /** '': none. */
  readonly escape: string
  readonly history: boolean
  readonly pipelining?: boolean
  readonly quit?: boolean
  readonly stuff?: boolean
  readonly lf?: boolean
  readonly crlf?: boolean
  readonly color: ColorChoice | false
}

export default function talk(): Verb {
  const verb = new ClientVerb('talk')
    .summary('hold the conversation by hand: what telnet should have been')
    .description(
      'Type the commands, see the replies and what they mean. Lines are edited and remembered, Tab completes what makes sense next, ' +
        'STARTTLS really starts TLS, and AUTH PLAIN asks for a password. Ctrl-] leads to local commands, among them help. Input from a pipe is held as a script: each line when the one before has been answered.',
    )
    .argument(
      '[host]',
      'host, host:port, [IPv6]:port, smtp://host, smtps://host or lmtp://host; or an address, or a domain with --mx',
    )
    .argument('[port]', 'default 25; 465 for smtps, 24 for lmtp')
  addTlsDemandOptions(verb, 'where you type STARTTLS', '-t, ')
  addTlsOptions(verb)
  addLoginOptions(verb, { auth: 'say EHLO and log in before it is your turn', only: 'log in, and say QUIT' })
  return verb
    .option('--lmtp', 'speak LMTP: LHLO, and a reply for each recipient')
    .option('--socket <path>', 'talk over a Unix socket instead')
    .option('--pipe <command>', 'talk with a program that speaks SMTP on its standard input and output')
    .option('--helo <name>', 'what EHLO says where it is typed without a name')
    .option('-4, --ipv4', 'only over IPv4')
    .option('-6, --ipv6', 'only over IPv6')
    .addOption(mxOption())
    .addOption(resolverOption())
    .option('--local-interface <address>', 'address or network interface to come from')
    .addOption(
      new Option(
        '--timeout <seconds>',
        'how long to wait for a reply; 0: for ever (default: 30, for the end of data 120)',
      ).argParser(duration),
    )
    .option('--save <file>', 'write the conversation to a .smtp file at the end')
    .option('--keep-secrets', 'leave credentials in what is saved')
    .option('-q, --quiet', 'no comments and no hints: what is said, and nothing else')
    .addOption(
      new Option('-e, --escape <char>', 'leads to the local prompt: "^]", any other character, or "none"')
        .argParser(escapeCharacter)
        .default('\x1d', '^]'),
    )
    .option('--no-history', 'remember nothing for the next time')
    .option(
      '--pipelining',
      'send without waiting for replies, but for the greeting and those to DATA, AUTH and STARTTLS',
    )
    .option('--quit', 'say QUIT at the end of the input')
    .option('--stuff', 'double the dot at the beginning of a line of mail data')
    .option('--crlf', 'end lines with CRLF, as SMTP has it (the default)')
    .option('--lf', 'end lines with LF alone, to see what the server makes of it')
    .addOption(colorOption())
    .option('--no-color', 'the same as --color never')
    .example('parley talk mail.example.org', 'port 25, by hand')
    .example('parley talk mail.example.org 587', 'the port for submission; type EHLO, STARTTLS, EHLO, AUTH PLAIN')
    .example('parley talk mail.example.org 587 --tls', 'the same as far as the second EHLO, before it is your turn')
    .example(
      'parley talk mail.example.org 587 --tls --auth --user bob',
      'the same, and logged in; the password is asked for',
    )
    .example('parley talk smtps://mail.example.org', 'TLS from the start')
    .example("printf 'EHLO\\nQUIT\\n' | parley talk localhost:1025", 'a script: each line waits for the reply')
    .example('parley talk bob@example.org', 'a mail host of example.org, where mail for bob goes')
    .example('parley talk --save talk.smtp localhost 1025', 'keep the conversation, to be played again')
    .action(run)
}

async function run(host: string | undefined, port: string | undefined, flags: TalkFlags): Promise<void> {
  const { endpoints, session, startTls, route, login } = await readWay(host, port, flags)
  if (flags.save !== undefined) await checkWritable(flags.save).catch(cannotSave)
  const [{ Talk }, surroundings, comments] = await Promise.all([
    import('../../talk/talk.ts'),
    createSurroundings(flags),
    createComments(flags),
  ])
  const options = { ...readOptions(flags), login, comments, hints: comments !== null && surroundings.isAttended }
  const [first, ...others] = endpoints
  let talk = new Talk(first, session, options, surroundings)
  try {
    if (route) showRoute(talk, route, comments !== null)
    let isOpen = false
    for (const next of others) {
      isOpen = await isReached(talk)
      if (isOpen) break
      talk = new Talk(next, session, options, surroundings)
    }
    if (!isOpen) await talk.open()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => talk.leave())
    terminal.stdout.on('error', () => talk.leave()) // nobody reads any more
    if (startTls !== 'never') await encrypt(talk, startTls)
    if (login && logsInFirst(flags) && !talk.isDone) await logIn(talk, login)
    if (flags.authOnly && !talk.isDone) await talk.quit()
    const isWhole = talk.isDone || (await surroundings.hold(talk))
    const code = exitCodeOf(talk)
    if (surroundings.isAttended) process.exitCode = code
    else if (code !== exitCodes.ok) throw await complaint(talk, code)
    else if (!isWhole) throw new Complaint('the input ends inside the message: nothing is delivered', exitCodes.usage)
  } catch (error) {
    if (!(error instanceof SmtpError)) throw error
    const code = error.phase === 'tls' ? exitCodes.tls : exitCodes.connect
    // Where the comments go to the same screen, they have said it.
    if (!comments || !terminal.stderr.isTTY) throw await complaint(talk, code)
    process.exitCode = code
  } finally {
    if (flags.save !== undefined) await save(talk, flags.save)
  }
}

/** For somebody who reads it at once. */
async function createComments({ quiet, certDays }: TalkFlags): Promise<Commentator | null> {
  if (quiet || !terminal.stdout.isTTY) return null
  const { Commentator } = await import('../../talk/comment.ts')
  return new Commentator(certDays === undefined ? {} : { certDays })
}

async function createSurroundings(flags: TalkFlags) {
  const { color, history, quit = false, pipelining = false } = flags
  const escape = flags.escape === '' ? null : flags.escape
  const { stdin, stdout, env } = terminal
  const style = styleFor(stdout, color === false ? 'never' : color)
  if (!stdin.isTTY || !stdout.isTTY || env['TERM'] === 'dumb') {
    const { TalkPipe } = await import('./talk/pipe.ts')
    return new TalkPipe({ input: stdin, output: stdout, style, escape, files, quit, pipelining })
  }
  const [{ TalkTerminal }, { History, historyPath }] = await Promise.all([
    import('./talk/terminal.ts'),
    import('./talk/history.ts'),
  ])
  const memory = new History(history ? historyPath(env, process.platform) : null)
  const introduces = flags.quiet !== true
  return new TalkTerminal({ input: stdin, output: stdout, style, escape, introduces, history: memory, files })
}

function readOptions({ helo, lf = false, pipelining, stuff, keepSecrets }: TalkFlags): TalkOptions {
  return {
    lineEnd: lf ? 'lf' : 'crlf',
    pipelining: pipelining ?? false,
    stuff: stuff ?? false,
    keepSecrets: keepSecrets ?? false,
    ...(helo !== undefined && { helloName: helo }),
  }
}

interface Way {
  readonly endpoints: readonly [Endpoint, ...Endpoint[]]
  readonly session: SessionOptions
  readonly startTls: StartTlsDemand
  /** What is known to log in with. */
  readonly login: AuthRequest | null
  /** Where mail goes; null where a server was named. */
  readonly route: Route | null
}

async function readWay(host: string | undefined, port: string | undefined, flags: TalkFlags): Promise<Way> {
  const { mx, socket, pipe, lmtp = false } = flags
  const given = host ?? (typeof mx === 'string' ? mx : undefined)
  const aim = given === undefined ? null : readAim(given, { isDomain: mx !== undefined })
  if (!aim && socket === undefined && pipe === undefined)
    throw new Complaint('name the server: parley talk HOST [PORT]', exitCodes.usage)
  const target = aim?.target ?? null
  const { startTls, implicitTls } = readTlsDemand(flags, target?.scheme ?? null)
  const isLmtp = lmtp || target?.scheme === 'lmtp'
  const defaultPort = defaultPorts[isLmtp ? 'lmtp' : implicitTls ? 'smtps' : 'smtp']
  const named = port === undefined ? flags : { ...flags, port: portOf(port) }
  const isMail = aim?.kind === 'mail'
  const route = isMail ? await routeTo(aim.destination, host === undefined ? { ...flags, mx: true } : flags) : null
  const endpoints: Way['endpoints'] = route
    ? destinationsOf(route, ('port' in named ? named.port : target?.port) ?? defaultPort)
    : [readEndpoint(target, named, { defaultPort })]
  return {
    endpoints,
    session: {
      ...readSessionOptions(flags),
      tls: await readTlsSettings(flags),
      protocol: isLmtp ? 'lmtp' : 'smtp',
      implicitTls,
    },
    startTls,
    login: await readLogin(flags, false, endpoints[0].kind === 'tcp' ? endpoints[0].host : null),
    route,
  }
}

function portOf(text: string): number {
  try {
    return parsePort(text)
  } catch (error) {
    throw new Complaint((error as RangeError).message, exitCodes.usage)
  }
}

/** Who only says who he is says AUTH himself. */
function logsInFirst({ auth, authOptional, authOptionalStrict, authOnly = false }: LoginFlags): boolean {
  return authOnly || (auth ?? authOptional ?? authOptionalStrict) !== undefined
}

async function logIn(talk: Talk, login: AuthRequest): Promise<void> {
  const { beginLogin } = await import('../../talk/log-in.ts')
  await beginLogin(talk, login)
}

async function encrypt(talk: Talk, demand: 'require' | 'auto'): Promise<void> {
  const { beginTls } = await import('../../talk/begin-tls.ts')
  await beginTls(talk, demand)
}

/** Which host it is going to be, for whoever reads it. */
function showRoute(talk: Talk, { domain, hosts, notes }: Route, isAttended: boolean): void {
  if (!isAttended) return
  const found = hosts.map(({ name, preference }) => (preference === null ? name : `${name} (MX ${preference})`))
  if (found.length > 0) talk.show('comment', `mail for ${domain} goes to ${found.join(', ')}`)
  const odd = notes.filter(({ verdict }) => verdict !== 'pass')
  talk.show('warning', ...odd.map(({ title, detail }) => `${title}: ${detail}`))
}

/** Whether the connection is there; where it is not, the next mail host's turn has come. RFC 5321 §5.1 */
async function isReached(talk: Talk): Promise<boolean> {
  try {
    await talk.open()
    return true
  } catch (error) {
    if (!(error instanceof SmtpError) || (error.phase !== 'resolve' && error.phase !== 'connect')) throw error
    talk.show(
      'warning',
      `no connection to ${talk.session.transcript.peer}: ${error.message}; the next mail host is tried`,
    )
    return false
  }
}

function escapeCharacter(text: string): string {
  if (text === 'none') return ''
  if (/^\^[@-_a-z?]$/i.test(text)) return String.fromCharCode(text.toUpperCase().charCodeAt(1) ^ 0x40)
  if (/^[\x21-\x7e]$/.test(text)) return text
  throw new InvalidArgumentError('Write "^]" for Ctrl-], one visible character, or "none".')
}

const codes: Readonly<Record<Ending, number>> = {
  quit: exitCodes.ok,
  left: exitCodes.ok,
  refused: exitCodes.greeting,
  'hung up': exitCodes.closed,
  unavailable: exitCodes.unsure,
  silence: exitCodes.unsure,
  tls: exitCodes.tls,
  auth: exitCodes.auth,
}

function exitCodeOf(talk: Talk): number {
  const isUngreeted = talk.ending === 'silence' && talk.session.state === 'connected'
  return isUngreeted ? exitCodes.greeting : codes[talk.ending]
}

async function complaint(talk: Talk, code: number): Promise<Complaint> {
  const [{ explainEnding }, { Commentator }] = await Promise.all([
    import('../../talk/verdict.ts'),
    import('../../talk/comment.ts'),
  ])
  return new Complaint(`${talk.session.transcript.peer}: ${explainEnding(talk, new Commentator())}`, code)
}

async function save(talk: Talk, path: string): Promise<void> {
  const { saveTalk } = await import('../../talk/save.ts')
  await saveTalk(talk, files, path).catch(cannotSave)
}

function cannotSave(error: Error): never {
  throw new Complaint(`cannot save: ${error.message}`, exitCodes.usage)
}

import type { ColorChoice, Style } from '../../report/style.ts'
import { createMailHost, type MailHost, type OutgoingOptions } from '../../host/mail-host.ts'
import { exampleDomain, type PracticeDomain } from '../../server/practice/domain.ts'
import { serverName, type MailServerOptions, type PracticeManner } from '../../store/mail-server.ts'
import type { Store } from '../../store/store.ts'
import type { ListenAddress } from '../../wire/listen.ts'
import type { PracticePlace } from '../../web/site.ts'
import { WireError } from '../../wire/failure.ts'
import { formatHostPort } from '../../wire/target.ts'
import { exitCodes } from '../exit-codes.ts'
import { colorOption, Complaint, Option, styleFor, tell, terminal, Verb } from '../verb.ts'
import { setting } from '../scripts.ts'
import { collect, hostName, listenAddress, usualPorts } from '../values.ts'
import { createConsole } from './serve/console.ts'
import { addDomainOptions, domainFlags, readDomainFile, type DomainFlags } from './serve/domains.ts'
import { addDemandOptions, demandFlags, readDemands, type DemandFlags } from './serve/demands.ts'
import { describeExposure } from './serve/exposure.ts'
import { addFaultOptions, faultFlags, readFaultFlags, type FaultFlags } from './serve/faults.ts'
import { addLimitOptions, limitFlags, readLimits, type LimitFlags } from './serve/limits.ts'
import { addLoginOptions, loginFlags, readLogin, type LoginFlags } from './serve/login.ts'
import {
  addOutgoingOptions,
  describeOutgoing,
  outgoingFlags,
  readOutgoingOptions,
  type OutgoingFlags,
} from './serve/outgoing.ts'
import { addStoreOptions, openStore, storeFlags, type StoreFlags } from './serve/store.ts'
import { addServeTlsOptions, readServeTls, type ServeTls, type ServeTlsFlags } from './serve/tls.ts'
import { cannotListen } from './serve/trouble.ts'
import { addWebOptions, startWeb, webFlags, type WebFlags } from './serve/web.ts'
import { addWebhookOptions, startWebhook, webhookFlags, type WebhookFlags } from './serve/webhook.ts'

interface ServeFlags
  extends
    LimitFlags,
    LoginFlags,
    DemandFlags,
    ServeTlsFlags,
    FaultFlags,
    OutgoingFlags,
    StoreFlags,
    WebFlags,
    WebhookFlags,
    DomainFlags {
  readonly listen?: readonly ListenAddress[]
  readonly practice?: boolean
  readonly openRelay?: boolean
  readonly hostname?: string
  readonly lmtp?: boolean
  readonly script?: string
  readonly set?: readonly (readonly [name: string, value: string])[]
  readonly exact?: boolean
  readonly strict?: boolean
  readonly lenientLineEnds?: boolean
  readonly bareLineEnds: 'refuse' | 'keep'
  readonly quiet?: boolean
  readonly log: 'text' | 'json'
  readonly color: ColorChoice
}

/** What a script decides, or has no use for. */
const notWithScripts = [
  'practice',
  'openRelay',
  'hostname',
  'lmtp',
  ...limitFlags,
  ...storeFlags,
  'strict',
  'lenientLineEnds',
  'bareLineEnds',
  'log',
  ...loginFlags,
  ...demandFlags,
  'smtps',
  ...faultFlags,
  ...outgoingFlags,
  ...webFlags,
  ...webhookFlags,
  ...domainFlags,
]

export default function serve(): Verb {
  const verb = new Verb('serve')
    .description(
      'An ESMTP server to point a mail program, a device or a telnet at. It shows every conversation as it goes on and keeps the mail. ' +
        'By default it takes every mail for everybody and listens on 127.0.0.1:1025.',
    )
    .addOption(
      new Option(
        '-l, --listen <host:port>',
        'where to listen; may be given several times; port 0 is any free one',
      ).argParser(collect(listenAddress)),
    )
    .option('-p, --practice', 'behave as a real mail host for example.test: its users and no relaying, with reasons')
  addDomainOptions(verb)
    .addOption(
      new Option('--open-relay', 'practise, but take mail for everybody: see what an open relay looks like').implies({
        practice: true,
      }),
    )
    .addOption(new Option('--hostname <name>', 'what the server calls itself').argParser(hostName))
    .option('--lmtp', 'speak LMTP: LHLO, and a reply for each recipient')
  addLimitOptions(verb)
    .option(
      '--strict',
      'refuse what is usually understood though the RFC forbids it; of clients on other machines demand what mail hosts usually do',
    )
    .option(
      '--lenient-line-ends',
      'for hand-typed mail from a client that sends LF alone: LF.LF ends the mail too (never for programs)',
    )
    .addOption(
      new Option('--bare-line-ends <what>', 'messages with bare CR or LF in them')
        .choices(['refuse', 'keep'])
        .default('refuse'),
    )
  const withMail = addOutgoingOptions(
    addFaultOptions(addDemandOptions(addLoginOptions(addServeTlsOptions(addStoreOptions(verb))))),
  )
  return addWebhookOptions(addWebOptions(withMail))
    .addOption(
      new Option(
        '--script <file.smtp>',
        'play a script as the server instead: send what it says, hold clients against what it expects',
      ).conflicts(notWithScripts),
    )
    .addOption(
      new Option('--set <name=value>', 'with --script: value of a variable; may be given several times').argParser(
        collect(setting),
      ),
    )
    .option('--exact', 'with --script: compare what clients say word for word')
    .option('-q, --quiet', 'show no conversations')
    .addOption(new Option('--log <form>', 'form of the log').choices(['text', 'json']).default('text'))
    .addOption(colorOption())
    .example('parley serve', 'catch mail on 127.0.0.1:1025, and watch')
    .example('parley serve --practice', 'a mail host for example.test: alice, bob, postmaster, and the list staff')
    .example('parley serve --practice --domains host.json', 'a mail host with domains, lists and quotas of your own')
    .example('parley serve --listen 0.0.0.0:2525 --listen [::1]:2525', 'listen where a scanner can reach it')
    .example(
      'parley serve --script examples/busy.smtp',
      'be the server that the script describes: see how a program copes',
    )
    .example('parley serve --tls --smtps 4465', 'with STARTTLS, and TLS from the start on another port')
    .example('parley serve --demand usual', 'be as choosy as a mail host on the Internet')
    .example(
      'parley serve --fault \'RCPT 451 4.3.0 "Try later" first=2\'',
      'refuse the first two recipients: see who tries again',
    )
    .example(
      'parley serve --smart-host mail.example.org:25 --release-to *@example.org',
      'let messages be released to real people, by a real server',
    )
    .example('parley serve --lenient-line-ends', 'for a telnet that sends LF alone')
    .action(run)
}

async function run(flags: ServeFlags): Promise<void> {
  const style = styleFor(terminal.stdout, flags.color)
  if (flags.script !== undefined) return runScript(flags, flags.script, style)
  if (flags.set || flags.exact)
    throw new Complaint('--set and --exact are about a script: name it with --script', exitCodes.usage)
  const console = flags.quiet
    ? null
    : createConsole(flags.log, style, (line) => void terminal.stdout.write(`${line}\n`))
  const { hostname } = flags
  const practice = readPractice(flags, await readDomainFile(flags))
  const tls = await readServeTls(flags, serverName({ ...(hostname !== undefined && { hostname }), practice }))
  const outgoing = await readOutgoingOptions(flags)
  const { store, name: storeName, place } = await openStore(flags)
  const webhook = await startWebhook(store, flags)
  const host = await start(flags, { tls, outgoing, practice, store }, console ? { listeners: console.listeners } : {})
  const { web, notices } = await startWeb(host, flags, { webhook, storeName, practice: practicePlace(practice) }).catch(
    async (error: unknown) => {
      await host.close()
      throw error
    },
  )
  const { server } = host
  const places = server.addresses.map(({ host, port }) => formatHostPort(host, port)).join(', ')
  terminal.stderr.write(`parley: listening on ${places}; ${describeManner(flags, practice)}; ${place}\n`)
  const exposure = describeExposure(server.addresses, {
    authRequired: flags.authRequired ?? false,
    isSendingOn: outgoing !== null,
  })
  if (exposure !== null) terminal.stderr.write(`parley: ${exposure}\n`)
  if (tls) terminal.stderr.write(`parley: ${tls.notice}\n`)
  if (outgoing) terminal.stderr.write(`parley: ${describeOutgoing(outgoing, practice !== false)}\n`)
  if (console) {
    server.store.onEvent((event) => {
      if (event.kind === 'added') console.stored(event.message)
    })
  }
  for (const notice of notices) tell(notice)
  await stopped()
  terminal.stderr.write('parley: closing\n')
  await web?.close()
  webhook?.close()
  await host.close()
  await store.close()
}

async function runScript(flags: ServeFlags, file: string, style: Style): Promise<void> {
  const [listen = usualAddress, ...others] = flags.listen ?? []
  if (others.length > 0) throw new Complaint('a script listens on one address: give --listen once', exitCodes.usage)
  const { serveScriptFile } = await import('./serve/script.ts')
  const { idle, exact = false, quiet: isQuiet = false, set = [] } = flags
  await serveScriptFile(
    { file, listen, variables: Object.fromEntries(set), idle, exact, isQuiet, style, tls: flags },
    stopped(),
  )
}

const usualAddress: ListenAddress = { host: '127.0.0.1', port: usualPorts.smtp }

interface StartParts {
  readonly tls: ServeTls | null
  readonly outgoing: OutgoingOptions | null
  readonly practice: PracticeManner | false
  readonly store: Store
}

function readPractice(
  { practice, openRelay = false }: ServeFlags,
  domains: readonly PracticeDomain[] | null,
): PracticeManner | false {
  return practice ? { openRelay, ...(domains && { domains }) } : false
}

function practicePlace(practice: PracticeManner | false): PracticePlace | null {
  if (!practice) return null
  const { domains = [exampleDomain] } = practice
  const [first = exampleDomain] = domains
  return { domains: domains.map(({ name }) => name), recipient: `${first.mailboxes[0] ?? 'postmaster'}@${first.name}` }
}

async function start(
  flags: ServeFlags,
  { tls, outgoing, practice, store }: StartParts,
  more: Pick<MailServerOptions, 'listeners'>,
): Promise<MailHost<Store>> {
  const auth = await readLogin(flags, tls !== null)
  const demands = readDemands(flags, auth !== null)
  const faults = await readFaultFlags(flags)
  try {
    return await createMailHost({
      listen: [
        ...(flags.listen ?? [usualAddress]),
        ...(flags.smtps ?? []).map((address) => ({ ...address, implicitTls: true })),
      ],
      practice,
      ...(flags.hostname !== undefined && { hostname: flags.hostname }),
      lmtp: flags.lmtp ?? false,
      strict: flags.strict ?? false,
      lenientLineEnds: flags.lenientLineEnds ?? false,
      bareLineEnds: flags.bareLineEnds,
      store,
      limits: readLimits(flags),
      ...(tls && { tls: tls.source }),
      ...(auth && { auth }),
      ...(demands && { demands }),
      faults,
      troubleAddresses: flags.troubleAddresses ?? false,
      ...(outgoing && { outgoing }),
      ...more,
    })
  } catch (error) {
    await store.close()
    throw error instanceof WireError ? cannotListen(error, flags) : error
  }
}

function describeManner({ authRequired }: ServeFlags, practice: PracticeManner | false): string {
  if (!practice) return authRequired ? 'takes every mail of who has logged in' : 'takes every mail for everybody'
  const domains = (practice.domains ?? [exampleDomain]).map(({ name }) => name).join(', ')
  return practice.openRelay ? 'an open relay, for practice' : `a mail host for ${domains}, for practice`
}

/** Until somebody ends it; asked twice, it ends at once. */
function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(exitCodes.closed))
        resolve()
      })
    }
  })
}

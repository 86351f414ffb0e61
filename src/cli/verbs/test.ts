import type { MailHostsRequest } from '../../checks/mail-hosts/run.ts'
import { profileNames, profiles } from '../../checks/six-steps/profiles.ts'
import type { TestResult } from '../../checks/six-steps/result.ts'
import type { TestRequest } from '../../checks/six-steps/run.ts'
import { ClientVerb } from '../client-verb.ts'
import { blocklistOption, domainBlocklistOption } from '../blocklist-options.ts'
import { collect, duration } from '../values.ts'
import { colorOption, Option, styleFor, terminal, type Verb } from '../verb.ts'
import { addLoginOptions } from '../login-options.ts'
import { checkOut, writeOut } from '../output.ts'
import { localInterfaceOption, mxOption, port, resolverOption } from '../route-options.ts'
import { addTlsDemandOptions, addTlsOptions } from '../tls-options.ts'
import { exitCodeOf } from './test/exit.ts'
import { watchWaiting } from './test/waiting.ts'
import { identityOptions } from './test/identity.ts'
import { withTransportSecurity } from './test/transport.ts'
import { readAddress, readRequest, type TestFlags } from './test/request.ts'

const loginProfiles = profileNames.filter((name) => profiles[name].mechanisms.length > 0)

export default function test(): Verb {
  const verb = new ClientVerb('test')
    .description(
      'Connect, handshake, sender, recipient, message, quit: each with its time, what it means, and a verdict. ' +
        'Without TARGET a practice server is started for the occasion. No mail is sent without --send.',
    )
    .argument(
      '[target]',
      'the server: host, host:port, smtp://host, smtps://host or lmtp://host; ' +
        'or an address, or a domain with --mx, whose mail hosts are looked up',
    )
    .addOption(mxOption())
    .option('--all-mx', 'try all mail hosts of the domain at all their addresses, and compare them')
    .addOption(new Option('-p, --port <port>', 'port of the server (default: 25, or that of --as)').argParser(port))
    .addOption(new Option('--as <sender>', 'behave as such a sender does').choices(profileNames).default('mta'))
    .option('-f, --from <address>', 'the sender; <> for none')
    .addOption(
      new Option('-t, --to <address>', 'a recipient; may be given several times').argParser(collect(readAddress)),
    )
    .option('-4, --ipv4', 'only over IPv4')
    .option('-6, --ipv6', 'only over IPv6')
    .addOption(resolverOption())
    .addOption(localInterfaceOption())
    .option('--identity', 'look up how you look from outside, also where the server is on this machine')
    .option('--no-identity', 'do not look that up')
    .addOption(blocklistOption('ask this blocklist about your address; may be given several times'))
    .addOption(
      domainBlocklistOption(
        "ask this blocklist about the sender's domain and the name in EHLO; may be given several times",
      ),
    )
    .option('--send', 'send a message; without it the test ends behind the recipients')
    .option('--subject <text>', 'subject of the message')
    .option('--helo <name>', 'the name to introduce ourselves with')
    .addOption(new Option('--timeout <seconds>', 'how long to wait for anything').argParser(duration))
  addLoginOptions(verb, { auth: `with --as ${loginProfiles.join(', ')}: log in` })
    .addOption(new Option('--json', 'print the result as JSON').conflicts(['markdown', 'quiet']))
    .addOption(new Option('--markdown', 'print the result as Markdown').conflicts(['json', 'quiet']))
    .option('--junit <file>', 'write the result for JUnit')
    .option('--save <file.smtp>', 'write down the conversation')
    .option('--keep-secrets', 'leave credentials in what is saved')
    .option('-q, --quiet', 'print the verdict only')
    .addOption(colorOption())
    .example('parley test', 'see the six steps with a practice server')
    .example('parley test --send', 'the same with a message, and proof that it arrived')
    .example('parley test mail.example.org --to you@example.org', 'does the server take mail for you?')
    .example(
      'parley test mail.example.org --to you@example.org --send --as scanner',
      'does it take mail as your scanner sends it?',
    )
    .example('parley test mail.example.org --as submission --user bob --auth-only', 'can bob log in there?')
    .example('parley test bob@example.org', 'do the mail hosts of example.org take mail for bob?')
    .example('parley test example.org --all-mx', 'are all of them set up alike?')
    .example('parley test mail.example.org --json | jq .verdict', 'for programs')
    .action(run)
  return addTlsOptions(addTlsDemandOptions(verb, 'as such a sender does'))
}

async function run(target: string | undefined, flags: TestFlags): Promise<void> {
  const request = await readRequest(target, flags)
  await checkOut(flags.save, flags.junit)
  const held = await withTransportSecurity(await hold(request, flags), request, flags)
  const result = await withIdentity(held, request, flags)
  terminal.stdout.write(await write(result, flags))
  if (flags.save !== undefined) await save(flags.save, result, flags)
  if (flags.junit !== undefined) await saveJUnit(flags.junit, result)
  process.exitCode = exitCodeOf(result)
}

async function hold(request: TestRequest, { allMx = false }: TestFlags): Promise<TestResult> {
  const test = allMx ? await testOfAll() : (await import('../../checks/six-steps/run.ts')).testSixSteps
  if (!terminal.stderr.isTTY) return test(request)
  const waiting = watchWaiting(terminal.stderr)
  try {
    return await test({ ...request, watch: (session) => waiting.watch(session) })
  } finally {
    waiting.end()
  }
}

/** What a server finds that looks us up: another machine, and no login that would make it count for nothing. */
async function withIdentity(result: TestResult, { target, login }: TestRequest, flags: TestFlags): Promise<TestResult> {
  if (!target || flags.quiet || flags.identity === false) return result
  const { checkIdentity, isFromOutside } = await import('../../checks/identity/run.ts')
  if (!flags.identity && (login || !isFromOutside(result.transcript))) return result
  return { ...result, identity: await checkIdentity(result.transcript, await identityOptions(flags)) }
}

async function testOfAll(): Promise<(request: TestRequest) => Promise<TestResult>> {
  const { testMailHosts } = await import('../../checks/mail-hosts/run.ts')
  return (request) => testMailHosts(request as MailHostsRequest)
}

async function write(result: TestResult, { json, markdown, quiet, color }: TestFlags): Promise<string> {
  if (json) return (await import('../../report/six-steps/json.ts')).writeTestJson(result)
  if (markdown) return (await import('../../report/six-steps/markdown.ts')).writeTestMarkdown(result)
  const { showTest, showVerdict } = await import('../../report/six-steps/terminal.ts')
  const style = styleFor(terminal.stdout, color)
  if (quiet) return `${showVerdict(result, style)}\n`
  return showTest(result, { style, width: terminal.stdout.columns ?? 80 })
}

async function save(file: string, { transcript }: TestResult, { keepSecrets = false }: TestFlags): Promise<void> {
  const { writeTranscript } = await import('../../transcript/write-transcript.ts')
  await writeOut(file, writeTranscript(transcript, { keepSecrets }))
}

async function saveJUnit(file: string, result: TestResult): Promise<void> {
  const { toJUnit } = await import('../../report/junit.ts')
  const { testSuites } = await import('../../report/six-steps/cases.ts')
  await writeOut(file, toJUnit(testSuites(result)))
}

import { ConversationPrinter } from '../../../report/conversation.ts'
import { mismatchPaint } from '../../../report/mismatch-paint.ts'
import type { Style } from '../../../report/style.ts'
import { paintMismatch } from '../../../script/format-mismatch.ts'
import { nameOf, type PlayResult } from '../../../script/result.ts'
import { serveScript } from '../../../script/serve.ts'
import type { ListenAddress } from '../../../wire/listen.ts'
import type { Item } from '../../../transcript/script.ts'
import { WireError } from '../../../wire/failure.ts'
import { formatHostPort } from '../../../wire/target.ts'
import { exitCodes } from '../../exit-codes.ts'
import { loadScript, requireVariables } from '../../scripts.ts'
import { terminal } from '../../verb.ts'
import { readServeTls, type ServeTlsFlags } from './tls.ts'
import { cannotListen } from './trouble.ts'

export interface ServeScriptRequest {
  readonly file: string
  readonly listen: ListenAddress
  readonly variables: Readonly<Record<string, string>>
  readonly idle: number
  readonly exact: boolean
  readonly isQuiet: boolean
  /** What is said about TLS; where nothing is, a script with `@tls` gets a certificate made here. */
  readonly tls: ServeTlsFlags
  readonly style: Style
}

/** Be the server of a script, for one client after another, until told to stop. */
export async function serveScriptFile(request: ServeScriptRequest, stopped: Promise<void>): Promise<void> {
  const { file, listen, variables, idle, exact, isQuiet, style } = request
  const script = await loadScript(file)
  requireVariables(script, 'server', Object.keys(variables))
  const say = (text: string) => void (isQuiet || terminal.stdout.write(`${text}\n`))
  const doesTls = hasTls(script.items)
  const tls = await readServeTls(doesTls ? { ...request.tls, tls: true } : request.tls, 'localhost')
  let hasFailed = false
  const onResult = (result: PlayResult) => {
    hasFailed ||= !result.ok
    // Conversations may overlap: each is shown when it is over.
    say(style.dim(`# ${result.transcript.peer ?? 'a client'} connected`))
    const printer = new ConversationPrinter(result.transcript, { style })
    for (const event of result.transcript.events) for (const line of printer.read(event)) say(line)
    say(describe(result, style))
  }
  try {
    const server = await serveScript(script, {
      listen,
      variables,
      timeout: idle,
      exact,
      onResult,
      ...(tls && { tls: tls.source }),
    })
    const { host, port } = server.address
    terminal.stderr.write(
      `parley: listening on ${formatHostPort(host, port)}; plays ${nameOf(script)} to every client\n`,
    )
    if (tls) terminal.stderr.write(`parley: ${tls.notice}\n`)
    await stopped
    terminal.stderr.write('parley: closing\n')
    await server.stop()
    if (hasFailed) process.exitCode = exitCodes.mismatch
  } catch (error) {
    throw error instanceof WireError ? cannotListen(error) : error
  }
}

function hasTls(items: readonly Item[]): boolean {
  return items.some((item) => item.kind === 'tls' || (item.kind === 'if' && hasTls(item.items)))
}

function describe(result: PlayResult, style: Style): string {
  const { verdict, reason } = result
  if (verdict === 'passed') return style.good('# the client did as the script has it')
  if (verdict === 'skipped') return style.unsure(`# skipped: ${reason}`)
  return `${style.bad('# the client did not do as the script has it')}\n${paintMismatch(result, mismatchPaint(style))}`
}

import { isPositive, type Reply } from '../protocol/reply.ts'
import { limits } from '../protocol/limits.ts'
import { parseBase64, writeBase64, type SaslClient } from '../protocol/sasl.ts'
import { formatCommand } from '../protocol/write-command.ts'
import { SmtpError } from './error.ts'
import type { ClientSession } from './session.ts'

/** Challenges that are answered: no mechanism has more than a few. */
const MOST_CHALLENGES = 20

export interface ExchangeOptions {
  /** Whether the first response goes with the AUTH command where it fits there. Default true. */
  readonly initialResponse?: boolean
}

/**
 * The exchange alone; hands back the last reply, whatever it is.
 * @throws SmtpError of kind 'protocol' where the server's side of it cannot be believed, or makes no sense
 */
// RFC 4954 §4
export async function exchange(
  session: ClientSession,
  sasl: SaslClient,
  { initialResponse = true }: ExchangeOptions = {},
): Promise<Reply> {
  const initial = initialResponse ? writeInitial(sasl) : null
  let reply = await session.command({ verb: 'AUTH', mechanism: sasl.mechanism, initial }, 'auth')
  for (let nth = 1; reply.code === 334; nth++) {
    const response = nth > MOST_CHALLENGES ? null : respond(sasl, reply)
    if (response === null) return cancel(session, sasl, reply)
    reply = await session.command(writeBase64(response), 'auth')
  }
  const remark = sasl.remark?.(isPositive(reply)) ?? null
  if (remark?.by === 'client') throw distrust(sasl, `the server is not to be trusted: ${remark.text}`)
  return reply
}

/** Null where there is none, or where the line would be longer than a command may be. RFC 4954 §4 */
function writeInitial({ mechanism, initial }: SaslClient): string | null {
  if (initial === null) return null
  const text = writeBase64(initial) || '='
  const length = formatCommand({ verb: 'AUTH', mechanism, initial: text }).length + 2
  return length > limits.commandLine ? null : text
}

function respond(sasl: SaslClient, reply: Reply): Uint8Array | null {
  const challenge = parseBase64(textOf(reply))
  return challenge && sasl.respond(challenge)
}

/** "*" cancels; the server answers 501. RFC 4954 §4 */
async function cancel(session: ClientSession, sasl: SaslClient, challenge: Reply): Promise<never> {
  await session.command('*', 'auth')
  const remark = sasl.remark?.(false)
  const text =
    parseBase64(textOf(challenge)) === null
      ? `the server's challenge is no base64: ${textOf(challenge).slice(0, 80)}`
      : remark
        ? `the server is not to be trusted: ${remark.text}`
        : 'the server asks for more than there is to say'
  throw distrust(sasl, text)
}

function distrust({ mechanism }: SaslClient, text: string): SmtpError {
  return new SmtpError(`AUTH ${mechanism}: ${text}`, {
    kind: 'protocol',
    phase: 'auth',
    command: `AUTH ${mechanism}`,
  })
}

function textOf(reply: Reply): string {
  return reply.lines.at(-1)!.text.trim()
}

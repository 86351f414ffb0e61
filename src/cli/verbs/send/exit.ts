import type { Phase, SmtpError } from '../../../client/error.ts'
import type { SendResult } from '../../../client/send.ts'
import { isRefused } from '../../../client/trouble.ts'
import type { Endpoint } from '../../../wire/dial.ts'
import { WireError } from '../../../wire/failure.ts'
import { exitCodes } from '../../exit-codes.ts'

const phases: Readonly<Record<Phase, number>> = {
  resolve: exitCodes.connect,
  connect: exitCodes.connect,
  tls: exitCodes.tls,
  greeting: exitCodes.greeting,
  hello: exitCodes.hello,
  starttls: exitCodes.tls,
  auth: exitCodes.auth,
  xclient: exitCodes.xclient,
  sender: exitCodes.sender,
  recipient: exitCodes.recipients,
  data: exitCodes.data,
  message: exitCodes.message,
  quit: exitCodes.quit,
  // RSET behind a chunk that was refused, and what cannot be written.
  command: exitCodes.message,
}

/** The exit code of swaks. What it does not know of: that some recipients were refused. */
export function exitCodeOf(result: SendResult, kind: Endpoint['kind']): number {
  const { trouble, transactions, helloName, hasStartedTls, xclient } = result
  if (trouble === null) {
    const isPartial = transactions.some(({ recipients }) => recipients.some(isRefused))
    return isPartial ? exitCodes.someRecipients : exitCodes.ok
  }
  const { phase } = trouble
  if (phase === 'hello' && xclient.length > 0) return exitCodes.helloAfterXclient
  if (phase === 'hello' && hasStartedTls) return exitCodes.helloAfterTls
  // Nothing but a PROXY header is written before the greeting.
  if (phase === 'command' && helloName === null) return exitCodes.proxy
  if (hasProgramEnded(trouble, kind)) return exitCodes.pipe
  if (isClosed(trouble)) return exitCodes.closed
  return phases[phase]
}

export function hasProgramEnded(trouble: SmtpError, kind: Endpoint['kind']): boolean {
  return kind === 'pipe' && trouble.phase === 'greeting' && isClosed(trouble)
}

function isClosed({ kind, phase, cause }: SmtpError): boolean {
  if (kind !== 'connection' || phase === 'resolve') return false
  // Refused is another thing: here there was a connection, for a moment.
  return phase !== 'connect' || (cause instanceof WireError && cause.code === 'ECONNRESET')
}

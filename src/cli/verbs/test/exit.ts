import type { Phase, TestResult } from '../../../checks/six-steps/result.ts'
import { exitCodes } from '../../exit-codes.ts'

const codes: Readonly<Record<Phase, number>> = {
  connect: exitCodes.connect,
  tls: exitCodes.tls,
  greeting: exitCodes.greeting,
  hello: exitCodes.hello,
  'hello after tls': exitCodes.helloAfterTls,
  auth: exitCodes.auth,
  sender: exitCodes.sender,
  recipients: exitCodes.recipients,
  'some recipients': exitCodes.someRecipients,
  data: exitCodes.data,
  message: exitCodes.message,
  quit: exitCodes.quit,
  arrival: exitCodes.notArrived,
}

/** The exit code of a test: that of the phase that failed. */
export function exitCodeOf({ verdict, phase }: TestResult): number {
  if (verdict === 'unknown') return exitCodes.unsure
  return phase === null ? exitCodes.ok : codes[phase]
}

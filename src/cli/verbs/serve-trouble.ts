import type { WireError } from '../../wire/failure.ts'
import { exitCodes } from '../exit-codes.ts'
import { Complaint } from '../verb.ts'

/** An address that cannot be had, and what to do about it. */
export function cannotListen({ code, message }: WireError): Complaint {
  const advice =
    code === 'EADDRINUSE'
      ? 'another program listens there: choose another with --listen'
      : code === 'EACCES'
        ? 'ports below 1024 need more rights: choose another with --listen'
        : 'choose another address with --listen'
  return new Complaint(`cannot listen: ${message}; ${advice}`, exitCodes.connect)
}

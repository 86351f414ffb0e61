import type { WireError } from '../../../wire/failure.ts'
import { exitCodes } from '../../exit-codes.ts'
import { Complaint } from '../../verb.ts'

const advice: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there: choose another with --listen',
  EACCES: 'ports below 1024 need more rights: choose another with --listen',
  EADDRNOTAVAIL: 'this machine does not have that address: choose one that it has with --listen, or 0.0.0.0 for all',
  ENOTFOUND: 'no host has that name: give an address of this machine to --listen, as 127.0.0.1:1025',
}

/** An address that cannot be had, and what to do about it. */
export function cannotListen({ code, message }: WireError): Complaint {
  return new Complaint(
    `cannot listen: ${message}; ${advice[code] ?? 'choose another address with --listen'}`,
    exitCodes.connect,
  )
}

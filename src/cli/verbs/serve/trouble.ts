import { isIP } from 'node:net'
import type { WireError } from '../../../wire/failure.ts'
import type { ListenAddress } from '../../../wire/listen.ts'
import { exitCodes } from '../../exit-codes.ts'
import { usualPorts } from '../../values.ts'
import { Complaint } from '../../verb.ts'

type Option = '--listen' | '--smtps'

const advice: Readonly<Record<string, (option: Option) => string>> = {
  EADDRINUSE: (option) => `another program listens there: choose another with ${option}`,
  EACCES: (option) => `ports below 1024 need more rights: choose another with ${option}`,
  EADDRNOTAVAIL: (option) =>
    `this machine does not have that address: choose one that it has with ${option}, or 0.0.0.0 for all`,
  ENOTFOUND: (option) =>
    `no host has that name: give an address of this machine to ${option}, as 127.0.0.1:${usualPorts[option === '--smtps' ? 'smtps' : 'smtp']}`,
}

interface ListenFlags {
  readonly smtps?: readonly ListenAddress[]
}

/** An address that cannot be had, and what to do about it. */
export function cannotListen(error: WireError, flags: ListenFlags = {}): Complaint {
  const option = optionOf(error, flags)
  const usual = `choose another address with ${option}`
  return new Complaint(`cannot listen: ${error.message}; ${advice[error.code]?.(option) ?? usual}`, exitCodes.connect)
}

/** Which option named the address. --listen is served first, so what stands in both was taken when --smtps came. */
function optionOf({ cause }: WireError, { smtps = [] }: ListenFlags): Option {
  const { address, port, hostname } = cause as { readonly [key in 'address' | 'hostname']?: string } & { port?: number }
  const isIt = (each: ListenAddress) =>
    port === undefined ? each.host === hostname : each.port === port && (each.host === address || isIP(each.host) === 0)
  return smtps.some(isIt) ? '--smtps' : '--listen'
}

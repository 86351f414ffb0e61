import { defaultLimits, type ServerLimits } from '../../../server/config.ts'
import { atLeastOne, octets, patience } from '../../values.ts'
import { Option, type Verb } from '../../verb.ts'

export interface LimitFlags {
  readonly size: number
  readonly recipients: number
  readonly connections: number
  readonly connectionsPerClient: number
  readonly idle: number
  readonly commandTime: number
  readonly messageTime: number
}

/** The names of the options, as the flags have them; `idle` besides, which scripts have a use for. */
export const limitFlags = [
  'size',
  'recipients',
  'connections',
  'connectionsPerClient',
  'commandTime',
  'messageTime',
] as const

/** What one client may ask of the server, and all of them together. */
export function addLimitOptions(verb: Verb): Verb {
  const { size, recipients, connections, perClient, idle, command, message } = defaultLimits
  return verb
    .addOption(
      new Option('--size <octets>', 'largest message; 10M, 1G; 0 is no limit')
        .argParser(octets)
        .default(size, `${size / 1024 ** 2}M`),
    )
    .addOption(new Option('--recipients <n>', 'recipients of one message').argParser(atLeastOne).default(recipients))
    .addOption(new Option('--connections <n>', 'connections at one time').argParser(atLeastOne).default(connections))
    .addOption(
      new Option('--connections-per-client <n>', 'connections at one time from one address')
        .argParser(atLeastOne)
        .default(perClient),
    )
    .addOption(seconds('--idle <seconds>', 'silence before 421', idle))
    .addOption(seconds('--command-time <seconds>', 'for one command line, from its first octet', command))
    .addOption(seconds('--message-time <seconds>', 'for the mail data of one message', message))
}

function seconds(flags: string, what: string, usual: number): Option {
  return new Option(flags, `${what}; 0 is for ever`).argParser(patience).default(usual, String(usual / 1000))
}

export function readLimits(flags: LimitFlags): Partial<ServerLimits> {
  const { size, recipients, connections, connectionsPerClient, idle, commandTime, messageTime } = flags
  return {
    ...{ size, recipients, connections, perClient: connectionsPerClient },
    ...{ idle, command: commandTime, message: messageTime },
  }
}

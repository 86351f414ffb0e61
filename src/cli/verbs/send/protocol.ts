import type { HelloVerb } from '../../../client/hello.ts'
import { stopPoints, type SendStop, type StopPoint } from '../../../client/stop-point.ts'
import { defaultPorts, type Target } from '../../../wire/target.ts'
import { exitCodes } from '../../exit-codes.ts'
import { atLeastOne, duration, someOctets } from '../../values.ts'
import { Complaint, InvalidArgumentError, Option, type Verb } from '../../verb.ts'

export interface ProtocolFlags {
  readonly protocol?: Protocol
  readonly helo?: string
  readonly pipeline?: boolean
  readonly bdat?: number
  readonly force?: boolean
  readonly repeat?: number
  readonly pause?: number
  readonly quitAfter?: StopPoint
  readonly dropAfter?: StopPoint
  readonly dropAfterSend?: StopPoint
}

/** What the names of swaks mean for the conversation. */
export interface Protocol {
  readonly kind: 'smtp' | 'lmtp'
  readonly helloVerb: HelloVerb
  readonly logsIn: boolean
  readonly tls?: 'require' | 'implicit'
  readonly port: number
}

const { smtp, lmtp } = defaultPorts
const esmtp: Protocol = { kind: 'smtp', helloVerb: 'EHLO', logsIn: false, port: smtp }
const local: Protocol = { kind: 'lmtp', helloVerb: 'LHLO', logsIn: false, port: lmtp }
const protocols: Readonly<Record<string, Protocol>> = {
  ESMTP: esmtp,
  SMTP: { ...esmtp, helloVerb: 'HELO' },
  LMTP: local,
  ESMTPA: { ...esmtp, logsIn: true },
  LMTPA: { ...local, logsIn: true },
  ESMTPS: { ...esmtp, tls: 'require' },
  ESMTPSA: { ...esmtp, tls: 'require', logsIn: true },
  LMTPS: { ...local, tls: 'require' },
  LMTPSA: { ...local, tls: 'require', logsIn: true },
  SSMTP: { ...esmtp, tls: 'implicit' },
  SSMTPA: { ...esmtp, tls: 'implicit', logsIn: true },
}

export function addProtocolOptions(verb: Verb): Verb {
  const names = Object.keys(protocols).join(', ')
  return verb
    .addOption(
      new Option('--protocol <name>', `one of ${names}; the ones with A log in, those with S use TLS`).argParser(
        readProtocolName,
      ),
    )
    .option('-h, --helo <name>', 'the name to say hello with (default: the best one of this machine)')
    .option('--pipeline', 'send commands in one go where the server offers PIPELINING')
    .addOption(
      new Option('--bdat [octets]', 'hand the message over in chunks of so many octets (default: 1M)').argParser(
        (text) => someOctets(text === '' ? '1M' : text),
      ),
    )
    .option('--force', 'say BDAT, SIZE, BODY and SMTPUTF8 also to a server that does not offer them')
    .addOption(new Option('--repeat <n>', 'so many messages, one after the other').argParser(atLeastOne))
    .addOption(new Option('--pause <seconds>', 'with --repeat: wait in between').argParser(duration))
    .addOption(
      new Option(
        '-q, --quit-after <point>',
        'say QUIT after this: CONNECT, FIRST-HELO, TLS, XCLIENT, HELO, AUTH, MAIL or RCPT',
      ).argParser(readStopPoint),
    )
    .addOption(new Option('--drop-after <point>', 'hang up after this; also DATA and DOT').argParser(readStopPoint))
    .addOption(
      new Option('--drop-after-send <point>', 'hang up without waiting for the answer to this').argParser(
        readStopPoint,
      ),
    )
}

/** The protocol that was named, or that the URL of the server names. */
export function protocolOf({ protocol }: ProtocolFlags, target: Target | null): Protocol {
  return protocol ?? (target?.scheme === 'lmtp' ? local : esmtp)
}

/** @throws Complaint */
export function readStop({ quitAfter, dropAfter, dropAfterSend, bdat }: ProtocolFlags): SendStop | null {
  const stops = [
    { after: quitAfter, how: 'quit' as const },
    { after: dropAfter, how: 'drop' as const },
    { after: dropAfterSend, how: 'drop-unanswered' as const },
  ].flatMap(({ after, how }) => (after === undefined ? [] : [{ after, how }]))
  if (stops.length > 1) {
    throw new Complaint('there can be one of --quit-after, --drop-after and --drop-after-send', exitCodes.usage)
  }
  const [stop = null] = stops
  if (stop?.after === 'data' && stop.how === 'quit')
    throw new Complaint('after DATA a QUIT would be part of the message: use --drop-after', exitCodes.usage)
  if (stop?.after === 'data' && bdat !== undefined)
    throw new Complaint('with --bdat there is no DATA to stop at', exitCodes.usage)
  return stop
}

function readProtocolName(text: string): Protocol {
  const name = text.toUpperCase()
  if (Object.hasOwn(protocols, name)) return protocols[name]!
  throw new InvalidArgumentError(`There are ${Object.keys(protocols).join(', ')}.`)
}

const stopNames: Readonly<Record<string, StopPoint>> = {
  banner: 'connect',
  'first-helo': 'first-hello',
  'first-ehlo': 'first-hello',
  'first-lhlo': 'first-hello',
  starttls: 'tls',
  helo: 'hello',
  ehlo: 'hello',
  lhlo: 'hello',
  from: 'mail',
  to: 'rcpt',
}

function readStopPoint(text: string): StopPoint {
  const name = text.toLowerCase()
  const point = stopNames[name] ?? stopPoints.find((each) => each === name)
  if (point === undefined) {
    throw new InvalidArgumentError('There are CONNECT, FIRST-HELO, TLS, XCLIENT, HELO, AUTH, MAIL, RCPT, DATA and DOT.')
  }
  return point
}

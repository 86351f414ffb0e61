import type { SendRequest } from '../../../client/send.ts'
import type { SessionOptions } from '../../../client/session.ts'
import type { SendStop } from '../../../client/stop-point.ts'
import type { XclientCommand } from '../../../client/xclient.ts'
import { defaultPorts } from '../../../wire/target.ts'
import { exitCodes } from '../../exit-codes.ts'
import { readLogin, type LoginFlags } from '../../login-options.ts'
import { readTlsDemand, readTlsSettings, type TlsDemandFlags, type TlsFlags } from '../../tls-options.ts'
import { Complaint } from '../../verb.ts'
import { envelopeRecipients, type EnvelopeFlags } from './envelope.ts'
import { readMail, type GivenMail, type MessageFlags } from './message.ts'
import { protocolOf, readStop, type Protocol, type ProtocolFlags } from './protocol.ts'
import { readProxy, type ProxyFlags } from './proxy.ts'
import { readServer, readSessionOptions, type TargetFlags } from './target.ts'
import { readWay, type Way } from './way.ts'
import { readXclient, type XclientFlags } from './xclient.ts'

export type PlanFlags = EnvelopeFlags &
  MessageFlags &
  TargetFlags &
  ProtocolFlags &
  LoginFlags &
  TlsDemandFlags &
  TlsFlags &
  XclientFlags &
  ProxyFlags

/** What the command line asks for. */
export interface SendPlan extends Way {
  readonly sessionOptions: SessionOptions
  readonly request: SendRequest
  readonly mail: GivenMail
}

/** @throws Complaint where that makes no sense */
export async function readPlan(
  host: string | undefined,
  flags: PlanFlags,
  xclientCommands: readonly XclientCommand[],
  version: string,
): Promise<SendPlan> {
  const server = readServer(host, flags)
  const protocol = protocolOf(flags, server)
  const stop = readStop(flags.authOnly ? { ...flags, quitAfter: flags.quitAfter ?? 'auth' } : flags)
  const to = envelopeRecipients(flags)
  if (to.length === 0 && needsRecipient(stop)) {
    throw new Complaint('to whom? Say it with --to, as in --to bob@example.org', exitCodes.usage)
  }
  const { startTls, implicitTls } = readTlsDemand(withProtocol(flags, protocol), server?.scheme ?? null)
  const defaultPort = implicitTls ? defaultPorts.smtps : protocol.port
  const way = await readWay(server, flags, { defaultPort, isLmtp: protocol.kind === 'lmtp', to })
  const { endpoint } = way
  const proxy = readProxy(flags)
  const auth = await readLogin(flags, protocol.logsIn, endpoint.kind === 'tcp' ? endpoint.host : null)
  const xclient = readXclient(xclientCommands, flags)
  const mail = await readMail(flags, version)
  if (!mail.isLasting && (flags.repeat ?? 1) > 1) {
    throw new Complaint('what comes from a pipe can be sent but once: put it into a file for --repeat', exitCodes.usage)
  }
  const { helo, from, mailParam, pipeline, bdat, force, repeat, pause } = flags
  return {
    ...way,
    sessionOptions: {
      ...readSessionOptions(flags),
      protocol: protocol.kind,
      implicitTls,
      tls: await readTlsSettings(flags),
      ...(proxy && { proxy }),
    },
    request: {
      helloVerb: protocol.helloVerb,
      ...(helo !== undefined && { helloName: helo }),
      startTls,
      ...(xclient && { xclient }),
      ...(auth && { auth }),
      ...(from && { from: from.address }),
      ...(mailParam && { mailParams: mailParam.flat() }),
      to,
      message: mail.source,
      ...(repeat !== undefined && { count: repeat }),
      ...(pause !== undefined && { pause }),
      ...(pipeline && { pipelining: true }),
      ...(bdat !== undefined && { chunkSize: bdat }),
      ...(force && { isForced: true }),
      ...(stop && { stop }),
    },
    mail,
  }
}

/** The names of protocols that end with S are about TLS too. */
function withProtocol(flags: PlanFlags, { tls }: Protocol): TlsDemandFlags {
  return tls === undefined || flags.tls !== undefined ? flags : { ...flags, tls }
}

function needsRecipient(stop: SendStop | null): boolean {
  return stop === null || ['rcpt', 'data', 'dot'].includes(stop.after)
}

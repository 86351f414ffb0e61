import type { Command } from '../../../protocol/command.ts'
import { describeDeviation } from '../../../protocol/deviation.ts'
import { formatCommand } from '../../../protocol/write-command.ts'
import { replyText } from '../../../protocol/reply.ts'
import { ConversationPrinter } from '../../../report/conversation.ts'
import type { Style } from '../../../report/style.ts'
import type { ServerListeners } from '../../../server/server.ts'
import type { ServerSession } from '../../../server/session.ts'
import type { StoredMessage } from '../../../store/store.ts'
import { DialogueReader, type Turn } from '../../../transcript/dialogue.ts'
import type { TlsDetails } from '../../../transcript/event.ts'
import { SECRET } from '../../../transcript/lines.ts'
import { formatHostPort } from '../../../wire/target.ts'

/** What the person in front of the server sees of its sessions. */
export interface ServeConsole {
  readonly listeners: ServerListeners
  stored(message: StoredMessage): void
}

export function createConsole(form: 'text' | 'json', style: Style, print: (line: string) => void): ServeConsole {
  return form === 'json' ? jsonConsole(print) : textConsole(style, print)
}

/** The conversations in two colours. Where several go on at a time, each line says whose it is. */
function textConsole(style: Style, print: (line: string) => void): ServeConsole {
  const open = new Map<ServerSession, ConversationPrinter>()
  const say = ({ id }: { readonly id: string }, line: string) =>
    print(open.size > 1 ? `${style.dim(`[${id}]`)} ${line}` : line)
  return {
    listeners: {
      onOpen(session) {
        open.set(session, new ConversationPrinter({ role: 'server', protocol: session.transcript.protocol }, { style }))
        say(session, style.dim(`# ${nameOf(session)} connected, session ${session.id}`))
      },
      onEvent(session, event) {
        for (const line of open.get(session)?.read(event) ?? []) say(session, line)
        if (event.kind === 'closed' && event.by === 'peer' && !session.hasQuit)
          say(session, style.unsure('# left without QUIT (RFC 5321 §4.1.1.10)'))
      },
      onClose: (session) => void open.delete(session),
    },
    stored({ id, sessionId, from, to, content }) {
      const whom = to.map((each) => `<${each}>`).join(', ')
      const line = style.good(`# message ${id}: from <${from}> to ${whom}, ${content.size} octets`)
      // When the conversation about it has been shown.
      setImmediate(() => say({ id: sessionId }, line))
    },
  }
}

/** One JSON object a line, for programs. Credentials are not in it. */
function jsonConsole(print: (line: string) => void): ServeConsole {
  const open = new Map<ServerSession, DialogueReader>()
  const log = (session: ServerSession | null, event: string, facts: object = {}) => {
    print(JSON.stringify({ time: new Date().toISOString(), event, ...(session && { session: session.id }), ...facts }))
  }
  return {
    listeners: {
      onOpen(session) {
        open.set(session, new DialogueReader(session.transcript))
        log(session, 'open', { client: nameOf(session) })
      },
      onEvent(session, event) {
        for (const turn of open.get(session)?.read(event) ?? []) log(session, 'turn', describeTurn(turn))
        if (event.kind === 'tls') log(session, 'tls', describeTls(event))
        if (event.kind === 'fault') log(session, 'fault', { id: event.id, text: event.text })
        if (event.kind === 'failed')
          log(session, 'failure', { phase: event.phase, code: event.code, text: event.message })
        if (event.kind === 'closed')
          log(session, 'close', { quit: session.hasQuit, by: event.by === 'peer' ? 'client' : 'server' })
      },
      onClose: (session) => void open.delete(session),
    },
    stored({ id, sessionId, from, to, content }) {
      log(null, 'message', { session: sessionId, id, from, to, size: content.size })
    },
  }
}

function describeTurn({ occasion, command, isSecret, reply, deviations }: Turn): object {
  return {
    on: occasion,
    command: command && describeCommand(command, isSecret),
    code: reply?.code ?? null,
    enhanced: reply?.enhanced?.join('.') ?? null,
    text: reply ? replyText(reply) : null,
    ...(deviations.length > 0 && {
      deviations: deviations.map((found) => ({ code: found.code, ref: found.ref, text: describeDeviation(found) })),
    }),
  }
}

function describeCommand(command: Command, isSecret: boolean): string {
  if (command.verb === 'AUTH') return `AUTH ${command.mechanism}${command.initial === null ? '' : ` ${SECRET}`}`
  return isSecret ? SECRET : formatCommand(command)
}

function nameOf({ clientAddress, clientPort }: ServerSession): string {
  return clientAddress === null ? 'a client' : formatHostPort(clientAddress, clientPort ?? 0)
}

/** The client's certificate is named where it has shown one, believed or not. */
function describeTls({ protocol, cipher, servername, certificate, distrust }: TlsDetails): object {
  return {
    ...{ protocol, cipher, servername },
    ...(certificate && { subject: certificate.subject, distrust }),
  }
}

import { Duplex } from 'node:stream'
import { piecesOf } from '../../../client/content.ts'
import { addressTowards, hasName, ownName } from '../../../client/hello.ts'
import { sendMail } from '../../../client/send.ts'
import { ClientSession, describeEndpoint } from '../../../client/session.ts'
import { createReply, type Reply } from '../../../protocol/reply.ts'
import { NEED_DATA } from '../../../protocol/server-events.ts'
import { ServerMachine } from '../../../protocol/server.ts'
import type { Occasion } from '../../../protocol/transitions.ts'
import { readLines } from '../../../transcript/lines.ts'
import type { Endpoint } from '../../../wire/dial.ts'
import { terminal } from '../../verb.ts'
import type { SendPlan } from './plan.ts'

/** What would be said to a server that offers everything and takes everything. */
export async function dumpPlan({ endpoint, sessionOptions, request }: SendPlan): Promise<void> {
  const { protocol = 'smtp' } = sessionOptions
  const session = new ClientSession(
    { kind: 'stream', stream: new WillingServer(protocol === 'lmtp') },
    { protocol, keepData: Infinity, timeouts: sessionOptions.timeouts! },
  )
  const { pause: _pause, ...others } = request
  const name = nameTowards(endpoint, sessionOptions.localAddress)
  await sendMail(session, { ...(name !== null && { helloName: name }), ...others })
  const lines = readLines(session.transcript).filter(({ speaker }) => speaker === 'client')
  const said = lines.map(({ isPlain, text }) => `C${isPlain ? ':' : '|'} ${text}`)
  const isGuess = name !== null && request.helloName === undefined && !isCertain(endpoint)
  const notes = [
    `# to ${describeEndpoint(endpoint)}`,
    ...(isGuess ? [`# ${name} is a guess: it is the address that the connection will come from`] : []),
  ]
  terminal.stdout.write(`${[...notes, ...said].join('\n')}\n`)
}

/** What EHLO will say there; null where that is this machine's name, whatever the connection. */
function nameTowards(endpoint: Endpoint, localAddress: string | undefined): string | null {
  if (hasName() || endpoint.kind !== 'tcp') return null
  return ownName(localAddress ?? addressTowards(endpoint.host))
}

/** Whether an address of this machine says all about the connection to it. */
function isCertain(endpoint: Endpoint): boolean {
  return endpoint.kind === 'tcp' && /^(?:127\.[\d.]+|::1)$/.test(endpoint.host)
}

/** The message alone, octet by octet. */
export async function dumpMail({ request, sessionOptions: { protocol = 'smtp' } }: SendPlan): Promise<void> {
  const session = new ClientSession({ kind: 'stream', stream: new WillingServer(protocol === 'lmtp') }, { protocol })
  await sendMail(session, {
    ...request,
    count: 1,
    message: async (moment) => {
      const message = await request.message(moment)
      return { ...message, content: shown(piecesOf(message.content)) }
    },
  })
}

async function* shown(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  for await (const piece of pieces) {
    await new Promise((resolve) => terminal.stdout.write(piece, resolve))
    yield piece
  }
}

const offer = [
  'everything',
  'PIPELINING',
  'SIZE',
  '8BITMIME',
  'SMTPUTF8',
  'CHUNKING',
  'BINARYMIME',
  'DSN',
  'AUTH CRAM-MD5 PLAIN LOGIN',
  'XCLIENT ADDR NAME REVERSE_NAME PORT PROTO HELO LOGIN DESTADDR DESTPORT',
]

/** Says yes to whatever it is told, without a socket. */
class WillingServer extends Duplex {
  readonly #machine: ServerMachine

  constructor(lmtp: boolean) {
    super()
    this.#machine = new ServerMachine({ lmtp })
    this.#answer()
  }

  override _read(): void {}

  override _write(bytes: Uint8Array, _encoding: string, done: () => void): void {
    this.#machine.receive(bytes)
    while (this.#machine.next() !== NEED_DATA) this.#answer()
    done()
  }

  #answer(): void {
    while (this.#machine.due !== null) this.#machine.reply(consentTo(this.#machine.due))
    const output = this.#machine.takeOutput()
    if (output) this.push(output)
  }
}

function consentTo(occasion: Occasion): Reply {
  switch (occasion) {
    case 'greeting':
    case 'XCLIENT':
      return createReply(220, null, 'yes')
    case 'EHLO':
    case 'LHLO':
      return createReply(250, null, ...offer)
    case 'AUTH':
      return createReply(235, null, 'yes')
    case 'DATA':
      return createReply(354, null, 'yes')
    case 'QUIT':
      return createReply(221, null, 'yes')
    default:
      return createReply(250, null, 'yes')
  }
}

import { createConnection, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import type { DemandOptions } from '../../../src/server/identity/demands.ts'
import { createServer, type MailServer, type MailServerOptions } from '../../../src/store/mail-server.ts'
import { zone } from './zone.ts'

/** A server that demands something, gone when the test is over. */
export async function demanding(demands: Partial<DemandOptions>, options: MailServerOptions = {}): Promise<MailServer> {
  const server = await createServer({
    hostname: 'mx.example.org',
    demands: { demands: [], resolver: zone, record: false, pause: 20, ...demands },
    ...options,
  })
  onTestFinished(() => server.close())
  return server
}

/** Says the lines one after the other, each after the reply to the one before; gives all replies. */
export async function converse(
  { port }: { readonly port: number },
  lines: readonly string[],
  { from = '127.0.0.1', early = '' }: { from?: string; early?: string } = {},
): Promise<string[]> {
  const socket = createConnection({ port, host: '127.0.0.1', localAddress: from })
  if (early !== '') socket.write(early)
  const replies = read(socket)
  const said = [await replies()]
  for (const line of lines) {
    if (said.at(-1) === '') break
    socket.write(`${line}\r\n`)
    said.push(await replies())
  }
  socket.destroy()
  return said
}

/** Each reply as it is, lines joined with "|"; '' where the server has closed. */
function read(socket: Socket): () => Promise<string> {
  let text = ''
  let isOver = false
  let wake = () => {}
  const over = () => ((isOver = true), wake())
  socket.setEncoding('utf8').on('data', (piece: string) => ((text += piece), wake()))
  socket.on('close', over).on('end', over).on('error', over)
  return async () => {
    for (;;) {
      const [reply] = /^(?:\d{3}-[^\n]*\n)*\d{3}(?: [^\n]*)?\n/.exec(text) ?? []
      if (reply !== undefined) {
        text = text.slice(reply.length)
        return reply.trimEnd().replaceAll('\r\n', '|')
      }
      if (isOver) return ''
      await new Promise<void>((resolve) => (wake = resolve))
    }
  }
}

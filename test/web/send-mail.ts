import { ClientSession } from '../../src/client/session.ts'

/** Hold the conversation that brings a message. @param message with CRLF, without the dot */
export async function sendMail(port: number, message: string, to: readonly string[]): Promise<void> {
  const session = new ClientSession({ kind: 'tcp', host: '127.0.0.1', port })
  await session.open()
  await session.reply()
  const lines = ['EHLO client.example.org', 'MAIL FROM:<ann@example.org>', ...to.map((each) => `RCPT TO:<${each}>`)]
  for (const line of [...lines, 'DATA', `${message}\r\n.`, 'QUIT']) await session.command(line)
  session.close()
}

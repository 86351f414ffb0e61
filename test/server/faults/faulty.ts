import { afterEach } from 'vitest'
import { createServer, type MailServer, type MailServerOptions } from '../../../src/store/mail-server.ts'
import { Speaker } from './speaker.ts'

/** The server of the test that runs. */
export let server: MailServer
const speakers: Speaker[] = []

afterEach(async () => {
  for (const { socket } of speakers.splice(0)) socket.destroy()
  await server.close()
})

/** A server with faults, and a client that talks to it. */
export async function serve(faults: readonly string[], options: MailServerOptions = {}): Promise<Speaker> {
  server = await createServer({ hostname: 'mail.example.test', ...options, faults })
  const speaker = new Speaker(server.port)
  speakers.push(speaker)
  return speaker
}

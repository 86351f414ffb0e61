import { playScript, type ClientPlayOptions } from '../../src/script/play.ts'
import type { PlayResult } from '../../src/script/result.ts'
import { answerScript, type ServerPlayOptions } from '../../src/script/serve.ts'
import { readScript } from '../../src/transcript/read-script.ts'
import { formatReadError, type Script } from '../../src/transcript/script.ts'
import { connection } from './connection.ts'

export function script(text: string, file = 'a.smtp'): Script {
  const reading = readScript(text, { file })
  if (!reading.ok) throw new Error(reading.errors.map(formatReadError).join('\n'))
  return reading.value
}

/** Play one script as the client against another as the server. */
export async function playBoth(
  client: string,
  server: string,
  options: { client?: ClientPlayOptions; server?: ServerPlayOptions } = {},
): Promise<{ client: PlayResult; server: PlayResult }> {
  const [near, far] = connection()
  const [asClient, asServer] = await Promise.all([
    playScript(
      script(client, 'client.smtp'),
      { kind: 'stream', stream: near },
      { timeout: 1000, ...options.client },
    ).finally(() => near.destroy()),
    answerScript(script(server, 'server.smtp'), far, { timeout: 1000, ...options.server }),
  ])
  return { client: asClient, server: asServer }
}

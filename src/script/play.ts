import type { AuthRequest } from '../client/auth.ts'
import { ClientSession, type SessionOptions } from '../client/session.ts'
import type { StartTlsDemand } from '../client/starttls.ts'
import { patientTimeouts, uniformTimeouts } from '../client/timeouts.ts'
import type { Script } from '../transcript/script.ts'
import type { Endpoint } from '../wire/dial.ts'
import { ClientSide } from './client-side.ts'
import type { PlayOptions } from './options.ts'
import { Player } from './player.ts'
import type { PlayResult } from './result.ts'

/** How a script is played as the client. */
export interface ClientPlayOptions extends PlayOptions {
  /** How the connection is made. */
  readonly session?: SessionOptions
  /** STARTTLS behind the hello of scripts that have no `@tls`. Default: never. */
  readonly startTls?: StartTlsDemand
  /**
   * Who logs in. In a script that says AUTH it gives what stands as `‹secret›`; in any other the login comes before
   * the first command that is about mail. Default: nobody.
   */
  readonly auth?: AuthRequest | null
}

/**
 * Play a script as the client: send what it says, and hold what comes against what it expects. `${host}` and
 * `${port}` are the server's.
 * @param where a server, or a session that is open; it stays open, and the script begins where it stands
 */
export function playScript(
  script: Script,
  where: Endpoint | ClientSession,
  options: ClientPlayOptions = {},
): Promise<PlayResult> {
  const isOurs = !(where instanceof ClientSession)
  const session = isOurs ? new ClientSession(where, sessionOptions(script, options)) : where
  const place = isOurs && where.kind === 'tcp' ? { host: where.host, port: String(where.port) } : {}
  return new Player(options).play(
    script,
    { ...place, ...options.variables },
    (performance) => new ClientSide(session, isOurs, performance, options),
  )
}

function sessionOptions({ protocol }: Script, { session, timeout, clock, onEvent }: ClientPlayOptions): SessionOptions {
  return {
    protocol,
    timeouts: timeout === undefined ? patientTimeouts : uniformTimeouts(timeout),
    ...(clock && { clock }),
    ...(onEvent && { onEvent }),
    ...session,
  }
}

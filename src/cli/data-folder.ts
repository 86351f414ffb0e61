import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/**
 * Where this user's programs keep what they make, for Parley: keys and certificates of the local authority, and mail
 * that outlasts the server. A relative XDG_DATA_HOME counts for nothing, as the XDG Base Directory Specification has it.
 */
export function dataFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): string {
  const named = env['XDG_DATA_HOME'] ?? ''
  return join(isAbsolute(named) ? named : usual(env, platform), 'parley')
}

function usual(env: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform): string {
  if (platform === 'win32') return env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support')
  return join(homedir(), '.local', 'share')
}

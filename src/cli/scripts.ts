import { readFile } from 'node:fs/promises'
import type { AuthRequest } from '../client/auth.ts'
import { resolveIncludes } from '../script/include.ts'
import { missingVariables } from '../script/variables.ts'
import { readScript } from '../transcript/read-script.ts'
import { formatReadError, type Item, type ReadError, type Script } from '../transcript/script.ts'
import type { Speaker } from '../transcript/transcript.ts'
import { exitCodes } from './exit-codes.ts'
import { Complaint, InvalidArgumentError } from './verb.ts'

/** Read a script with what it includes. @throws Complaint that names the line and what was expected there */
export async function loadScript(file: string): Promise<Script> {
  const reading = readScript(await read(file), { file })
  if (!reading.ok) throw unreadable(reading.errors)
  const whole = await resolveIncludes(reading.value, read)
  if (!whole.ok) throw unreadable(whole.errors)
  if (!saysAnything(whole.value.items))
    throw new Complaint(`${file} has no conversation in it: write what is said, "S: 220 *" and so on`, exitCodes.usage)
  return whole.value
}

function saysAnything(items: readonly Item[]): boolean {
  return items.some((item) =>
    item.kind === 'if' ? saysAnything(item.items) : ['client', 'reply', 'octets', 'closed'].includes(item.kind),
  )
}

/** @throws Complaint where the script uses a variable that nothing gives a value */
export function requireVariables(script: Script, role: Speaker, given: Iterable<string>): void {
  const [missing] = missingVariables(script, role, given)
  if (!missing) return
  const { name, item } = missing
  throw new Complaint(
    `${item.file}:${item.line}: \${${name}} has no value: give it with --set ${name}=VALUE`,
    exitCodes.usage,
  )
}

/** @throws Complaint where the script says a credential that was left out, and nobody knows one to say */
export function requireSecrets({ items }: Pick<Script, 'items'>, login: AuthRequest | null): void {
  if (login) return
  for (const item of items) {
    if (item.kind === 'if') requireSecrets(item, login)
    if (item.kind !== 'client' || !item.template.some(({ kind }) => kind === 'secret')) continue
    throw new Complaint(
      `${item.file}:${item.line}: ‹secret› stands for a credential that was left out: say who logs in with --user NAME`,
      exitCodes.usage,
    )
  }
}

/** `--set name=value` */
export function setting(text: string): readonly [name: string, value: string] {
  const equals = text.indexOf('=')
  if (equals < 1) throw new InvalidArgumentError('Write name=value.')
  return [text.slice(0, equals), text.slice(equals + 1)]
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const reason =
      code === 'ENOENT'
        ? `there is no file ${file}`
        : code === 'EISDIR'
          ? `${file} is a folder: name the scripts in it, as ${file.replace(/\/*$/, '')}/*.smtp`
          : `cannot read ${file}: ${message}`
    throw new Complaint(reason, exitCodes.usage)
  }
}

function unreadable(errors: readonly ReadError[]): Complaint {
  const inOrder = [...errors].sort((a, b) => (a.file === b.file ? a.line - b.line : 0))
  return new Complaint(inOrder.map(formatReadError).join('\nparley: '), exitCodes.usage)
}

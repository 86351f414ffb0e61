import { readFile } from 'node:fs/promises'
import { resolveIncludes } from '../script/include.ts'
import { missingVariables } from '../script/variables.ts'
import { readScript } from '../transcript/read-script.ts'
import { formatReadError, type ReadError, type Script } from '../transcript/script.ts'
import type { Speaker } from '../transcript/transcript.ts'
import { exitCodes } from './exit-codes.ts'
import { Complaint, InvalidArgumentError } from './verb.ts'

/** Read a script with what it includes. @throws Complaint that names the line and what was expected there */
export async function loadScript(file: string): Promise<Script> {
  const reading = readScript(await read(file), { file })
  if (!reading.ok) throw unreadable(reading.errors)
  const whole = await resolveIncludes(reading.value, read)
  if (!whole.ok) throw unreadable(whole.errors)
  return whole.value
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
    throw new Complaint(
      code === 'ENOENT' ? `there is no file ${file}` : `cannot read ${file}: ${message}`,
      exitCodes.usage,
    )
  }
}

function unreadable(errors: readonly ReadError[]): Complaint {
  return new Complaint(errors.map(formatReadError).join('\nparley: '), exitCodes.usage)
}

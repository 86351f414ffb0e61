import { open, writeFile } from 'node:fs/promises'
import { exitCodes } from './exit-codes.ts'
import { Complaint } from './verb.ts'

/** Write a file that the command line names. @throws Complaint */
export async function writeOut(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text)
  } catch (error) {
    throw cannotWrite(file, error)
  }
}

/** Whether such files can be written, before anything is done that cannot be done again. @throws Complaint */
export async function checkOut(...files: readonly (string | undefined)[]): Promise<void> {
  for (const file of files) {
    if (file === undefined) continue
    try {
      await (await open(file, 'a')).close()
    } catch (error) {
      throw cannotWrite(file, error)
    }
  }
}

export function cannotWrite(file: string, error: unknown): Complaint {
  return new Complaint(`cannot write ${file}: ${reasonOf(error)}`, exitCodes.usage)
}

export function cannotRead(file: string, error: unknown): Complaint {
  return new Complaint(`cannot read ${file}: ${reasonOf(error)}`, exitCodes.usage)
}

/** What the system says in words that are not for everybody. */
const plainWords: Readonly<Record<string, string>> = {
  EISDIR: 'it is a folder',
  ENOTDIR: 'what should be a folder on the way to it is none',
  EEXIST: 'it is there already',
}

/** "ENOENT: no such file or directory, open 'x'", without what a person need not know or has said. */
function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return plainWords[code ?? ''] ?? message.replace(/^[A-Z][A-Z0-9]+: /, '').replace(/, \w+(?: '.*')?$/s, '')
}

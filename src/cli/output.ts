import { writeFile } from 'node:fs/promises'
import { exitCodes } from './exit-codes.ts'
import { Complaint } from './verb.ts'

/** Write a file that the command line names. @throws Complaint */
export async function writeOut(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text)
  } catch (error) {
    throw new Complaint(`cannot write ${file}: ${(error as Error).message}`, exitCodes.usage)
  }
}

import { existsSync } from 'node:fs'
import type { GivenMessage } from '../../../client/given-message.ts'
import { givenFile, givenStream } from '../../../client/read-given.ts'
import { unescapeNewlines } from '../../../message/template.ts'
import { concat, encode } from '../../../protocol/bytes.ts'
import { cannotRead } from '../../output.ts'
import { terminal } from '../../verb.ts'

/**
 * What an argument stands for that may be text, `@file` or `-`. Text that begins with "@" is written "@@", and `\n` in
 * it is a line end.
 */
export class Sources {
  #stdin: Promise<GivenMessage> | null = null
  /** What is worth a remark, in sentences. */
  readonly notes: string[] = []

  /** @throws Complaint */
  async read(option: string, argument: string): Promise<GivenMessage> {
    if (argument === '-') return (this.#stdin ??= givenStream(terminal.stdin))
    if (/^@(?!@)/.test(argument)) return readFile(argument.slice(1))
    if (/^[^\n]{1,255}$/.test(argument) && existsSync(argument))
      this.notes.push(`${option} sends the words "${argument}"; for what is in that file, write @${argument}`)
    return { head: encode(unescapeNewlines(argument.replace(/^@@/, '@'))), rest: null, isLasting: true }
  }

  /** What is left of standard input is read by nobody: it must not keep the process alive. */
  close(): void {
    if (this.#stdin) terminal.stdin.destroy()
  }

  /** All of it, in memory. @throws Complaint */
  async readWhole(option: string, argument: string): Promise<Uint8Array> {
    const given = await this.read(option, argument)
    if (given.rest === null) return given.head
    const pieces = [given.head]
    for await (const piece of given.rest()) pieces.push(piece)
    const head = concat(pieces)
    if (argument === '-') this.#stdin = Promise.resolve({ head, rest: null, isLasting: true })
    return head
  }
}

/** Whether the argument is the text itself. */
export function isText(argument: string): boolean {
  return argument !== '-' && !/^@(?!@)/.test(argument)
}

async function readFile(path: string): Promise<GivenMessage> {
  try {
    return await givenFile(path)
  } catch (error) {
    throw cannotRead(path, error)
  }
}

import { open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportName, safeName } from '../../../message/export-name.ts'
import { writeMbox } from '../../../message/mbox.ts'
import { makeFolder } from '../../../store/folder.ts'
import type { Row } from '../../../web/v2/row.ts'
import { exitCodes } from '../../exit-codes.ts'
import { cannotWrite } from '../../output.ts'
import { Complaint, terminal, Verb } from '../../verb.ts'
import { addServerOptions, MailApi, type ServerFlags } from './server.ts'

interface ExportFlags extends ServerFlags {
  readonly to?: string
  readonly mbox?: string
  readonly trace?: boolean
}

export default function exporting(): Verb {
  return addServerOptions(
    new Verb('export', 'mail')
      .summary('write messages to files')
      .description('Write messages to files: one .eml each, or all in one mbox. Nothing that is there is overwritten.')
      .argument('[search...]', 'only what fits: words, and as to:bob is:unread')
      .option('--to <folder>', 'where each becomes a file, named by its id and subject; the folder is made')
      .option('--mbox <file>', 'one file for all (RFC 4155), the oldest first; - is standard output')
      .option('--trace', 'with Return-Path and Received on top, as a mail host keeps them'),
  )
    .example('parley mail export --to mails', 'every message as a file')
    .example('parley mail export to:bob --mbox bob.mbox', 'what bob got, for another mail program')
    .example('parley mail export --mbox - | gzip > mail.mbox.gz', 'everything, for later')
    .action(run)
}

async function run(words: readonly string[], flags: ExportFlags): Promise<void> {
  const { to, mbox } = flags
  if ((to === undefined) === (mbox === undefined))
    throw new Complaint('say where to: --to FOLDER for a file each, or --mbox FILE', exitCodes.usage)
  const api = new MailApi(flags)
  const rows: Row[] = []
  for await (const row of api.all(words.join(' '))) rows.push(row)
  rows.reverse()
  const written = to === undefined ? await writeOne(api, rows, mbox!, flags) : await writeEach(api, rows, to, flags)
  terminal.stderr.write(`parley: ${written} exported\n`)
}

async function writeEach(api: MailApi, rows: readonly Row[], folder: string, { trace }: ExportFlags): Promise<number> {
  try {
    makeFolder(folder)
  } catch (error) {
    throw cannotWrite(folder, error)
  }
  for (const [done, { id }] of rows.entries()) {
    const message = await api.raw(id, trace)
    const file = join(folder, safeName(`${id} ${exportName(message)}`, `message ${done + 1}.eml`))
    await writeFile(file, message, { flag: 'wx' }).catch((error: unknown) => {
      throw isThere(error) ? overwriting(file, done, '--to another folder') : cannotWrite(file, error)
    })
  }
  return rows.length
}

async function writeOne(api: MailApi, rows: readonly Row[], file: string, { trace }: ExportFlags): Promise<number> {
  const out =
    file === '-'
      ? null
      : await open(file, 'wx').catch((error: unknown) => {
          throw isThere(error) ? overwriting(file, 0, '--mbox with another name') : cannotWrite(file, error)
        })
  try {
    for (const { id, from, receivedAt } of rows) {
      const entry = writeMbox(await api.raw(id, trace), { from, date: new Date(receivedAt) })
      if (out) await out.writeFile(entry)
      else await written(entry)
    }
  } finally {
    await out?.close()
  }
  return rows.length
}

/** No faster than somebody reads. */
function written(bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => terminal.stdout.write(bytes, () => resolve()))
}

function isThere(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EEXIST'
}

function overwriting(file: string, done: number, other: string): Complaint {
  const before = done === 0 ? '' : ` (${done} were exported before it)`
  return new Complaint(`${file} is there already, and nothing is overwritten${before}: use ${other}`, exitCodes.usage)
}

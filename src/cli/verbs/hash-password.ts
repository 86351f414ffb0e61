import { exitCodes } from '../exit-codes.ts'
import { Complaint, Option, terminal, Verb } from '../verb.ts'

interface HashFlags {
  readonly user?: string
  readonly for: 'all' | 'plain' | 'scram-sha-256' | 'scram-sha-1'
}

export default function hashPassword(): Verb {
  return new Verb('hash-password')
    .description(
      'Make of a password what a server keeps in its place: a scrypt hash for PLAIN and LOGIN, keys for SCRAM. ' +
        'The password is asked for, or read from the first line of standard input, never from the command line.',
    )
    .option('--user <name>', 'put this name before it, as "parley serve --users" reads it')
    .addOption(
      new Option('--for <mechanisms>', 'what it is to be used for')
        .choices(['all', 'plain', 'scram-sha-256', 'scram-sha-1'])
        .default('all'),
    )
    .example('parley hash-password --user bob >> users', 'add a user; the password is asked for')
    .action(run)
}

async function run({ user, for: mechanisms }: HashFlags): Promise<void> {
  if (user?.includes(':'))
    throw new Complaint('a name with a colon in it cannot stand in a file of users', exitCodes.usage)
  const password = await readPassword()
  if (!password) throw new Complaint('there is no password', exitCodes.usage)
  const { hashForScram, hashPassword } = await import('../../server/passwords.ts')
  const hashes = {
    plain: () => hashPassword(password),
    'scram-sha-256': () => hashForScram(password, 'SHA-256'),
    'scram-sha-1': () => hashForScram(password, 'SHA-1'),
  }
  const wanted = mechanisms === 'all' ? (['plain', 'scram-sha-256'] as const) : [mechanisms]
  for (const each of wanted) {
    const hash = await hashes[each]()
    terminal.stdout.write(`${user === undefined ? '' : `${user}:`}${hash}\n`)
  }
}

async function readPassword(): Promise<string | null> {
  const { askSecret, canAsk } = await import('../prompt.ts')
  if (canAsk()) {
    const password = await askSecret('password: ')
    if (password && password !== (await askSecret('again: ')))
      throw new Complaint('these were two different passwords', exitCodes.usage)
    return password
  }
  let text = ''
  for await (const piece of terminal.stdin.setEncoding('utf8')) {
    text += String(piece)
    if (text.includes('\n') || text.length > 65_536) break
  }
  return text.split(/\r?\n/, 1)[0]!
}

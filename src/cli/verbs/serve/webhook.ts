import type { Store } from '../../../store/store.ts'
import type { Webhook } from '../../../web/webhook.ts'
import { exitCodes } from '../../exit-codes.ts'
import { cannotRead } from '../../output.ts'
import { Complaint, InvalidArgumentError, Option, tell, terminal, type Verb } from '../../verb.ts'

export interface WebhookFlags {
  readonly webhook?: string
  readonly webhookSecretFile?: string
}

/** The names of the options, as the flags have them. */
export const webhookFlags = ['webhook', 'webhookSecretFile'] as const

export function addWebhookOptions(verb: Verb): Verb {
  return verb
    .addOption(new Option('--webhook <url>', 'tell this address of every message, by POST').argParser(webAddress))
    .option(
      '--webhook-secret-file <file>',
      'a file whose first line signs what is told; or the secret in PARLEY_WEBHOOK_SECRET',
    )
}

function webAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw new InvalidArgumentError('Write a whole address, as https://example.org/mail.')
  if (url.username !== '' || url.password !== '')
    throw new InvalidArgumentError('Leave out name and password: --webhook-secret-file shows who asks.')
  return url.href
}

/** Null where none is named. @throws Complaint */
export async function startWebhook(
  store: Store,
  { webhook: url, webhookSecretFile }: WebhookFlags,
): Promise<Webhook | null> {
  if (url === undefined) {
    if (webhookSecretFile === undefined) return null
    throw new Complaint('which webhook? Name it with --webhook URL', exitCodes.usage)
  }
  const secret = await readSecret(webhookSecretFile)
  const { Webhook } = await import('../../../web/webhook.ts')
  tell(
    `${new URL(url).origin} is told of every message${secret === null ? ', unsigned: sign with --webhook-secret-file' : ''}`,
  )
  return new Webhook(store, { url, secret, onTrouble: tell })
}

async function readSecret(file: string | undefined): Promise<string | null> {
  const { findSecret, SecretFileError } = await import('../../../client/secrets.ts')
  const found = await findSecret({ file, variable: 'PARLEY_WEBHOOK_SECRET', env: terminal.env }).catch(
    (error: unknown) => {
      throw error instanceof SecretFileError ? cannotRead(error.file, error.cause) : error
    },
  )
  if (found?.value === '') throw new Complaint('the secret of the webhook is empty', exitCodes.usage)
  return found?.value ?? null
}

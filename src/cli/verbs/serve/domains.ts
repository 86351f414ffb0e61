import { readFile } from 'node:fs/promises'
import type { PracticeDomain } from '../../../server/practice/domain.ts'
import { exitCodes } from '../../exit-codes.ts'
import { cannotRead } from '../../output.ts'
import { Complaint, type Verb } from '../../verb.ts'

export interface DomainFlags {
  readonly domains?: string
  readonly practice?: boolean
}

/** By the names that commander gives them. */
export const domainFlags = ['domains'] as const

export function addDomainOptions(verb: Verb): Verb {
  return verb.option('--domains <file>', 'with --practice: domains, mailboxes, aliases, lists and quotas, JSON')
}

/** Null: the usual one. @throws Complaint */
export async function readDomainFile({
  domains: file,
  practice,
}: DomainFlags): Promise<readonly PracticeDomain[] | null> {
  if (file === undefined) return null
  if (!practice) throw new Complaint('--domains is about a mail host: add --practice', exitCodes.usage)
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw cannotRead(file, error)
  })
  const { readDomains } = await import('../../../server/practice/read-domains.ts')
  try {
    return readDomains(text)
  } catch (error) {
    if (error instanceof RangeError) throw new Complaint(`${file}: ${error.message}`, exitCodes.usage)
    throw error
  }
}

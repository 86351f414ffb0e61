import { readFile } from 'node:fs/promises'
import type { Fault } from '../../../server/faults/fault.ts'
import { FaultError } from '../../../server/faults/fault-error.ts'
import { readFault, readFaults } from '../../../server/faults/read-fault.ts'
import { exitCodes } from '../../exit-codes.ts'
import { cannotRead } from '../../output.ts'
import { collect } from '../../values.ts'
import { Complaint, InvalidArgumentError, Option, type Verb } from '../../verb.ts'

export interface FaultFlags {
  readonly fault?: readonly Fault[]
  readonly faults?: string
  readonly troubleAddresses?: boolean
}

/** The names of the options, as the flags have them. */
export const faultFlags = ['fault', 'faults', 'troubleAddresses'] as const

export function addFaultOptions(verb: Verb): Verb {
  return verb
    .addOption(
      new Option(
        '--fault <line>',
        'make trouble on demand: where, what, and what limits it, as "RCPT 451 to=bob@* first=2" or "end-of-data drop"; may be given several times',
      ).argParser(collect(readLine)),
    )
    .option('--faults <file.json>', 'make the trouble that stands in a file, as a list')
    .option(
      '--trouble-addresses',
      'let recipients ask for trouble in any domain, as 421@, 550@, slow@ and drop@; with --practice, those of example.test always may',
    )
}

function readLine(line: string): Fault {
  try {
    return readFault(line)
  } catch (error) {
    throw error instanceof FaultError ? new InvalidArgumentError(`${error.message}.`) : error
  }
}

/** Those of the file, and behind them those of the command line. @throws Complaint */
export async function readFaultFlags({ fault = [], faults: file }: FaultFlags): Promise<readonly Fault[]> {
  const all = file === undefined ? fault : [...(await readFaultFile(file)), ...fault]
  if (all.length > 0) await demandTogether(all)
  return all
}

/** @throws Complaint where each is one, and all of them are none */
async function demandTogether(faults: readonly Fault[]): Promise<void> {
  const { FaultSet } = await import('../../../server/faults/fault-set.ts')
  try {
    new FaultSet(faults)
  } catch (error) {
    throw error instanceof FaultError ? new Complaint(error.message, exitCodes.usage) : error
  }
}

async function readFaultFile(file: string): Promise<Fault[]> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    throw cannotRead(file, error)
  }
  try {
    return readFaults(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError) throw new Complaint(`${file}: this is no JSON: ${error.message}`, exitCodes.usage)
    throw error instanceof FaultError ? new Complaint(`${file}: ${error.message}`, exitCodes.usage) : error
  }
}

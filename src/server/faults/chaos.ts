import type { FaultSet } from './fault-set.ts'
import { FaultError } from './fault-error.ts'
import type { Fault, FaultPhase } from './fault.ts'

/** mailpit's chaos settings, by its own names: which share of these commands is refused, and with what. */
export interface Chaos {
  readonly Sender: ChaosTrigger
  readonly Recipient: ChaosTrigger
  readonly Authentication: ChaosTrigger
}

/** One of the three. */
export interface ChaosTrigger {
  /** 400 to 599. */
  readonly ErrorCode: number
  /** Percent, a whole number. 0 is never. */
  readonly Probability: number
}

type Trigger = keyof Chaos

/** What each one strikes at, the id of the fault that it is, and mailpit's usual code. */
const triggers: Readonly<Record<Trigger, { readonly phase: FaultPhase; readonly id: string; readonly code: number }>> =
  {
    Sender: { phase: 'MAIL', id: 'chaos-sender', code: 451 },
    Recipient: { phase: 'RCPT', id: 'chaos-recipient', code: 451 },
    Authentication: { phase: 'AUTH', id: 'chaos-authentication', code: 535 },
  }
const names = Object.keys(triggers) as readonly Trigger[]

/**
 * mailpit's settings from JSON. What is not there is off, as mailpit has it.
 * @throws FaultError in a sentence
 */
export function readChaos(value: unknown): Chaos {
  const given = fieldsOf(value, 'chaos settings')
  const stranger = Object.keys(given).find((name) => !Object.hasOwn(triggers, name))
  if (stranger !== undefined)
    throw new FaultError(`there is no chaos trigger "${stranger}": there are ${names.join(', ')}`)
  return forEachTrigger((name) => {
    const { ErrorCode = triggers[name].code, Probability = 0 } = fieldsOf(given[name] ?? {}, name)
    if (!isWhole(ErrorCode, 400, 599))
      throw new FaultError(`"ErrorCode" of ${name} must be a whole number from 400 to 599`)
    if (!isWhole(Probability, 0, 100))
      throw new FaultError(`"Probability" of ${name} must be a whole number from 0 to 100`)
    return { ErrorCode, Probability }
  })
}

/** The faults that these settings stand for; none for what never happens. */
export function faultsOf(chaos: Chaos): Fault[] {
  return names
    .filter((name) => chaos[name].Probability > 0)
    .map((name) => {
      const { phase, id } = triggers[name]
      const { ErrorCode: code, Probability } = chaos[name]
      return {
        id,
        phase,
        how: {
          kind: 'reply',
          code,
          enhanced: `${Math.floor(code / 100)}.0.0`,
          text: `Chaos ${name.toLowerCase()} error`,
        },
        ...(Probability < 100 && { count: { probability: Probability / 100 } }),
      }
    })
}

/** What the faults of a server are in mailpit's words: those that {@link applyChaos} has set, and no others. */
export function chaosOf(set: FaultSet): Chaos {
  return forEachTrigger((name) => {
    const { id, code } = triggers[name]
    const fault = set.get(id)
    if (fault?.how.kind !== 'reply') return { ErrorCode: code, Probability: 0 }
    return { ErrorCode: fault.how.code, Probability: Math.round((fault.count?.probability ?? 1) * 100) }
  })
}

/** Set these, in the place of what was set so before; other faults stay as they are. */
export function applyChaos(set: FaultSet, chaos: Chaos): void {
  for (const name of names) set.remove(triggers[name].id)
  for (const fault of faultsOf(chaos)) set.add(fault)
}

function forEachTrigger(read: (name: Trigger) => ChaosTrigger): Chaos {
  return { Sender: read('Sender'), Recipient: read('Recipient'), Authentication: read('Authentication') }
}

function fieldsOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new FaultError(`${what} must be an object`)
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most
}

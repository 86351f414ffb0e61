import { systemClock, type Clock } from '../../wire/clock.ts'
import { faultsOfAddresses, type AsksForTrouble } from './addresses.ts'
import { holds, type Occasion } from './condition.ts'
import { FaultError } from './fault-error.ts'
import type { Fault, ListedFault } from './fault.ts'
import { formatFault } from './format-fault.ts'
import { hasRoom, nothing, withAction, type Plan } from './plan.ts'
import { readFault } from './read-fault.ts'
import { Tally } from './tally.ts'

/** So many faults a server has at the most. */
const MOST = 1000

/** What a {@link FaultSet} may be told. */
export interface FaultSetOptions {
  readonly clock?: Pick<Clock, 'now'>
  /** Recipients whose address may ask for trouble, as 421@ and slow@; none where nothing is said. */
  readonly addresses?: { readonly asks: AsksForTrouble; /** Milliseconds. */ readonly slowness?: number }
}

interface Entry {
  readonly fault: Fault & { readonly id: string }
  /** What the record says where it strikes. */
  readonly text: string
  tally: Tally
}

/** The faults of a server. They can be changed while it runs; what is changed counts from the next command on. */
export class FaultSet {
  readonly #clock: Pick<Clock, 'now'>
  readonly #entries = new Map<string, Entry>()
  /** Those that addresses have asked for so far: at most one for each code and word. */
  readonly #asked = new Map<string, Entry>()
  readonly #addresses: FaultSetOptions['addresses'] | null
  readonly #listeners = new Set<() => void>()
  #count = 0
  /** Whether there are none; a field, since it is asked at every command. */
  isEmpty = true

  /** @throws FaultError */
  constructor(faults: readonly (Fault | string)[] = [], { clock = systemClock, addresses }: FaultSetOptions = {}) {
    this.#clock = clock
    this.#addresses = addresses ?? null
    this.isEmpty = addresses === undefined
    for (const fault of faults) this.add(fault)
  }

  /**
   * One more, behind the others.
   * @param fault data, as it may have come from JSON, or a line as "RCPT 451 to=bob@*"
   * @throws FaultError where it is none, or its id is taken
   */
  add(fault: Fault | string): ListedFault {
    const { id = this.#nextId(), ...read } = readFault(fault)
    if (this.#entries.has(id)) throw new FaultError(`there is a fault "${id}" already: replace it, or take another id`)
    if (this.#entries.size >= MOST) throw new FaultError(`there are ${MOST} faults already, and no more is possible`)
    const entry = createEntry({ id, ...read })
    this.#entries.set(id, entry)
    this.#changed()
    return listed(entry)
  }

  /** Another fault in the place of this one; its counters begin anew. @throws FaultError */
  replace(id: string, fault: Fault | string): ListedFault {
    if (!this.#entries.has(id)) throw new FaultError(`there is no fault "${id}"`)
    const entry = createEntry({ ...readFault(fault), id })
    this.#entries.set(id, entry)
    this.#changed()
    return listed(entry)
  }

  /** @returns whether there was one */
  remove(id: string): boolean {
    const was = this.#entries.delete(id)
    if (was) this.#changed()
    return was
  }

  clear(): void {
    this.#entries.clear()
    this.#changed()
  }

  /** In the order in which they are asked. */
  list(): readonly ListedFault[] {
    return [...this.#entries.values()].map(listed)
  }

  get(id: string): ListedFault | undefined {
    const entry = this.#entries.get(id)
    return entry && listed(entry)
  }

  /** Let the counters of this fault begin anew, chance included; those of all where none is named. */
  reset(id?: string): void {
    for (const entry of this.#entries.values())
      if (id === undefined || entry.fault.id === id) entry.tally = new Tally(entry.fault.count)
    this.#changed()
  }

  /** Called when a fault was added, replaced, removed, reset or has struck. @returns stop */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Whether a message has to be held so that it can be lost, or kept twice, or its header be known at its end. */
  get concernsMessages(): boolean {
    return [...this.#entries.values()].some(
      ({ fault }) => fault.when?.header || fault.how.kind === 'lose' || fault.how.kind === 'duplicate',
    )
  }

  /** How many times a message may have to be kept. */
  get mostCopies(): number {
    return Math.max(
      1,
      ...[...this.#entries.values()].map(({ fault: { how } }) => (how.kind === 'duplicate' ? (how.copies ?? 2) : 1)),
    )
  }

  /**
   * What is to be done on this occasion, which counts as one; null where nothing is.
   * @param considered ids of those that are not asked again: `mid-data` comes about many times in one message
   */
  plan(occasion: Occasion, considered?: Set<string>): Plan | null {
    let plan = nothing
    const now = this.#clock.now()
    for (const { fault, text, tally } of [...this.#entries.values(), ...this.#askedFor(occasion)]) {
      const { id, phase, when, how, octets = 1 } = fault
      if (!occasion.phases.includes(phase) || considered?.has(id)) continue
      if (phase === 'mid-data' && occasion.octets < octets) continue
      considered?.add(id)
      if ((when && !holds(when, occasion)) || !hasRoom(plan, how) || !tally.strikes(occasion, now)) continue
      plan = withAction({ ...plan, fired: [...plan.fired, { id, text }] }, how)
    }
    if (plan === nothing) return null
    this.#tell()
    return plan
  }

  #askedFor(occasion: Occasion): Entry[] {
    if (!this.#addresses) return []
    const { asks, slowness } = this.#addresses
    return faultsOfAddresses(occasion, asks, slowness).map((fault) => {
      const id = fault.id!
      const entry = this.#asked.get(id) ?? createEntry({ ...fault, id })
      this.#asked.set(id, entry)
      return entry
    })
  }

  #nextId(): string {
    let id: string
    do id = `f${++this.#count}`
    while (this.#entries.has(id))
    return id
  }

  #changed(): void {
    this.isEmpty = this.#entries.size === 0 && this.#addresses === null
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

function createEntry(fault: Entry['fault']): Entry {
  const { id: _, label, ...rest } = fault
  return { fault, text: label ?? formatFault(rest), tally: new Tally(fault.count) }
}

function listed({ fault, tally: { occasions, fired } }: Entry): ListedFault {
  return { ...fault, occasions, fired }
}

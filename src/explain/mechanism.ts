import { mechanisms, type MechanismFacts } from './data/mechanisms.ts'

export interface MechanismExplanation extends Omit<MechanismFacts, 'withoutTls'> {
  /** Upper case. */
  readonly mechanism: string
  /** What a listener learns on an unencrypted connection: the secret, something to guess it from, or nothing. */
  readonly withoutTls: MechanismFacts['withoutTls'] | 'unknown'
}

/** A way to log in (SASL mechanism) in words. */
export function explainMechanism(name: string): MechanismExplanation {
  const mechanism = name.toUpperCase()
  if (Object.hasOwn(mechanisms, mechanism)) return { mechanism, ...mechanisms[mechanism]! }
  return {
    mechanism,
    meaning: 'A way to log in that Parley does not know.',
    withoutTls: 'unknown',
    references: ['RFC 4422'],
  }
}

import type { FaultAction } from './fault.ts'

type ActionOf<K extends FaultAction['kind']> = Extract<FaultAction, { readonly kind: K }>

/** What stands in place of the usual answer. */
export type Answer = ActionOf<'reply' | 'drop' | 'reset' | 'silence' | 'garbage' | 'broken-reply' | 'break-tls'>

/** All that is to be done on one occasion. */
export interface Plan {
  /** The faults that strike, in their order. */
  readonly fired: readonly { readonly id: string; readonly text: string }[]
  /** Milliseconds, before anything else. */
  readonly delay: number
  readonly drip: ActionOf<'drip'> | null
  readonly octetsPerSecond: number | null
  /** Null: the usual one is given. */
  readonly answer: Answer | null
  readonly extras: readonly ActionOf<'extra-reply'>[]
  /** Upper case. */
  readonly hidden: readonly string[]
  readonly offered: readonly string[]
  /** How many times the message is kept: 0 is lost. */
  readonly copies: number
}

export const nothing: Plan = {
  fired: [],
  delay: 0,
  drip: null,
  octetsPerSecond: null,
  answer: null,
  extras: [],
  hidden: [],
  offered: [],
  copies: 1,
}

/** Whether there is room for it: of several answers the first one is given, everything else adds up. */
export function hasRoom({ answer }: Plan, { kind }: FaultAction): boolean {
  return answer === null || !isAnswer(kind)
}

/** The plan with one more thing to do. */
export function withAction(plan: Plan, how: FaultAction): Plan {
  switch (how.kind) {
    case 'delay':
      return { ...plan, delay: plan.delay + how.ms }
    case 'drip':
      return { ...plan, drip: how }
    case 'slow-read':
      return { ...plan, octetsPerSecond: how.octetsPerSecond }
    case 'extra-reply':
      return { ...plan, extras: [...plan.extras, how] }
    case 'hide':
      return { ...plan, hidden: [...plan.hidden, how.keyword.toUpperCase()] }
    case 'offer':
      return { ...plan, offered: [...plan.offered, how.line] }
    case 'lose':
      return { ...plan, copies: 0 }
    case 'duplicate':
      return { ...plan, copies: how.copies ?? 2 }
    default:
      return { ...plan, answer: how }
  }
}

function isAnswer(kind: FaultAction['kind']): boolean {
  return ['reply', 'drop', 'reset', 'silence', 'garbage', 'broken-reply', 'break-tls'].includes(kind)
}

import fc from 'fast-check'
import {
  damages,
  phases,
  scopes,
  type Fault,
  type FaultAction,
  type FaultPhase,
} from '../../../src/server/faults/fault.ts'
import { readFault } from '../../../src/server/faults/read-fault.ts'

const word = fc.stringMatching(/^[a-zA-Z0-9 *@.="\\#-]{0,12}$/).map((text) => text.trim())
const keyword = fc.constantFrom('SIZE', 'STARTTLS', 'PIPELINING', 'AUTH', 'X-NEW', 'CHUNKING')
const short = fc.integer({ min: 0, max: 4 })
const code = fc.integer({ min: 200, max: 599 })

const actions: readonly fc.Arbitrary<FaultAction>[] = [
  fc.record(
    {
      kind: fc.constant('reply' as const),
      code,
      enhanced: fc.constantFrom('4.3.0', '5.1.1'),
      text: fc.oneof(word, fc.array(word, { minLength: 2, maxLength: 3 })),
      close: fc.boolean(),
    },
    { requiredKeys: ['kind', 'code'] },
  ),
  fc.record({ kind: fc.constant('delay' as const), ms: short }),
  fc.record({ kind: fc.constant('drip' as const), ms: fc.constant(0), octets: fc.integer({ min: 5, max: 50 }) }),
  fc.record({ kind: fc.constant('slow-read' as const), octetsPerSecond: fc.integer({ min: 50_000, max: 1_000_000 }) }),
  fc.record({ kind: fc.constantFrom('drop', 'reset', 'silence') }),
  fc.record({ kind: fc.constant('lose' as const) }),
  fc.record(
    { kind: fc.constant('garbage' as const), octets: fc.integer({ min: 1, max: 99 }), seed: short },
    { requiredKeys: ['kind'] },
  ),
  fc.record({ kind: fc.constant('broken-reply' as const), form: fc.constantFrom(...damages) }),
  fc.record({ kind: fc.constant('extra-reply' as const), code, text: word }, { requiredKeys: ['kind', 'code'] }),
  fc.record({ kind: fc.constant('hide' as const), keyword }),
  fc.record({
    kind: fc.constant('offer' as const),
    line: fc.tuple(keyword, word).map((words) => words.join(' ').trim()),
  }),
  fc.record({ kind: fc.constant('break-tls' as const), form: fc.constantFrom('garbage', 'close', 'silence') }),
  fc.record(
    { kind: fc.constant('duplicate' as const), copies: fc.integer({ min: 2, max: 4 }) },
    { requiredKeys: ['kind'] },
  ),
]

const own: Readonly<Partial<Record<FaultAction['kind'], FaultPhase>>> = {
  hide: 'EHLO',
  offer: 'EHLO',
  'break-tls': 'STARTTLS',
  lose: 'end-of-data',
  duplicate: 'end-of-data',
  'slow-read': 'mid-data',
}

const condition = fc.record(
  {
    client: fc.constantFrom('127.0.0.0/8', '::1', '192.0.2.1'),
    helo: word,
    from: word,
    to: word,
    user: word,
    tls: fc.boolean(),
  },
  { requiredKeys: [] },
)

const count = fc.record(
  {
    first: fc.integer({ min: 1, max: 3 }),
    after: short,
    every: fc.integer({ min: 1, max: 3 }),
    probability: fc.constantFrom(0, 0.1, 0.5, 1),
    perMinute: short,
    within: fc.constantFrom(0, 500, 60_000),
    per: fc.constantFrom(...scopes),
  },
  { requiredKeys: [] },
)

/** Any fault that can be, none of which takes long. */
export const arbitraryFault: fc.Arbitrary<Fault> = fc
  .record(
    {
      phase: fc.constantFrom(...phases),
      how: fc.oneof(...actions),
      when: condition.filter((when) => Object.keys(when).length > 0),
      count: count.filter((limits) => Object.keys(limits).length > 0),
      label: word.filter((text) => text !== ''),
      octets: fc.integer({ min: 1, max: 300 }),
    },
    { requiredKeys: ['phase', 'how'] },
  )
  .map(({ octets, ...fault }) => {
    const phase = own[fault.how.kind] ?? fault.phase
    return { ...fault, phase, ...(octets !== undefined && phase === 'mid-data' && { octets }) }
  })
  // Some are impossible: who is the recipient at MAIL?
  .filter((fault) => {
    try {
      readFault(fault)
      return true
    } catch {
      return false
    }
  })

import { parseNetwork } from './condition.ts'
import { FaultError } from './fault-error.ts'
import { damages, phases, scopes, type Fault, type FaultAction, type FaultPhase } from './fault.ts'
import { parseFault } from './notation.ts'

/**
 * A fault from plain data, as JSON has it, or from a line of text in {@link parseFault}'s notation.
 * @throws FaultError
 */
export function readFault(value: unknown): Fault {
  if (typeof value === 'string') return readFault(parseFault(value))
  const fields = asFields(value, 'a fault', 'an object, or a line as "RCPT 451 to=bob@*"')
  check(fields, faultFields, 'a fault')
  const how = asFields(fields['how'], '"how"', `an object with a "kind": ${list(Object.keys(actions))}`)
  const { kind } = how
  if (typeof kind !== 'string' || !Object.hasOwn(actions, kind))
    throw new FaultError(`"how.kind" must be one of ${list(Object.keys(actions))}, not ${show(kind)}`)
  check(how, { kind: required(any), ...actions[kind as FaultAction['kind']] }, '"how"')
  if (fields['when'] !== undefined) check(fields['when'] as Fields, conditions, '"when"')
  if (fields['count'] !== undefined) check(fields['count'] as Fields, counts, '"count"')
  const fault = value as Fault
  checkPlace(fault)
  return structuredClone(fault)
}

/** Faults from JSON: a list, or an object with a list in its field `faults`. @throws FaultError that says which one is wrong */
export function readFaults(value: unknown): Fault[] {
  const found = isFields(value) && 'faults' in value ? value['faults'] : value
  if (!Array.isArray(found)) throw new FaultError('faults are a list, or an object with a list named "faults"')
  return found.map((each: unknown, i) => {
    try {
      return readFault(each)
    } catch (error) {
      throw error instanceof FaultError ? new FaultError(`fault ${i + 1}: ${error.message}`) : error
    }
  })
}

type Fields = Readonly<Record<string, unknown>>

/** What a field must be, and whether it may be missing. */
interface Demand {
  readonly isRequired: boolean
  readonly expected: string
  readonly test: (value: unknown) => boolean
}

const demand = (expected: string, test: Demand['test']): Demand => ({ isRequired: false, expected, test })
const required = (given: Demand): Demand => ({ ...given, isRequired: true })
const whole = (least: number, most: number) =>
  demand(`a whole number from ${least} to ${most}`, (value) => isWithin(value, least, most) && Number.isInteger(value))
const oneOf = (known: readonly string[]) => demand(`one of ${list(known)}`, (value) => known.includes(value as string))
const any = demand('anything', () => true)
const line = demand('one line of text', isLine)
const object = demand('an object', isFields)

const LONGEST = 2 ** 31 - 1 // that a timer takes, 24 days
const MANY = 1_000_000_000
const ms = whole(0, LONGEST)
const code = whole(200, 599)

const faultFields: Readonly<Record<string, Demand>> = {
  id: demand('a word of letters, digits, "-", "_" and "."', (value) => isLine(value) && /^[\w.-]{1,64}$/.test(value)),
  label: line,
  phase: required(oneOf(phases)),
  when: object,
  how: required(object),
  count: object,
  octets: whole(1, MANY),
}

const conditions: Readonly<Record<string, Demand>> = {
  client: demand(
    'an address or a network, as 192.0.2.1 or 192.0.2.0/24',
    (value) => typeof value === 'string' && parseNetwork(value) !== null,
  ),
  helo: line,
  from: line,
  to: line,
  user: line,
  tls: demand('true or false', (value) => typeof value === 'boolean'),
  header: demand(
    'an object with "name" and "pattern"',
    (value) => isFields(value) && Object.keys(value).length === 2 && isLine(value['name']) && isLine(value['pattern']),
  ),
}

const counts: Readonly<Record<string, Demand>> = {
  first: whole(1, MANY),
  after: whole(0, MANY),
  every: whole(1, MANY),
  probability: demand('a number from 0 to 1', (value) => isWithin(value, 0, 1)),
  seed: whole(-LONGEST, LONGEST),
  perMinute: whole(0, MANY),
  within: ms,
  per: oneOf(scopes),
}

const actions: Readonly<Record<FaultAction['kind'], Readonly<Record<string, Demand>>>> = {
  reply: {
    code: required(code),
    enhanced: demand(
      'an enhanced code, as 4.3.0',
      (value) => isLine(value) && /^\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(value),
    ),
    text: demand(
      'a line of text, or a list of at most 100 of them',
      (value) => isLine(value) || (Array.isArray(value) && value.length <= 100 && value.every(isLine)),
    ),
    close: demand('true or false', (value) => typeof value === 'boolean'),
  },
  delay: { ms: required(ms) },
  drip: { ms: required(ms), octets: whole(1, 1_000_000) },
  'slow-read': { octetsPerSecond: required(whole(1, MANY)) },
  drop: {},
  reset: {},
  silence: {},
  garbage: { octets: whole(1, 1_000_000), seed: whole(-LONGEST, LONGEST) },
  'broken-reply': { form: required(oneOf(damages)) },
  'extra-reply': { code: required(code), text: line },
  hide: { keyword: required(demand('an EHLO keyword, as PIPELINING', isKeyword)) },
  offer: {
    line: required(
      demand(
        'a line for the EHLO reply that begins with a keyword',
        (value) => isLine(value) && isKeyword(value.split(' ')[0]),
      ),
    ),
  },
  'break-tls': { form: required(oneOf(['garbage', 'close', 'silence'])) },
  lose: {},
  duplicate: { copies: whole(2, 100) },
}

/** The phases of actions that make sense in some only. */
const places: Readonly<Partial<Record<FaultAction['kind'], readonly FaultPhase[]>>> = {
  hide: ['EHLO'],
  offer: ['EHLO'],
  'break-tls': ['STARTTLS'],
  lose: ['end-of-data'],
  duplicate: ['end-of-data'],
  'slow-read': ['mid-data'],
}

/** What can be done while a message comes: there is no usual answer then. */
const midData: readonly FaultAction['kind'][] = ['reply', 'delay', 'slow-read', 'drop', 'reset', 'silence', 'garbage']

/** What is not known yet when something happens. */
const unknown: Readonly<Partial<Record<FaultPhase, readonly string[]>>> = {
  connect: ['helo', 'user', 'from', 'to'],
  EHLO: ['from', 'to'],
  STARTTLS: ['from', 'to'],
  AUTH: ['user', 'from', 'to'],
  'auth-response': ['user', 'from', 'to'],
  MAIL: ['to'],
}

function checkPlace({ phase, when = {}, how, octets, count = {} }: Fault): void {
  const fitting = places[how.kind]
  if (fitting && !fitting.includes(phase))
    throw new FaultError(`"${how.kind}" is possible in the phase ${list(fitting)} only, not in ${phase}`)
  if (phase === 'mid-data' && !midData.includes(how.kind))
    throw new FaultError(`in the phase mid-data there are ${list(midData)}, not "${how.kind}"`)
  if (octets !== undefined && phase !== 'mid-data') throw new FaultError('"octets" is for the phase mid-data only')
  if (when.header && phase !== 'end-of-data') throw new FaultError('the header is known in the phase end-of-data only')
  const early = Object.keys(when).find((name) => unknown[phase]?.includes(name))
  if (early !== undefined) throw new FaultError(`"${early}" is not known yet in the phase ${phase}`)
  if (count.seed !== undefined && count.probability === undefined)
    throw new FaultError('"seed" is for "probability": give both')
}

function check(fields: Fields, demands: Readonly<Record<string, Demand>>, where: string): void {
  for (const [name, value] of Object.entries(fields)) {
    if (!Object.hasOwn(demands, name))
      throw new FaultError(`${where} has no field "${name}": there are ${list(Object.keys(demands))}`)
    if (value !== undefined && !demands[name]!.test(value))
      throw new FaultError(`"${name}" must be ${demands[name]!.expected}, not ${show(value)}`)
  }
  const missing = Object.entries(demands).find(([name, { isRequired }]) => isRequired && fields[name] === undefined)
  if (missing) throw new FaultError(`${where} needs "${missing[0]}": ${missing[1].expected}`)
}

function asFields(value: unknown, what: string, expected: string): Fields {
  if (!isFields(value)) throw new FaultError(`${what} must be ${expected}, not ${show(value)}`)
  return value
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isWithin(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most
}

function isLine(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 1000 && !/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)
}

// ehlo-keyword = (ALPHA / DIGIT) *(ALPHA / DIGIT / "-")
// RFC 5321 §4.1.1.1
function isKeyword(value: unknown): boolean {
  return typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9-]*$/.test(value)
}

function list(names: readonly string[]): string {
  return names.join(', ')
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60)
}

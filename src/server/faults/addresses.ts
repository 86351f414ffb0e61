import type { Occasion } from './condition.ts'
import type { Fault } from './fault.ts'

/** Says whether the local part of this address may ask for trouble. */
export type AsksForTrouble = (address: string) => boolean

/** How long `slow@` takes, unless told otherwise, in milliseconds. */
const SLOWNESS = 3000

/**
 * The trouble that a recipient's address asks for by its local part, so that the sender can choose it: 421@, 450@ (told
 * to come again the first time), any other code from 400 to 599, slow@, drop@, drop-after-data@.
 */
export function faultsOfAddresses(occasion: Occasion, asks: AsksForTrouble, slowness = SLOWNESS): Fault[] {
  const isRcpt = occasion.phases.includes('RCPT')
  if (!occasion.isInOrder || (!isRcpt && !occasion.phases.includes('end-of-data'))) return []
  return occasion.to.flatMap((address) => {
    const fault = faultOf(address.slice(0, address.lastIndexOf('@')).toLowerCase(), isRcpt, slowness)
    return fault && asks(address) ? [fault] : []
  })
}

function faultOf(localPart: string, isRcpt: boolean, slowness: number): Fault | null {
  const phase = isRcpt ? 'RCPT' : 'end-of-data'
  const when = { to: `${localPart}@*` }
  const id = `${localPart}@`
  if (localPart === 'slow')
    return { id: `${id}${isRcpt ? '' : 'data'}`, phase, when, how: { kind: 'delay', ms: slowness } }
  if (localPart === 'drop-after-data') return isRcpt ? null : { id, phase, when, how: { kind: 'drop' } }
  if (!isRcpt) return null
  if (localPart === 'drop') return { id, phase, when, how: { kind: 'drop' } }
  if (localPart === '450')
    return { id, phase, when, how: reply(450, '4.7.1', 'Greylisted: try again, and it is accepted'), count: comeAgain }
  if (!/^[45]\d\d$/.test(localPart)) return null
  const code = Number(localPart)
  return { id, phase, when, how: reply(code, enhancedOf(code), `${id} asked for this: ${code}`) }
}

// RFC 6647 §2.1
const comeAgain = { first: 1, per: 'triplet' } as const

function reply(code: number, enhanced: string, text: string): Fault['how'] {
  return { kind: 'reply', code, enhanced, text }
}

/** The detail that goes with the codes that are seen most, RFC 3463 §3. */
function enhancedOf(code: number): string {
  const detail = { 421: '3.2', 452: '2.2', 552: '2.2', 550: '1.1' }[code] ?? '0.0'
  return `${Math.floor(code / 100)}.${detail}`
}

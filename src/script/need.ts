import type { Capabilities } from '../protocol/capabilities.ts'
import type { Need } from '../transcript/script.ts'

/** Whether what was offered last is what is needed. A recipient is nothing that is offered. */
export function isOffered(need: Need, capabilities: Capabilities): boolean {
  if (need.kind === 'recipient') return true
  const { keyword, param, isNegated } = need
  const params = keyword === 'AUTH' ? capabilities.mechanisms : (capabilities.get(keyword)?.params ?? [])
  const has = capabilities.has(keyword) || params.length > 0
  const hasAll = has && (param === null || params.some((offered) => offered.toUpperCase() === param))
  return hasAll !== isNegated
}

export function describeNeed(need: Need): string {
  if (need.kind === 'recipient') return 'a recipient'
  const { keyword, param, isNegated } = need
  return `${isNegated ? 'no ' : ''}${keyword}${param === null ? '' : ` ${param}`}`
}

import { addressStatuses } from './enhanced-address.ts'
import { protocolStatuses } from './enhanced-protocol.ts'
import { securityStatuses } from './enhanced-security.ts'
import type { EnhancedStatus } from './enhanced-status.ts'
import { systemStatuses } from './enhanced-system.ts'

/** The registry of enhanced status codes, by subject and detail: "7.1". */
export const enhancedCodes: ReadonlyMap<string, EnhancedStatus> = new Map(
  [...addressStatuses, ...systemStatuses, ...protocolStatuses, ...securityStatuses].map((entry) => [entry.code, entry]),
)

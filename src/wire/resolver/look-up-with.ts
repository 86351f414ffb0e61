import { isIPv6, type LookupFunction } from 'node:net'
import { lookUpAddresses } from './look-up.ts'
import type { Resolver } from './resolver.ts'

/**
 * What Node's own connections look names up with. They go to these very addresses: nothing is looked up again.
 * @param choose of the addresses that there are; may throw
 */
export function lookUpWith(
  resolver: Resolver,
  choose: (addresses: readonly string[]) => readonly string[] = (addresses) => addresses,
): LookupFunction {
  return (host, { all }, callback) => {
    lookUpAddresses(resolver, host, undefined)
      .then(choose)
      .then(
        (addresses) => {
          const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))
          if (all) callback(null, found)
          else callback(null, found[0]!.address, found[0]!.family)
        },
        (error: NodeJS.ErrnoException) => callback(error, ''),
      )
  }
}

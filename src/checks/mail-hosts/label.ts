import type { Place } from '../six-steps/result.ts'

/** "mx1.example.test [127.0.0.2]" */
export function labelOf({ host, address }: Pick<Place, 'host' | 'address'>): string {
  return host === address ? address : `${host} [${address}]`
}

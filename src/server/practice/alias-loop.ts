import type { PracticeDomain } from './domain.ts'

/** A way through aliases and lists that comes back to where it began, as addresses; null where there is none. */
export function findLoop(domains: readonly PracticeDomain[]): readonly string[] | null {
  const targets = new Map<string, readonly string[]>()
  for (const { name, aliases = {}, lists } of domains) {
    const full = (each: string) => (each.includes('@') ? each : `${each}@${name}`).toLowerCase()
    for (const [alias, to] of Object.entries(aliases)) targets.set(full(alias), to.map(full))
    for (const [list, found] of Object.entries(lists)) {
      targets.set(full(list), ('members' in found ? found.members : found).map(full))
    }
  }
  const done = new Set<string>()
  const walk = (address: string, way: readonly string[]): readonly string[] | null => {
    if (way.includes(address)) return [...way.slice(way.indexOf(address)), address]
    if (done.has(address)) return null
    done.add(address)
    for (const next of targets.get(address) ?? []) {
      const loop = walk(next, [...way, address])
      if (loop) return loop
    }
    return null
  }
  for (const address of targets.keys()) {
    const loop = walk(address, [])
    if (loop) return loop
  }
  return null
}

/** Makes a time of what a clock on the wall shows. */
export type WallClock = (written: string) => Date

/** The clock of this machine. */
export const localClock: WallClock = (written) => new Date(written)

/** The clock of a zone, as "Europe/Berlin"; null where there is no such zone. */
export function clockOf(zone: string): WallClock | null {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  } catch {
    return null
  }
  /** Milliseconds by which the zone's clock is ahead of UTC. */
  const ahead = (at: number) => Date.parse(`${format.format(at).replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000
  return (written) => {
    const shown = Date.parse(`${written}Z`)
    if (Number.isNaN(shown)) return new Date(NaN)
    // How far it is ahead is known of a time, and that time is sought: the second look is right but in the hour of a change.
    return new Date(shown - ahead(shown - ahead(shown)))
  }
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/**
 * `Sun, 22 Nov 2026 09:15:00 +0100`
 * @param utcOffset minutes east of UTC; the machine's own zone where left out
 * @throws TypeError for an invalid Date
 */
// date-time = [ day-of-week "," ] date time [CFWS]
// RFC 5322 §3.3
export function writeDate(date: Date, utcOffset = -date.getTimezoneOffset()): string {
  const second = Math.floor(date.getTime() / 1000)
  if (Number.isNaN(second)) throw new TypeError('not a valid date')
  // A busy server writes the same one very many times.
  if (written?.second !== second || written.utcOffset !== utcOffset)
    written = { second, utcOffset, text: dateText(date, utcOffset) }
  return written.text
}

let written: { readonly second: number; readonly utcOffset: number; readonly text: string } | null = null

function dateText(date: Date, utcOffset: number): string {
  const there = new Date(date.getTime() + utcOffset * 60_000)
  const sign = utcOffset < 0 ? '-' : '+'
  const [hours, minutes] = [Math.floor(Math.abs(utcOffset) / 60), Math.abs(utcOffset) % 60]
  const day = `${DAYS[there.getUTCDay()]}, ${there.getUTCDate()} ${MONTHS[there.getUTCMonth()]} ${there.getUTCFullYear()}`
  const time = [there.getUTCHours(), there.getUTCMinutes(), there.getUTCSeconds()].map(two).join(':')
  return `${day} ${time} ${sign}${two(hours)}${two(minutes)}`
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

/** Offsets in hours. Zones that are not here, the military letters among them, say nothing: they count as UTC. */
// RFC 5322 §4.3
const zones: Readonly<Record<string, number>> = {
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
}

const CLOCK = '(?<hour>\\d{1,2}):(?<minute>\\d\\d)(?::(?<second>\\d\\d)(?:\\.\\d+)?)?'
const forms = [
  // The RFC's own form, its obsolete variants, and hyphens in place of spaces.
  new RegExp(
    `^(?:[a-z]+ ?,? ?)?(?<day>\\d{1,2})[ -](?<month>[a-z]{3})[a-z]*[ -](?<year>\\d{2,4}) ${CLOCK} ?(?<zone>[+-]\\d{4}|[a-z]+)?`,
    'i',
  ),
  // QUIRK: C's asctime(), "Sun Nov 22 09:15:00 2026", with or without a zone.
  new RegExp(
    `^[a-z]+ (?<month>[a-z]{3}) (?<day>\\d{1,2}) ${CLOCK} (?:(?<zone>[+-]\\d{4}|[a-z]+) )?(?<year>\\d{4})`,
    'i',
  ),
  // QUIRK: ISO 8601.
  new RegExp(`^(?<year>\\d{4})-(?<month>\\d\\d)-(?<day>\\d\\d)[T ]${CLOCK} ?(?<zone>z|[+-]\\d\\d:?\\d\\d)?`, 'i'),
]

/** Read a date as leniently as dates in the wild ask for; null where there is none. Without a zone it is UTC. */
// RFC 5322 §3.3, obsolete forms of RFC 5322 §4.3
export function parseDate(text: string): Date | null {
  const plain = withoutComments(text.slice(0, 256)).replace(/\s+/g, ' ').trim()
  for (const form of forms) {
    const groups = form.exec(plain)?.groups
    if (groups) return fromParts(groups)
  }
  return null
}

/** Comments may nest; a few levels are as many as anybody writes. */
function withoutComments(text: string): string {
  let plain = text
  if (!text.includes('(')) return text
  for (let level = 0; level < 4; level++) plain = plain.replace(/\([^()]*\)/g, ' ')
  return plain
}

function fromParts(parts: Readonly<Record<string, string | undefined>>): Date | null {
  const { day, month = '', year = '', hour, minute, second = '0', zone = '' } = parts
  const monthIndex = /^\d/.test(month) ? Number(month) - 1 : MONTHS.findIndex((name) => name === capitalized(month))
  const clock = [Number(hour), Number(minute), Number(second)] as const
  if (clock[0] > 23 || clock[1] > 59 || clock[2] > 60) return null
  const midnight = new Date(Date.UTC(fullYear(year), monthIndex, Number(day)))
  // A day that its month does not have would have rolled over into the next.
  if (midnight.getUTCMonth() !== monthIndex || midnight.getUTCDate() !== Number(day)) return null
  const seconds = (clock[0] * 60 + clock[1]) * 60 + clock[2] - offsetMinutes(zone) * 60
  return new Date(midnight.getTime() + seconds * 1000)
}

function capitalized(month: string): string {
  return month.charAt(0).toUpperCase() + month.slice(1).toLowerCase()
}

/** Two-digit years below 50 are of this century; three digits count from 1900. */
// RFC 5322 §4.3
function fullYear(digits: string): number {
  const year = Number(digits)
  if (digits.length === 2) return year + (year < 50 ? 2000 : 1900)
  return digits.length === 3 ? year + 1900 : year
}

function offsetMinutes(zone: string): number {
  const numeric = /^([+-])(\d\d):?(\d\d)$/.exec(zone)
  if (!numeric) return (zones[zone.toUpperCase()] ?? 0) * 60
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3])
  return numeric[1] === '-' ? -minutes : minutes
}

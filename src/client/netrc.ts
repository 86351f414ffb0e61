export interface NetrcEntry {
  /** Null for "default", which fits every host. */
  readonly machine: string | null
  readonly login: string | null
  readonly password: string | null
}

/**
 * Entries of a .netrc file, as ftp, curl and msmtp read it: words with white space between them, in quotes where they
 * hold some. Macros ("macdef", up to an empty line) and comments are passed over; what is not known is too.
 */
export function parseNetrc(text: string): NetrcEntry[] {
  const entries: { machine: string | null; login: string | null; password: string | null }[] = []
  const words = readWords(text)
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    if (word === 'machine' || word === 'default') {
      const machine = word === 'machine' ? (words[++i] ?? '') : null
      entries.push({ machine, login: null, password: null })
    } else if (word === 'login' || word === 'user' || word === 'password' || word === 'account') {
      const value = words[++i] ?? null
      const entry = entries.at(-1)
      if (!entry || word === 'account') continue
      entry[word === 'password' ? 'password' : 'login'] = value
    }
  }
  return entries
}

/**
 * The first entry that has a password and fits; null where there is none.
 * @param user null: whoever it is
 */
export function findInNetrc(entries: readonly NetrcEntry[], host: string, user: string | null): NetrcEntry | null {
  const fits = (entry: NetrcEntry) =>
    entry.password !== null &&
    (entry.machine === null || entry.machine.toLowerCase() === host.toLowerCase()) &&
    (user === null || entry.login === null || entry.login === user)
  return entries.find(fits) ?? null
}

function readWords(text: string): string[] {
  const words: string[] = []
  let isMacro = false
  for (const line of text.split(/\r?\n/)) {
    if (isMacro) {
      isMacro = line.trim() !== ''
      continue
    }
    for (const [, quoted, bare] of line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)) {
      // A password may begin with "#", a keyword does not.
      if (bare?.startsWith('#') && !['password', 'login', 'user', 'account', 'machine'].includes(words.at(-1) ?? ''))
        break
      if (bare === 'macdef' && words.at(-1) !== 'password') {
        isMacro = true
        break
      }
      words.push(quoted?.replace(/\\(.)/g, '$1') ?? bare!)
    }
  }
  return words
}

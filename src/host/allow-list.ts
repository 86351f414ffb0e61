import { isDomain } from '../protocol/domain.ts'
import { isDotString, writeAddress, type MailboxPath } from '../protocol/path.ts'

/** Addresses that mail may be released to: `bob@example.org`, `*@example.org`, `example.org`, `*`. */
export class AllowList {
  readonly #patterns: readonly RegExp[]
  readonly #exact: ReadonlySet<string>

  /** @throws RangeError where a pattern is none */
  constructor(patterns: readonly string[]) {
    for (const pattern of patterns) demandPattern(pattern)
    this.#patterns = patterns.map((pattern) => compile(pattern.includes('@') ? pattern : `*@${pattern}`))
    this.#exact = new Set(patterns.map((pattern) => pattern.toLowerCase()))
  }

  get isEmpty(): boolean {
    return this.#patterns.length === 0
  }

  allows(path: MailboxPath): boolean {
    const address = writeAddress(path).toLowerCase()
    if (this.#exact.has(address)) return true
    // What another host may read as a way to somewhere else is meant by no asterisk.
    if (!isDotString(path.localPart) || /[%!]/.test(path.localPart)) return false
    return this.#patterns.some((pattern) => pattern.test(address))
  }
}

function demandPattern(pattern: string): void {
  const [domain = '', local = '*'] = [pattern.slice(pattern.lastIndexOf('@') + 1), pattern.split('@', 1)[0]]
  const plain = domain.replaceAll('*', 'x')
  if (pattern === '*' || (local !== '' && (isDomain(plain) || /^\[.*\]$/.test(domain)))) return
  throw new RangeError(`"${pattern}" is no address: write bob@example.org, *@example.org, example.org or *`)
}

function compile(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^@]*')}$`, 'i')
}

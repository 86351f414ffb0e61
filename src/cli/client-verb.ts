import { Verb } from './verb.ts'

/**
 * A verb that takes swaks' names for TLS, and whose `--tls` and `--auth` may stand without a value before any other
 * word.
 */
export class ClientVerb extends Verb {
  override parseAsync(argv: readonly string[], options?: Parameters<Verb['parseAsync']>[1]): Promise<this> {
    return super.parseAsync(this.#read(argv), options)
  }

  /** Nothing behind "--" is an option. */
  #read(argv: readonly string[]): string[] {
    const end = argv.includes('--') ? argv.indexOf('--') : argv.length
    const read: string[] = []
    for (let i = 0; i < end; i++) {
      const name = otherNames[argv[i]!] ?? argv[i]!
      const values = this.options.some(({ long }) => long === name) ? optionalValues[name] : undefined
      if (!values) read.push(name)
      else read.push(`${name}=${values.test(argv[i + 1] ?? '') ? argv[++i] : ''}`)
    }
    return [...read, ...argv.slice(end)]
  }
}

const otherNames: Readonly<Record<string, string>> = {
  '-a': '--auth',
  '-tls': '--tls',
  '-tlso': '--tls-optional',
  '-tlsos': '--tls-optional-strict',
  '-tlsc': '--tls-on-connect',
  '-tlsp': '--tls-protocol',
}

const mechanisms = /^[A-Z0-9-]+(?:,[A-Z0-9-]+)*$/

/** What a value must look like to be one, where there need not be any. */
const optionalValues: Readonly<Record<string, RegExp>> = {
  // One that is none is complained about; a host has mostly more than letters.
  '--tls': /^(?!localhost$)[a-z]+$/,
  '--auth': mechanisms,
  '--auth-optional': mechanisms,
  '--auth-optional-strict': mechanisms,
}

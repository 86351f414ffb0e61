import { randomBytes } from 'node:crypto'
import { createScramKeys, type ScramHashName, type ScramKeys } from '../protocol/sasl/scram-keys.ts'
import { scramHash } from '../wire/hashing.ts'
import { prepare } from '../wire/saslprep.ts'
import { createFakeKeys, hashPassword, parseStoredSecret, verifySecret, type StoredSecret } from './passwords.ts'

/**
 * What is kept of a user's password: what `hashPassword` or `hashForScram` made of it; or the password itself, which
 * all mechanisms can use, and whoever reads the configuration too.
 */
export type UserSecret = string | { readonly password: string }

type Kept = StoredSecret | { readonly kind: 'clear'; readonly password: string }

/** Names and what is kept of their passwords. Nothing that it does takes longer for a name that there is. */
export class UserTable {
  readonly #kept: ReadonlyMap<string, readonly Kept[]>
  readonly #prepared: Promise<ReadonlyMap<string, readonly Kept[]>>
  readonly #secret = randomBytes(32)
  #nobody: Promise<string> | null = null

  /** @throws TypeError where a string is no hash */
  constructor(users: Readonly<Record<string, UserSecret | readonly UserSecret[]>>) {
    this.#kept = new Map(Object.entries(users).map(([name, secrets]) => [name, [secrets].flat().map(read(name))]))
    this.#prepared = prepareNames(this.#kept)
  }

  get isEmpty(): boolean {
    return this.#kept.size === 0
  }

  /** Whether every user can use SCRAM with this hash: who is offered it must not fail because of it. */
  hasKeys(hash: ScramHashName): boolean {
    return this.#every((each) => each.kind === 'clear' || (each.kind === 'scram' && each.keys.hash === hash))
  }

  /** Whether the passwords themselves are known, as CRAM-MD5 needs it. */
  get hasClear(): boolean {
    return this.#every(({ kind }) => kind === 'clear')
  }

  async verify(user: string, password: string): Promise<boolean> {
    const kept = await this.#of(user)
    if (kept.length === 0) {
      await this.#verifyNobody(password)
      return false
    }
    for (const each of kept) {
      if (
        each.kind === 'clear'
          ? (await prepare(each.password)) === (await prepare(password))
          : await verifySecret(each, password)
      )
        return true
    }
    return false
  }

  /** The password itself; null where it is not known. */
  async clear(user: string): Promise<string | null> {
    const found = (await this.#of(user)).find(({ kind }) => kind === 'clear')
    return found?.kind === 'clear' ? found.password : null
  }

  /** Keys for SCRAM; where there are none, such as nobody has the password of. */
  async keys(user: string, hash: ScramHashName): Promise<ScramKeys> {
    const kept = await this.#of(user)
    const stored = kept.find((each) => each.kind === 'scram' && each.keys.hash === hash)
    if (stored?.kind === 'scram') return stored.keys
    const fake = createFakeKeys(hash, await prepare(user), this.#secret, this.#iterations(hash))
    const clear = kept.find((each) => each.kind === 'clear')
    if (clear?.kind !== 'clear') return fake
    return createScramKeys(scramHash(hash), await prepare(clear.password), fake.salt, fake.iterations)
  }

  /** As many rounds as the first user's keys have; else the usual. */
  #iterations(hash: ScramHashName): number | undefined {
    const all = [...this.#kept.values()].flat()
    const first = all.find((each) => each.kind === 'scram' && each.keys.hash === hash)
    return first?.kind === 'scram' ? first.keys.iterations : undefined
  }

  async #of(user: string): Promise<readonly Kept[]> {
    return (await this.#prepared).get(await prepare(user)) ?? []
  }

  /** As long as it takes for a user that there is. */
  async #verifyNobody(password: string): Promise<void> {
    const all = [...this.#kept.values()].flat()
    const example = all.find(({ kind }) => kind !== 'clear')
    if (example === undefined || example.kind === 'clear') return
    if (example.kind === 'scram') return void (await verifySecret(example, password))
    const hash = parseStoredSecret(await (this.#nobody ??= hashPassword('')))!
    await verifySecret(hash, password)
  }

  #every(test: (each: Kept) => boolean): boolean {
    return !this.isEmpty && [...this.#kept.values()].every((kept) => kept.some(test))
  }
}

function read(name: string): (secret: UserSecret) => Kept {
  return (secret) => {
    if (typeof secret !== 'string') return { kind: 'clear', password: secret.password }
    const stored = parseStoredSecret(secret)
    if (stored) return stored
    throw new TypeError(`what is given for the user ${name} is no hash of a password: make one with hashPassword`)
  }
}

async function prepareNames(kept: ReadonlyMap<string, readonly Kept[]>): Promise<ReadonlyMap<string, readonly Kept[]>> {
  return new Map(await Promise.all([...kept].map(async ([name, each]) => [await prepare(name), each] as const)))
}

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { UserTable } from '../../server/auth-users.ts'
import { Problem } from '../problem.ts'
import type { SiteOptions } from '../site.ts'

/** Logins that are remembered, so that not each request costs a hash. */
const REMEMBERED = 100
/** Passwords that are looked into at one time: each takes memory. */
const AT_ONCE = 8

/** Who may use the web side, by name and password. RFC 7617 §2 */
export class WebLogin {
  readonly #users: UserTable
  readonly #key = randomBytes(32)
  readonly #known: Buffer[] = []
  #checking = 0

  constructor(users: NonNullable<SiteOptions['users']>) {
    this.#users = new UserTable(users)
  }

  /** @throws Problem where nobody has logged in */
  async check(authorization: string | null): Promise<void> {
    const given = readCredentials(authorization)
    if (given && (await this.#isRight(given))) return
    throw new Problem(401, 'Log in: this server asks for a name and a password.', {
      'www-authenticate': 'Basic realm="Parley", charset="UTF-8"',
    })
  }

  async #isRight({ user, password }: Credentials): Promise<boolean> {
    const digest = createHmac('sha256', this.#key).update(`${user}\0${password}`).digest()
    if (this.#known.some((each) => timingSafeEqual(each, digest))) return true
    if (this.#checking >= AT_ONCE) throw new Problem(429, 'Too many are logging in at this moment: try again soon.')
    this.#checking++
    try {
      if (!(await this.#users.verify(user, password))) return false
    } finally {
      this.#checking--
    }
    this.#known.push(digest)
    if (this.#known.length > REMEMBERED) this.#known.shift()
    return true
  }
}

interface Credentials {
  readonly user: string
  readonly password: string
}

function readCredentials(authorization: string | null): Credentials | null {
  const base64 = /^Basic +([A-Za-z0-9+/=]{1,1000})$/i.exec(authorization ?? '')?.[1]
  const [, user, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(base64 ?? '', 'base64').toString()) ?? []
  return user === undefined || password === undefined ? null : { user, password }
}

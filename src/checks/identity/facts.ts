import type { Route } from '../../client/route.ts'
import type { NameAddresses } from '../../wire/identity/addresses.ts'
import type { Listing } from '../../wire/identity/blocklist.ts'
import type { DmarcVerdict, SpfVerdict } from '../../wire/identity/mailauth.ts'
import type { ReverseNames } from '../../wire/identity/reverse.ts'

/** Who we say we are. */
export interface Identity {
  /** From where we call; null where there was no connection. */
  readonly address: string | null
  /** What the server has called us in reply to EHLO, where it named an address. */
  readonly seenAddress: string | null
  /** The name in EHLO or HELO; null where it was not said. */
  readonly helo: string | null
  /** The reverse-path; '' for the null one. */
  readonly sender: string
  /** Domain of the From field; null where there is none. */
  readonly author: string | null
}

/** What the DNS says of that. What was not looked up is null. */
export interface IdentityFacts extends Identity {
  /** By which others know us: the address we call from, or that which the server sees. Null: it is not known. */
  readonly outside: string | null
  readonly reverse: ReverseNames | null
  readonly heloAddresses: NameAddresses | null
  readonly spf: SpfVerdict | null
  /** Where mail for the sender's domain goes. */
  readonly wayBack: Route | null
  readonly dmarc: DmarcVerdict | null
  /** Of the address. */
  readonly listings: readonly Listing[] | null
  /** Of the sender's domain and the HELO name. */
  readonly domainListings: readonly Listing[] | null
}

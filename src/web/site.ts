import type { MailHost } from '../host/mail-host.ts'
import type { Store } from '../store/store.ts'
import type { LiveFeed } from './live/feed.ts'
import type { SinceStart } from './since-start.ts'
import type { LinkCheckOptions } from './v1/link-check.ts'
import type { Webhook } from './webhook.ts'

/** Whom a practice host takes mail for. */
export interface PracticePlace {
  readonly domains: readonly string[]
  /** Somebody who has a mailbox there, to write a first mail to. */
  readonly recipient: string
}

/** What the web side is told by whoever starts it; everything has a default. */
export interface SiteOptions {
  readonly version: string
  /** Where the built page lies; null: there is none. */
  readonly pageFolder?: string | null
  /** What the paths begin with: "/" or "/mail/". Default "/". */
  readonly base?: string
  /** Names besides localhost and addresses that requests may be for. */
  readonly names?: readonly string[]
  /** Who may use it: names and passwords, or hashes of them. Default: everybody who can reach it. */
  readonly users?: Readonly<Record<string, readonly (string | { readonly password: string })[]>> | null
  /** Servers that conversations may be held with from the page, "mail.example.org:25"; this very one always. */
  readonly talkHosts?: readonly string[]
  /** How the store is called to people: "memory". */
  readonly storeName?: string
  /** Null: it takes everything for everybody. */
  readonly practice?: PracticePlace | null
  /** Told of every message; its counts are among the metrics. */
  readonly webhook?: Webhook | null
  /** How the links of a message are asked, once somebody wants it. */
  readonly linkCheck?: LinkCheckOptions
  /** Told in a sentence of what goes wrong with the web side itself. Default: standard error. */
  readonly onTrouble?: (sentence: string) => void
}

/** What the routes work with. */
export interface Site {
  readonly host: MailHost<Store>
  readonly feed: LiveFeed
  readonly version: string
  readonly base: string
  readonly talkHosts: readonly string[]
  readonly storeName: string
  /** Null: it takes everything for everybody. */
  readonly practice: PracticePlace | null
  readonly webhook: Webhook | null
  readonly linkCheck: LinkCheckOptions
  readonly onTrouble: (sentence: string) => void
  readonly sinceStart: SinceStart
  readonly started: Date
}

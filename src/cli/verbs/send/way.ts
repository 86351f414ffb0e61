import type { Route } from '../../../client/route.ts'
import { destinationsOf } from '../../../client/destination.ts'
import type { RecipientRequest } from '../../../client/transaction.ts'
import type { Endpoint } from '../../../wire/dial.ts'
import type { Target } from '../../../wire/target.ts'
import { exitCodes } from '../../exit-codes.ts'
import { readAim, routeTo } from '../../route-options.ts'
import { Complaint } from '../../verb.ts'
import { readEndpoint, type TargetFlags } from './target.ts'

/** Where to send to, and how that was found. */
export interface Way {
  readonly endpoint: Endpoint
  /** To be tried in this order where that one cannot be reached. */
  readonly others: readonly Endpoint[]
  /** What is worth a remark. */
  readonly notes: readonly string[]
}

export interface WayQuestion {
  readonly defaultPort: number
  readonly isLmtp: boolean
  readonly to: readonly RecipientRequest[]
}

/**
 * To the server that was named; where none was, the mail hosts of a domain: that of `--copy-routing`, or of the last
 * recipient, as swaks has it.
 * @throws Complaint
 */
export async function readWay(target: Target | null, flags: TargetFlags, question: WayQuestion): Promise<Way> {
  const { socket, pipe, copyRouting } = flags
  const isNamed = target !== null || socket !== undefined || pipe !== undefined
  if (isNamed && copyRouting !== undefined)
    throw new Complaint('there can be one of a server and --copy-routing', exitCodes.usage)
  if (isNamed) return { endpoint: readEndpoint(target, flags, question), others: [], notes: [] }
  const recipient = question.to.at(-1)?.address
  const destination = copyRouting ?? recipient
  if (destination === undefined)
    throw new Complaint(
      'to which server? Name it first, as in parley send mail.example.org --to bob@example.org',
      exitCodes.usage,
    )
  if (question.isLmtp)
    throw new Complaint('to which server? MX records name none for LMTP: name it, or use --socket', exitCodes.usage)
  if (copyRouting === undefined && !destination.includes('@')) return toThisMachine(destination, flags, question)
  return alongRoute(destination, flags, question)
}

/** A recipient without a domain is one of this machine's. */
function toThisMachine(recipient: string, flags: TargetFlags, question: WayQuestion): Way {
  const endpoint = readEndpoint({ host: 'localhost', port: null, scheme: null }, flags, question)
  return { endpoint, others: [], notes: [`<${recipient}> has no domain, so it goes to localhost`] }
}

async function alongRoute(destination: string, flags: TargetFlags, { defaultPort, to }: WayQuestion): Promise<Way> {
  const aim = readAim(destination, { isDomain: true })
  const route = await routeTo(destination, flags)
  const [endpoint, ...others] = destinationsOf(route, flags.port ?? aim.target.port ?? defaultPort)
  const elsewhere = flags.copyRouting === undefined ? strangers(to, destination) : []
  return { endpoint, others, notes: [...elsewhere, ...describe(route)] }
}

function strangers(to: readonly RecipientRequest[], destination: string): string[] {
  const domain = domainOf(destination)
  const others = new Set(to.map(({ address }) => domainOf(address)).filter((each) => each !== domain))
  return others.size === 0
    ? []
    : [`there is one conversation only: it is held with the mail hosts of ${domain}, the last recipient's domain`]
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

function describe({ domain, hosts, notes }: Route): string[] {
  const found = hosts.map(({ name, preference }) => (preference === null ? name : `${name} (MX ${preference})`))
  const odd = notes.filter(({ verdict }) => verdict !== 'pass').map(({ title, detail }) => `${title}: ${detail}`)
  return [...(found.length > 0 ? [`mail for ${domain} goes to ${found.join(', ')}`] : []), ...odd]
}

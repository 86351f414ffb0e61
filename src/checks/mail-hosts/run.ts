import { SmtpError } from '../../client/error.ts'
import { hello, ownNameFor } from '../../client/hello.ts'
import type { RouteHost } from '../../client/route-host.ts'
import type { Route } from '../../client/route.ts'
import { ClientSession } from '../../client/session.ts'
import { patientTimeouts } from '../../client/timeouts.ts'
import { isPositive } from '../../protocol/reply.ts'
import { readDialogue } from '../../transcript/dialogue.ts'
import type { TlsDetails } from '../../transcript/event.ts'
import type { TcpEndpoint } from '../../wire/dial.ts'
import type { Place, TestResult } from '../six-steps/result.ts'
import { placeOf, testAt, testSixSteps, type TestRequest } from '../six-steps/run.ts'
import { judgeMailHosts } from './judge.ts'

/** What is to be tested, by its route. No mail is sent. */
export type MailHostsRequest = Omit<TestRequest, 'send' | 'target' | 'route'> & {
  readonly target: NonNullable<TestRequest['target']>
  readonly route: Route
}

/** Conversations that are held at the same time, each with another address. */
const AT_ONCE = 4

/** Hold the six steps with every address of every mail host, and compare them. */
export async function testMailHosts(request: MailHostsRequest): Promise<TestResult> {
  const { route, target } = request
  const { port, scheme } = placeOf(target, request)
  const doors = route.hosts.flatMap((host) => doorsOf(host, port))
  if (doors.length === 0) return { ...(await testSixSteps(request)), places: [] }
  const places: Place[] = []
  const queue = [...doors.entries()]
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [i, { host, endpoint }] = next
      const test = await testAt(request, endpoint, scheme)
      places[i] = {
        host: host.name,
        preference: host.preference,
        address: endpoint.addresses[0],
        isWithinReach: !hasNoWay(test),
        ...(await seeTls(endpoint, test, request)),
        test,
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return judgeMailHosts(route, places)
}

interface Door {
  readonly host: RouteHost
  readonly endpoint: TcpEndpoint & { readonly addresses: readonly [string] }
}

function doorsOf(host: RouteHost, port: number): readonly Door[] {
  return host.addresses.map(({ address }) => ({
    host,
    endpoint: { kind: 'tcp', host: host.name, port, addresses: [address] },
  }))
}

/** Whether this machine has no way to such an address: a machine without IPv6, mostly. */
function hasNoWay({ transcript: { events } }: TestResult): boolean {
  return events.some(
    (event) => event.kind === 'failed' && /^(?:ENETUNREACH|EADDRNOTAVAIL|EAFNOSUPPORT|EINVAL)$/.test(event.code),
  )
}

/** TLS as the test has seen it; where it did not begin it, on a connection of its own. */
async function seeTls(
  endpoint: TcpEndpoint,
  { transcript }: TestResult,
  { connection, helo, tls, timeouts = patientTimeouts }: MailHostsRequest,
): Promise<Pick<Place, 'tls' | 'tlsTrouble'>> {
  const seen = transcript.events.findLast((event) => event.kind === 'tls')
  if (seen) return { tls: seen, tlsTrouble: null }
  const { capabilities, turns } = readDialogue(transcript)
  if (!turns.some(({ occasion, reply }) => occasion === 'EHLO' && reply?.code === 250)) {
    return { tls: null, tlsTrouble: null }
  }
  if (!capabilities.has('STARTTLS')) return { tls: null, tlsTrouble: 'not offered' }
  const session = new ClientSession(endpoint, {
    ...connection,
    timeouts,
    // To be looked at, whatever it is.
    tls: { ...tls, verifyChain: false, verifyHost: false },
  })
  try {
    return { tls: await beginTls(session, helo), tlsTrouble: null }
  } catch (error) {
    if (!(error instanceof SmtpError)) throw error
    return { tls: null, tlsTrouble: error.message }
  } finally {
    session.close()
  }
}

async function beginTls(session: ClientSession, helo: string | undefined): Promise<TlsDetails> {
  await session.open()
  const greeting = await session.reply('greeting')
  if (isPositive(greeting)) await hello(session, helo ?? ownNameFor(session), 'EHLO')
  const details = await session.startTls()
  await session.quit()
  return details
}

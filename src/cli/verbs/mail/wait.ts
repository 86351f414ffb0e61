import type { Row } from '../../../web/v2/row.ts'
import { exitCodes } from '../../exit-codes.ts'
import { patience } from '../../values.ts'
import { Complaint, Option, Verb } from '../../verb.ts'
import { addServerOptions, MailApi, type ServerFlags } from './server.ts'
import { addViewOptions, showMessage, type ViewFlags } from './view.ts'

interface WaitFlags extends ServerFlags, ViewFlags {
  /** Milliseconds. */
  readonly timeout: number
  readonly new?: boolean
}

export default function wait(): Verb {
  const verb = new Verb('wait', 'mail')
    .summary('the newest message that fits, or the next one that comes')
    .description(
      'Wait for a message, and show it: the newest that fits, where one is there already, else the next one that comes. ' +
        `Read by a person, it counts as read. Where none comes in time, the exit code is ${exitCodes.notArrived}.`,
    )
    .argument('[search...]', 'what must fit: words, and as to:bob subject:welcome')
    .addOption(
      new Option('--timeout <seconds>', 'how long to wait; 0 is for ever').argParser(patience).default(30_000, '30'),
    )
    .option('--new', 'only what comes from now on')
  return addServerOptions(addViewOptions(verb))
    .example('parley mail wait to:bob subject:welcome', 'until it is there')
    .example('code=$(parley mail wait to:bob --code)', 'the code that somebody is sent, in a script')
    .example('parley mail wait --new --timeout 5m', 'whatever comes next')
    .action(run)
}

async function run(words: readonly string[], flags: WaitFlags): Promise<void> {
  const api = new MailApi(flags)
  const query = words.join(' ')
  const found = await arrival(api, query, flags)
  if (!found)
    throw new Complaint(
      `no message${query === '' ? '' : ` that fits "${query}"`} came within ${flags.timeout / 1000} s`,
      exitCodes.notArrived,
    )
  await showMessage(api, await api.message(found.id), flags)
}

/** Null when the time is up. */
async function arrival(api: MailApi, query: string, flags: WaitFlags): Promise<Row | null> {
  const giveUp = new AbortController()
  const timer = setTimeout(() => giveUp.abort(), flags.timeout)
  try {
    // Who listens first and looks then misses nothing that comes in between.
    const events = await api.events(giveUp.signal)
    const after = flags.new ? ((await api.list('', { limit: 1 })).messages[0]?.seq ?? 0) : 0
    const look = async () => {
      const [newest] = (await api.list(query, { limit: 1 })).messages
      return newest && newest.seq > after ? newest : null
    }
    let found = await look()
    if (found) return found
    for await (const name of eventNames(events)) {
      if (name === 'message') found = await look()
      if (found) return found
    }
  } catch (error) {
    if (giveUp.signal.aborted) return null
    if (error instanceof Complaint) throw error
    // What a stream says that breaks off says nothing to anybody.
  } finally {
    clearTimeout(timer)
    giveUp.abort()
  }
  throw new Complaint(`the server at ${api.place} ended while it was waited for a message`, exitCodes.closed)
}

/** The names of server-sent events. */
async function* eventNames(stream: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const piece of stream) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n')
    rest = lines.pop()!
    for (const line of lines) if (line.startsWith('event: ')) yield line.slice(7)
  }
}

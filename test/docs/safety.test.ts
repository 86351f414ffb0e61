import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import serve from '../../src/cli/verbs/serve.ts'
import { ceilings } from '../../src/protocol/limits.ts'
import { defaultAuthLimits } from '../../src/server/auth-guard.ts'
import { defaultLimits } from '../../src/server/config.ts'
import { webhookDefaults } from '../../src/web/webhook.ts'

const page = readFileSync('docs/safety.md', 'utf8')
const rows = [...page.matchAll(/^\| (?!-|limit)(.*?) +\| (.*?) +\| (.*?) +\|$/gm)].map(([, name, option, value]) => ({
  name: name!,
  option: option!,
  value: value!,
}))

/** A constant that its file keeps to itself. */
function constant(file: string, name: string): number {
  const [, product] = new RegExp(`^(?:export )?const ${name} = ([\\d_ *]+)`, 'm').exec(readFileSync(file, 'utf8'))!
  return product!.split('*').reduce((whole, factor) => whole * Number(factor.replace(/[_ ]/g, '')), 1)
}

const number = (value: number) => value.toLocaleString('en')
const mebibytes = (octets: number) => `${octets / 1024 ** 2} MiB`
const seconds = (ms: number) => `${number(ms / 1000)} s`

const { size, recipients, connections, perClient, idle, command, message, handshake, errors, record } = defaultLimits
const known: Readonly<Record<string, string>> = {
  'size of a message': mebibytes(size),
  'recipients of a message': number(recipients),
  'connections at one time': number(connections),
  'connections at one time from one address': number(perClient),
  'silence before 421': seconds(idle),
  'time for one command line': seconds(command),
  'time for the mail data of one message': seconds(message),
  'time for a TLS handshake': seconds(handshake),
  'refused commands before it hangs up': number(errors),
  'failed logins of one connection before it hangs up': number(defaultAuthLimits.perConnection),
  'failed logins from one address before it must wait': number(defaultAuthLimits.perAddress),
  'length of a command line': `${number(ceilings.commandLine)} octets`,
  'record of one conversation': mebibytes(record),
  'connections to the page at one time': number(constant('src/web/listen.ts', 'CONNECTIONS')),
  'time for the head of a request': seconds(constant('src/web/listen.ts', 'HEAD')),
  'time for a whole request': seconds(constant('src/web/listen.ts', 'WHOLE')),
  'watchers of live events at one time': number(constant('src/web/live/event-stream.ts', 'WATCHERS')),
  'events that wait for one watcher': number(constant('src/web/live/event-stream.ts', 'WAITING')),
  'parts of a message that are told apart': number(constant('src/message/parts.ts', 'MOST_PARTS')),
  'levels of parts': number(constant('src/message/parts.ts', 'MOST_LEVELS')),
  'header fields of all parts': number(constant('src/message/parts.ts', 'MOST_FIELDS')),
  'header fields of one part': number(constant('src/message/headers.ts', 'MOST_FIELDS')),
  'octets of one header': mebibytes(constant('src/message/headers.ts', 'CEILING')),
  'text of a message that is read': mebibytes(constant('src/message/bodies.ts', 'CEILING')),
  'pixels of an image that is shown': number(constant('src/message/image-size.ts', 'MOST_PIXELS')),
  'characters of a search': number(constant('src/store/parse-query.ts', 'LONGEST')),
  'terms of a search': number(constant('src/store/parse-query.ts', 'MOST_TERMS')),
  'attempts to send a message on that are remembered': number(constant('src/host/conclude.ts', 'MOST_ATTEMPTS')),
  'messages that wait for the webhook': number(webhookDefaults.capacity),
  'time for a request of the webhook': seconds(webhookDefaults.timeout),
}

describe('docs/safety.md', () => {
  it('has the limits of the code', () => {
    expect(Object.fromEntries(rows.map(({ name, value }) => [name, value]))).toEqual(known)
  })

  it('names options that there are', () => {
    const options = serve().options.map(({ long }) => long)
    for (const [option] of page.matchAll(/--[a-z-]+/g)) expect(options).toContain(option)
  })
})

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import serve from '../../src/cli/verbs/serve.ts'
import { usualRetries } from '../../src/host/retries.ts'
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

/** As it is for the page's own limits: a message in base64, and what stands around it. */
const messageBody = () =>
  Math.min(defaultLimits.size, constant('src/web/guard/body.ts', 'MESSAGE')) * 1.5 +
  constant('src/web/guard/body.ts', 'BODY')

const head = /maxHeaderSize: (\d+) \* 1024/.exec(readFileSync('src/web/listen.ts', 'utf8'))![1]!
const concurrency = /concurrency \?\? (\d+)/.exec(readFileSync('src/host/mail-host.ts', 'utf8'))![1]!
const number = (value: number) => value.toLocaleString('en')
const mebibytes = (octets: number) => `${octets / 1024 ** 2} MiB`
const seconds = (ms: number) => `${number(ms / 1000)} s`

const { size, recipients, connections, perClient, idle, command, message, handshake, errors, record } = defaultLimits
const known: Readonly<Record<string, string>> = {
  'size of a message': mebibytes(size),
  'memory for all messages under way; the rest goes to temporary files': mebibytes(
    constant('src/store/content.ts', 'ALL_IN_MEMORY'),
  ),
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
  'pause before a second failed login is told, twice as long with each': seconds(defaultAuthLimits.delay),
  'the longest such pause': seconds(defaultAuthLimits.longestDelay),
  'time after which one failed login is forgotten': seconds(defaultAuthLimits.forgetAfter),
  'addresses whose failed logins are remembered': number(constant('src/server/auth-guard.ts', 'MOST_ADDRESSES')),
  'faults that are set': number(constant('src/server/faults/fault-set.ts', 'MOST')),
  'hosts that a message has passed': number(constant('src/server/hop-limit.ts', 'MOST_HOPS')),
  'length of a command line': `${number(ceilings.commandLine)} octets`,
  'record of one conversation': mebibytes(record),
  'connections to the page at one time': number(constant('src/web/listen.ts', 'CONNECTIONS')),
  'time for the head of a request': seconds(constant('src/web/listen.ts', 'HEAD')),
  'time for a whole request': seconds(constant('src/web/listen.ts', 'WHOLE')),
  'head of a request': `${head} KiB`,
  'body of a request': mebibytes(constant('src/web/guard/body.ts', 'BODY')),
  'body of a request that brings a message, by the size of one': mebibytes(messageBody()),
  'WebSockets at one time': number(constant('src/web/live/sockets.ts', 'MOST')),
  'one frame from a browser': mebibytes(constant('src/web/live/sockets.ts', 'LONGEST_FRAME')),
  'octets that wait for one WebSocket': mebibytes(constant('src/web/live/sockets.ts', 'MOST_WAITING')),
  'requests that wait for a message at one time': number(constant('src/web/v2/wait.ts', 'WAITERS')),
  'passwords of the page that are looked into at one time': number(constant('src/web/guard/login.ts', 'AT_ONCE')),
  'watchers of live events at one time': number(constant('src/web/live/event-stream.ts', 'WATCHERS')),
  'events that wait for one watcher': number(constant('src/web/live/event-stream.ts', 'WAITING')),
  'parts of a message that are told apart': number(constant('src/message/parts.ts', 'MOST_PARTS')),
  'levels of parts': number(constant('src/message/parts.ts', 'MOST_LEVELS')),
  'header fields of all parts': number(constant('src/message/parts.ts', 'MOST_FIELDS')),
  'header fields of one part': number(constant('src/message/headers.ts', 'MOST_FIELDS')),
  'octets of one header': mebibytes(constant('src/message/headers.ts', 'CEILING')),
  'text of a message that is read': mebibytes(constant('src/message/bodies.ts', 'CEILING')),
  'characters of HTML that are shown': number(constant('src/message/frame-document.ts', 'CEILING')),
  'hosts that remote content may come from': number(constant('src/message/frame-document.ts', 'MOST_ORIGINS')),
  'images that come with a message, in its HTML': mebibytes(constant('src/message/inline-images.ts', 'MOST_OCTETS')),
  'attributes of an HTML element': number(constant('src/message/html-tokens.ts', 'MOST_ATTRIBUTES')),
  'links, and images, that are checked': number(constant('src/message/html-page.ts', 'MOST')),
  'links that are listed': number(constant('src/message/links.ts', 'MOST')),
  'characters of a link that is listed': number(constant('src/message/links.ts', 'LONGEST')),
  'characters that codes are sought in': number(constant('src/message/codes.ts', 'CEILING')),
  'codes that are named': number(constant('src/message/codes.ts', 'MOST')),
  'text that is kept for searching, in characters': number(constant('src/message/overview.ts', 'SEARCHED')),
  'addresses of one field, in characters': number(constant('src/message/overview.ts', 'MOST_ADDRESSES')),
  'parameters of a field': number(constant('src/message/parameters.ts', 'MOST')),
  'fields of Authentication-Results': number(constant('src/message/authentication-results.ts', 'MOST_FIELDS')),
  'results in one of them': number(constant('src/message/authentication-results.ts', 'MOST_RESULTS')),
  'octets of a boundary that are compared': number(constant('src/message/parts.ts', 'BOUNDARY_CEILING')),
  'octets that are searched for a bounce without parts': mebibytes(constant('src/message/read-dsn.ts', 'CEILING')),
  'octets of a file name that is handed out': number(constant('src/message/export-name.ts', 'LONGEST')),
  'pixels of an image that is shown': number(constant('src/message/image-size.ts', 'MOST_PIXELS')),
  'characters of a search': number(constant('src/store/parse-query.ts', 'LONGEST')),
  'terms of a search': number(constant('src/store/parse-query.ts', 'MOST_TERMS')),
  'messages that are sent on at one time': concurrency,
  'hosts of a domain that are tried in one attempt': number(constant('src/host/attempt.ts', 'MOST_HOSTS')),
  'time for one attempt': seconds(constant('src/host/queue.ts', 'ATTEMPT')),
  'pause behind the first attempt': seconds(usualRetries.delays[0]!),
  'the longest pause between attempts': seconds(Math.max(...usualRetries.delays)),
  'time after which a message is given up': seconds(usualRetries.expiry),
  'octets of a message that go back with a report': mebibytes(
    constant('src/message/delivery-report.ts', 'MOST_RETURNED'),
  ),
  'attempts to send a message on that are remembered': number(constant('src/host/conclude.ts', 'MOST_ATTEMPTS')),
  'messages whose links are asked at one time': number(constant('src/web/v1/link-check.ts', 'CHECKS')),
  'links of one of them that are asked at one time': number(constant('src/web/v1/link-check.ts', 'AT_ONCE')),
  'redirects that are followed from a link': number(constant('src/web/v1/ask-link.ts', 'MOST_REDIRECTS')),
  'time for asking one link': seconds(constant('src/web/v1/link-check.ts', 'EACH')),
  'time for asking all links of a message': seconds(constant('src/web/v1/link-check.ts', 'ALL')),
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

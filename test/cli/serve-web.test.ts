import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { runParley, startParley } from './parley.ts'

/** The page and the API beside the server, as options have it. */

async function about(
  ...args: readonly string[]
): Promise<{ readonly store: { kind: string }; readonly talkHosts: string[]; readonly demands: { name: string }[] }> {
  const server = startParley(['serve', '--listen', '0', '--http', '0', ...args])
  onTestFinished(async () => {
    server.child.kill()
    await server.ended
  })
  const [, url] = await server.shows(/the page and the API are at (http:\S+)/)
  return (await (await fetch(`${url}api/v2/about`)).json()) as Awaited<ReturnType<typeof about>>
}

it.each([
  [[], 'SQLite'],
  [['--memory'], 'memory'],
])('serve %j says what keeps the mail: %s', async (args, store) => {
  expect(await about(...args)).toMatchObject({ store: { kind: store } })
})

it('knows whom the page may talk to', async () => {
  const { talkHosts } = await about('--talk-host', 'mail.example.org', '--talk-host', '127.0.0.1:2525')
  expect(talkHosts).toEqual(['mail.example.org:25', '127.0.0.1:2525'])
})

it('says what clients have to keep to', async () => {
  expect(await about('--memory')).toMatchObject({ isStrict: false, demands: [] })
  const { demands, ...choosy } = await about('--memory', '--demand', 'helo-name', '--demand', 'spf')
  expect(choosy).toMatchObject({ isStrict: false })
  expect(demands).toEqual([
    { name: 'helo-name', asks: 'the HELO name is a full host name, or an address literal' },
    { name: 'spf', asks: "SPF of the sender's domain does not forbid it" },
  ])
  const strict = await about('--memory', '--strict')
  expect(strict).toMatchObject({ isStrict: true })
  expect(strict.demands.map(({ name }) => name)).toContain('dmarc')
})

it('is not open to a network without a login', async () => {
  const { code, stderr } = await runParley(['serve', '--memory', '--listen', '0', '--http', '0.0.0.0:0'])
  expect(code).toBe(exitCodes.usage)
  expect(stderr).not.toContain('listening on')
  expect(stderr).toMatch(/everybody on the network could read all mail.*--http-auth USER:PASSWORD, or say --http-open/)
})

it.each<[string, string[]]>([
  ['--http', ['--http', '0', '--no-http']],
  ['--http', ['--no-http', '--http', '0']],
  ['--http-auth', ['--no-http', '--http-auth', 'a:b']],
])('%s is not without page and API', async (option, args) => {
  const { code, stderr } = await runParley(['serve', '--memory', '--listen', '0', ...args])
  expect(code).toBe(exitCodes.usage)
  expect(stderr).toBe(`parley: ${option} is about page and API, and --no-http does without them\n`)
})

it('an address that is asked for must be had', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo
  const { code, stderr } = await runParley(['serve', '--memory', '--listen', '0', '--http', String(port)])
  expect(code).toBe(exitCodes.connect)
  expect(stderr).toContain('choose another address with --http')
  expect(stderr).not.toContain('listening on')
})

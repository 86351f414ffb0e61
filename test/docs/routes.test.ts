import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import * as library from '../../src/index.ts'

const page = readFileSync('docs/routes.md', 'utf8')

async function run(name: string, given: Readonly<Record<string, unknown>>, wanted: string): Promise<unknown> {
  const [, code] = new RegExp(`<!-- example: ${name} -->\n\`\`\`js\n([^]*?)\n\`\`\``).exec(page)!
  const body = code!.replace(/^import (\{[^}]*\}) from 'parley-smtp'$/m, 'const $1 = library')
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the page's own code
  const example = new Function(
    'library',
    ...Object.keys(given),
    `return (async () => {\n${body}\nreturn ${wanted}\n})()`,
  )
  return (example as (...values: unknown[]) => Promise<unknown>)({ ...library, ...given }, ...Object.values(given))
}

it('a route is found, and dialled', async () => {
  const server = await library.createServer()
  const zone = new library.ZoneResolver('example.test. MX 10 mx\nmx A 127.0.0.1')
  const said: unknown[][] = []
  const session = (await run(
    'route',
    {
      createResolver: () => zone,
      endpointsOf: (route: library.Route) => library.endpointsOf(route, server.port),
      console: { log: (...words: unknown[]) => said.push(words) },
    },
    'session',
  )) as library.ClientSession
  await session.quit()
  await server.close()
  expect(said).toEqual([
    [10, 'mx', '127.0.0.1'],
    ['warn', 'An address that is not public', 'RFC 6890'],
  ])
})

it('a master file is tried out', async () => {
  expect(await run('zone', {}, 'notes')).toMatchObject([{ id: 'mx-not-public' }, { id: 'mx-no-such-name' }])
})

it('all notes are listed', () => {
  const ids = [...readFileSync('src/client/route-notes.ts', 'utf8').matchAll(/\bid: '([\w-]+)'/g)].map(([, id]) => id)
  const [, table] = /^## Notes\n([^]*?)^## /m.exec(page)!
  const listed = [...table!.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, id]) => id)
  expect(listed.sort()).toEqual(ids.sort())
})

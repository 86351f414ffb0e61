import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import * as library from '../../src/index.ts'
import { runExample } from './example.ts'

const path = 'docs/routes.md'
const page = readFileSync(path, 'utf8')

it('a route is found, and dialled', async () => {
  const server = await library.createServer()
  const zone = new library.ZoneResolver('example.test. MX 10 mx\nmx A 127.0.0.1')
  const said: unknown[][] = []
  const { session } = await runExample(
    path,
    'route',
    {
      createResolver: () => zone,
      endpointsOf: (route: library.Route) => library.endpointsOf(route, server.port),
      console: { log: (...words: unknown[]) => said.push(words) },
    },
    ['session'],
  )
  await (session as library.ClientSession).quit()
  await server.close()
  expect(said).toEqual([
    [10, 'mx', '127.0.0.1'],
    ['warn', 'An address that is not public', 'RFC 6890'],
  ])
})

it('a master file is tried out', async () => {
  const { notes } = await runExample(path, 'zone', {}, ['notes'])
  expect(notes).toMatchObject([{ id: 'mx-not-public' }, { id: 'mx-no-such-name' }])
})

it('all codes of routes that lead nowhere are listed', () => {
  const [, text] = /its code says why:\n([^]*?)\.\n/.exec(page)!
  const source = ['route-notes', 'destination', 'route']
    .map((name) => readFileSync(`src/client/${name}.ts`, 'utf8'))
    .join('')
  const codes = [...source.matchAll(/'([A-Z]+(?:_[A-Z]+)*)'/g)].map(([, code]) => code!)
  const listed = [...text!.matchAll(/`(\w+)`/g)].map(([, code]) => code!)
  expect(listed.sort()).toEqual([...new Set(codes)].filter((code) => code.length > 4 && code !== 'CNAME').sort())
})

it('all notes are listed', () => {
  const ids = [...readFileSync('src/client/route-notes.ts', 'utf8').matchAll(/\bid: '([\w-]+)'/g)].map(([, id]) => id)
  const [, table] = /^## Notes\n([^]*?)^## /m.exec(page)!
  const listed = [...table!.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, id]) => id)
  expect(listed.sort()).toEqual(ids.sort())
})

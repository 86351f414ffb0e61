import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import * as library from '../../src/index.ts'
import { runExample } from './example.ts'

const path = 'docs/dane-and-mta-sts.md'
const page = readFileSync(path, 'utf8')

it('the example runs', async () => {
  const server = await library.createServer()
  const zone = new library.ZoneResolver('example.test. MX 10 mx.example.test.\nmx.example.test. A 127.0.0.1')
  const said: unknown[][] = []
  const testTransportSecurity = (request: library.TransportSecurityRequest) =>
    library.testTransportSecurity({ ...request, port: server.port })
  const console = { log: (...words: unknown[]) => said.push(words) }
  await runExample(path, 'test', { createResolver: () => zone, testTransportSecurity, console }, [])
  await server.close()
  expect(said.map(([verdict, title]) => [verdict, title])).toEqual([['warn', 'Nothing makes senders insist on TLS']])
})

it('all findings are listed', () => {
  const folder = 'src/checks/transport-security'
  const code = readdirSync(folder)
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
    .join('\n')
  const ids = [...code.matchAll(/'((?:(?:dane|sts|tls-not)-|tlsrpt|requiretls)[a-z-]*)'/g)].map(([, id]) => id!)
  const modes = ['sts-enforce', 'sts-testing', 'sts-none']
  const [, table] = /^## Findings\n([^]*?)^## /m.exec(page)!
  const rows = [...table!.matchAll(/^\| (`.*?) \|/gm)].map(([, cell]) => cell!)
  const listed = rows.flatMap((cell) => [...cell.matchAll(/`([\w-]+)`/g)].map(([, id]) => id!))
  expect(listed.sort()).toEqual([...new Set([...ids, ...modes])].sort())
})

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import serve from '../../src/cli/verbs/serve.ts'
import * as library from '../../src/index.ts'
import { demandFlags } from '../../src/cli/verbs/serve/demands.ts'
import { converse, demanding } from '../server/identity/client.ts'
import { runExample } from './example.ts'

const page = readFileSync('docs/identity.md', 'utf8')
const names = (heading: string) => {
  const [, section = ''] = new RegExp(`^## ${heading}.*\\n([^]*?)(?=^## )`, 'm').exec(page) ?? []
  return [...section.matchAll(/^\| `(?!--)([\w-]+)` \|/gm)].map(([, name]) => name!)
}

describe('docs/identity.md', () => {
  it('names every demand, in the order in which they are asked', () => {
    expect(names('What a server may demand')).toEqual([...library.demandNames])
    const [, usual = ''] = /`usual` stands for ([^.]*)/.exec(page) ?? []
    expect([...usual.matchAll(/`([\w-]+)`/g)].map(([, name]) => name)).toEqual([...library.usualDemands])
  })

  it('names every finding', () => {
    const files = ['client', 'sender', 'listings'].map((name) => `src/checks/identity/judge-${name}.ts`)
    const text = files.map((file) => readFileSync(file, 'utf8')).join('')
    for (const name of names('How you look from outside')) expect(text).toContain(`'${name}'`)
  })

  it('names every option of serve', () => {
    const options = serve().options.filter((option) =>
      (demandFlags as readonly string[]).includes(option.attributeName()),
    )
    expect(options).toHaveLength(demandFlags.length)
    for (const { long } of options) expect(page).toContain(long)
  })

  it('has commands that can be given', () => {
    const [, block = ''] = /^```sh\n([^]*?)^```$/m.exec(page) ?? []
    const commands = block.trim().split('\n')
    expect(commands).toHaveLength(3)
    for (const command of commands) {
      const [program, verb, ...args] = command.replace(/ +#.*/, '').split(' ')
      expect([program, verb]).toEqual(['parley', 'serve'])
      expect(serve().parseOptions(args)).toEqual({ operands: [], unknown: [] })
    }
  })

  it('has the words of a refusal, and of a message that was checked', async () => {
    const [refusal = '', checked = ''] = [...page.matchAll(/^```text\n([^]*?)^```$/gm)].map(([, text]) => text)
    const server = await demanding({ demands: ['sender-exists'], record: true })
    const hello = ['EHLO client.example.test']
    const replies = await converse(server, [...hello, 'MAIL FROM:<al@gone.example.test>'])
    expect(refusal.trim().replaceAll('\n', '|')).toBe(replies[2])
    const message = [
      'MAIL FROM:<al@example.test>',
      'RCPT TO:<b@example.org>',
      'DATA',
      'From: al@example.test\r\n\r\nhi\r\n.',
    ]
    const said = (await converse(server, [...hello, ...message])).at(-1)!
    // The one of the page was signed.
    const variable = (text: string) => text.replace(/dkim=\w+/, '').replace(/queued as .*/, '')
    expect(variable(checked.trim().replaceAll('\n', '|'))).toBe(variable(said))
  })

  it('has an example that demands something', async () => {
    const { server } = (await runExample('docs/identity.md', 'demands', {}, ['server'])) as {
      server: library.MailServer
    }
    expect((await converse(server, []))[0]).toMatch(/^554-Your address \[127\.0\.0\.1\] has no name in the DNS/)
    await server.close()
  })
})

import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import serve from '../../src/cli/verbs/serve.ts'
import { defaultLimits } from '../../src/server/config.ts'
import { troubles } from '../../src/server/practice/domain.ts'
import { formatMismatch } from '../../src/script/format-mismatch.ts'
import { serveScript } from '../../src/script/serve.ts'
import { createServer } from '../../src/store/mail-server.ts'
import { script } from '../script/play.ts'

const page = readFileSync('docs/serve.md', 'utf8')
const block = (language: string) => new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'm').exec(page)![1]!
const rows = [...page.matchAll(/^\| (?!-|address|limit)(.*?) \| (.*) \|$/gm)].map(([, name, what]) => [name!, what!])
const commands = 'EHLO client.example.org\r\nMAIL FROM:<someone@example.org>\r\n'

/** Say it line by line, as a person does; what came back until the other side closed. */
function say(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(text))
    let heard = ''
    socket
      .on('data', (bytes) => (heard += bytes.toString()))
      .on('close', () => resolve(heard))
      .on('error', reject)
  })
}

describe('docs/serve.md', () => {
  it('says of every address what happens to it', async () => {
    const server = await createServer({ practice: { slowness: 1 } })
    const addresses = rows.flatMap(([name, what]) => {
      const locals = [...name!.matchAll(/`([\w-]+)@/g)].map(([, local]) => local!)
      return locals.map((local) => [local, what!] as const)
    })
    expect(addresses.map(([local]) => local)).toEqual(expect.arrayContaining(Object.keys(troubles)))
    for (const [local, what] of addresses) {
      const heard = await say(server.port, `${commands}RCPT TO:<${local}@example.test>\r\nNOOP\r\n`)
      const [, answer] = /^250 2\.1\.0 .*\r\n(?:(\d{3}) )?/m.exec(heard)!
      const expected = what.startsWith('accepted') ? '250' : what.startsWith('the connection') ? undefined : local
      expect([local, answer]).toEqual([local, expected])
    }
    for (const [local, domain] of [
      ['nobody', 'example.test'],
      ['nobody', 'elsewhere.example'],
    ]) {
      const heard = await say(server.port, `${commands}RCPT TO:<${local}@${domain}>\r\n`)
      const code = /^550 \S+/m.exec(heard)![0]
      expect(rows.some(([name, what]) => name!.startsWith('anybody') && what!.startsWith(`\`${code}\``))).toBe(true)
    }
    await server.close()
  })

  it('has the limits that there are', () => {
    const limits = Object.fromEntries(rows.map(([name, what]) => [name!.replace(/,.*/, ''), what!.split(' | ')[1]]))
    expect(limits['size of a message']).toBe(`${defaultLimits.size / 1024 ** 2} MiB`)
    expect(limits['recipients of a message']).toBe(defaultLimits.recipients.toLocaleString('en'))
    expect(limits['connections at one time']).toBe(defaultLimits.connections.toLocaleString('en'))
    expect(limits['silence before 421']).toContain(`${defaultLimits.idle / 1000} s`)
    const perClient = limits['connections at one time from one address']
    expect(perClient).toBe(defaultLimits.perClient.toLocaleString('en'))
    expect(limits['time for one command line']).toBe(`${defaultLimits.command / 1000} s`)
    expect(limits['time for the mail data of one message']).toBe(
      `${(defaultLimits.message / 1000).toLocaleString('en')} s`,
    )
    expect(limits['refused commands before it hangs up']).toBe(String(defaultLimits.errors))
  })

  it('offers what it says', async () => {
    const server = await createServer()
    const heard = await say(server.port, 'EHLO client.example.org\r\nQUIT\r\n')
    await server.close()
    const offered = [...heard.matchAll(/^250[- ]([A-Z0-9]+)/gm)].map(([, keyword]) => keyword!)
    const told = /^It offers ([^.]*)\./m.exec(page)![1]!.match(/[A-Z0-9]{3,}/g)!
    expect(told).toEqual(offered)
  })

  it('has a script that can be the server', async () => {
    const server = await serveScript(script(block('smtp').replace('@wait 2s', '@wait 1ms')), { connections: 1 })
    await say(server.address.port, `${commands}RCPT TO:<x@example.org>\r\n`)
    expect((await server.results).map(formatMismatch)).toEqual([''])
  })

  it('names what the log holds', () => {
    const [, table = ''] = /^## The log\n([^]*?)^## /m.exec(page) ?? []
    const code = readFileSync('src/cli/verbs/serve/console.ts', 'utf8')
    const events = [...code.matchAll(/\blog\((?:session|null), '(\w+)'/g)].map(([, event]) => event)
    expect([...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, event]) => event).sort()).toEqual(events.sort())
  })

  it('names every option', () => {
    const known = serve().options.map(({ long }) => long!)
    expect(known.filter((name) => !new RegExp(`${name}[\` ]`).test(page))).toEqual([])
    for (const [option] of block('sh').matchAll(/--\S+/g)) expect(known).toContain(option)
  })
})

import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import serve from '../../src/cli/verbs/serve.ts'
import { faultFlags } from '../../src/cli/verbs/serve/faults.ts'
import { explain } from '../../src/explain/explain.ts'
import { damages, phases, scopes, type FaultPhase, type ListedFault } from '../../src/server/faults/fault.ts'
import { formatFault } from '../../src/server/faults/format-fault.ts'
import { readFault, readFaults } from '../../src/server/faults/read-fault.ts'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'
import { writeTranscript } from '../../src/transcript/write-transcript.ts'
import { Speaker } from '../server/faults/speaker.ts'
import { runExample } from './example.ts'

const page = readFileSync('docs/faults.md', 'utf8')

/** What stands in code in the first column of the table with this head, row by row. */
function column(head: string): string[][] {
  const [, table = ''] = new RegExp(`^\\| ${head} .*\\n\\|[-|]+\\n((?:\\|.*\\n)+)`, 'm').exec(page) ?? []
  return table
    .trim()
    .split('\n')
    .map((row) => [...row.split(' | ')[0]!.matchAll(/`([^`]+)`/g)].map(([, code]) => code!))
}

/** Where things happen that do not everywhere. */
const places: Readonly<Record<string, FaultPhase>> = {
  'slow-read': 'mid-data',
  hide: 'EHLO',
  offer: 'EHLO',
  'break-tls': 'STARTTLS',
  lose: 'end-of-data',
  duplicate: 'end-of-data',
}

let server: MailServer | null = null
afterEach(async () => {
  await server?.close()
  server = null
})

describe('docs/faults.md', () => {
  it('has every place', () => {
    expect(column('where').flat()).toEqual(expect.arrayContaining([...phases]))
    const told = column('where').map(([first]) => first!)
    for (const place of told) expect(readFault(`${place} 451`).phase).toBe(place)
  })

  it('has everything that happens, as it is written', () => {
    const lines = column('what')
      .flat()
      .map((what) => `${places[what.split(' ')[0]!] ?? 'MAIL'} ${what}`)
    expect(lines.length).toBeGreaterThan(20)
    const kinds = lines.map((line) => readFault(line).how.kind)
    const [, second = ''] = page.split('## A file')
    // Each word of the notation is the kind of its fault, but for replies and the six broken ones.
    for (const kind of new Set(kinds))
      if (kind !== 'reply' && kind !== 'extra-reply')
        expect(page).toMatch(kind === 'broken-reply' ? 'broken-reply' : `\`${kind}`)
    expect(second).toContain('`broken-reply` with a `form`')
    for (const form of damages) expect(readFault(`MAIL ${form}`).how).toEqual({ kind: 'broken-reply', form })
    const both = [...page.matchAll(/behind (?:that|it|220), `([^`]+)`/g)]
    for (const [, line] of both) expect(readFault(line)).toBeDefined()
  })

  it('has everything that limits it', () => {
    const limits = column('limits').flat()
    for (const limit of limits) {
      if (!limit.includes('=')) continue
      const line = limit.startsWith('header') ? `end-of-data 451 ${limit}` : `RCPT 451 ${limit}`
      const seeded = limit.startsWith('seed') ? `${line} probability=10%` : line
      expect(readFault(formatFault(readFault(seeded)))).toEqual(readFault(seeded))
    }
    for (const scope of scopes) expect(page).toMatch(new RegExp(`^\\| \`per=.*\`${scope}\``, 'm'))
  })

  it('names other faults in ways that can be read', () => {
    const told = column('fault').flat()
    expect(told.length).toBeGreaterThan(10)
    for (const line of told) expect(() => readFault(line.includes(' ') ? line : `RCPT ${line}`)).not.toThrow()
    const [, limit] = /A rate limit is `([^`]+)`/.exec(page)!
    expect(readFault(limit!).count).toEqual({ perMinute: 10, per: 'client' })
  })

  it('shows options that there are, with faults that can be read', () => {
    const [, commands = ''] = /^```sh\n([^]*?)^```$/m.exec(page)!
    const lines = [...commands.matchAll(/--fault '([^']*)'/g)].map(([, line]) => line!)
    expect(lines.map(readFault)).toHaveLength(3)
    const [, file] = /--faults (\S+)/.exec(commands)!
    expect(readFaults(JSON.parse(readFileSync(file!, 'utf8')))).toHaveLength(6)
    const known = serve().options.map(({ long }) => long)
    for (const [option] of page.matchAll(/--[a-z-]+(?=[ `])/g)) expect(known).toContain(option)
    expect(
      serve().options.filter((each) => (faultFlags as readonly string[]).includes(each.attributeName())),
    ).toHaveLength(3)
  })

  it('shows what is shown', async () => {
    const [, shown = ''] = /^```\n(C: [^]*?)^```$/m.exec(page)!
    const [command, mark, reply] = shown.trim().split('\n') as [string, string, string]
    const [, id, line] = /^# fault (\S+): (.*)$/.exec(mark)!
    server = await createServer({ faults: [line!] })
    const speaker = new Speaker(server.port)
    const heard = await speaker.converse('EHLO client.example.test', 'MAIL FROM:<a@example.test>', command.slice(3))
    expect(heard).toBe(`${reply.slice(3)}\r\n`)
    const text = writeTranscript(server.sessions[0]!.transcript)
    const directive = `@fault ${id} "${line!.replaceAll('"', '\\"')}"`
    expect(text).toContain(directive)
    expect(page).toContain(`\n${directive}\n`)
    for (const form of [mark, directive])
      expect(await explain([command, form, reply].join('\n'))).toMatchObject({
        trouble: { explanation: { fault: 'nobody', cause: `The server had been told to make trouble here: ${line}.` } },
      })
    speaker.socket.destroy()
  })

  it('has a file that does what it says', async () => {
    const [, json = ''] = /<!-- example: file -->\n```json\n([^]*?)^```$/m.exec(page)!
    server = await createServer({ faults: readFaults(JSON.parse(json)) })
    const speaker = new Speaker(server.port)
    const from = ['EHLO client.example.test', 'MAIL FROM:<a@unlucky.test>']
    expect(await speaker.converse(...from, 'RCPT TO:<bob@example.test>')).toBe('450 4.7.1 Come again\r\n')
    expect(await speaker.converse('RCPT TO:<bob@example.test>', 'DATA')).toMatch(/^354 /)
    speaker.say('Subject: hi', '', 'x'.repeat(990))
    expect(await speaker.ends()).toBe('ECONNRESET')
  })

  it('has a program that changes the faults of a running server', async () => {
    const { before, after, last, fired, left } = (await runExample('docs/faults.md', 'live', {}, [
      ...['before', 'after', 'last', 'fired', 'left'],
    ])) as Record<'before' | 'after' | 'last', { code: number }> & { fired: number; left: ListedFault[] }
    expect([before.code, after.code, last.code, fired]).toEqual([451, 250, 421, 0])
    expect(left).toMatchObject([{ phase: 'NOOP', occasions: 1, fired: 1 }])
  })
})

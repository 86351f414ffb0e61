import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exitCodes, exitMeanings } from '../../src/cli/exit-codes.ts'
import { Complaint } from '../../src/cli/verb.ts'
import { readSwaksArguments } from '../../src/cli/verbs/send/argv.ts'
import send from '../../src/cli/verbs/send.ts'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'
import { runSend } from '../cli/run-send.ts'

const page = (name: string) => readFileSync(`docs/${name}.md`, 'utf8')

describe('docs/send.md', () => {
  const text = page('send')
  let server: MailServer

  beforeAll(async () => {
    server = await createServer({ practice: true })
  })

  afterAll(() => server.close())

  it('shows what is shown', async () => {
    const [conversation, complaint] = [...text.matchAll(/^```text\n([^]*?)```$/gm)].map(([, block]) => block!)
    const words = /^`parley send (localhost:1025 .*)`$/m.exec(text)![1]!.match(/'[^']*'|\S+/g)!
    const args = words.map((word) => word.replace(/^'|'$/g, '').replace('localhost:1025', `localhost:${server.port}`))
    const { stdout, stderr, code } = await runSend([...args, '--timeout', '5'])
    expect(stable(stdout)).toBe(stable(conversation!))
    expect(stderr).toBe(complaint)
    expect(code).toBe(exitCodes.someRecipients)
  })

  /** What differs from one run to the next. */
  function stable(shown: string): string {
    return shown
      .replace(/:\d{4,5}$/gm, ':PORT')
      .replace(/^# connected to .*\n/m, '')
      .replace(/ SIZE=\d+$/m, '')
      .replace(/^C: (Date|Message-ID|X-Mailer): .*$/gm, 'C: $1')
      .replace(/queued as .*$/m, 'queued')
  }

  it('names every option', () => {
    const names = send().options.map(({ long }) => long!)
    const missing = names.filter((name) => !new RegExp(`${name}[\` ]`).test(text))
    // They are there by their digits.
    expect(missing).toEqual(['--ipv4', '--ipv6'])
  })

  it('has commands that can be read', () => {
    const lines = [...text.matchAll(/^parley send .*$/gm)].map(([line]) => line.replace(/\s+#.*$/, ''))
    expect(lines.length).toBeGreaterThan(8)
    for (const line of lines) {
      const words = line.match(/'[^']*'|\S+/g)!.slice(2)
      const known = send().options.map(({ long }) => long)
      for (const word of readSwaksArguments(send(), words))
        if (word.startsWith('-')) expect(known).toContain(word.replace(/=.*/s, ''))
    }
  })
})

describe('docs/json.md', () => {
  it('names every field', async () => {
    const [, section] = page('json').split('`parley-send/1`\n')
    const { stdout } = await runSend(['--pipe', 'true', '--to', 'bob@example.test', '--json'])
    for (const field of Object.keys(JSON.parse(stdout) as object))
      expect(section).toMatch(new RegExp(`^\\|.*\`${field}\`.*\\|`, 'm'))
  })
})

describe('docs/exit-codes.md', () => {
  it('has every code with its meaning', () => {
    const rows = [...page('exit-codes').matchAll(/^\| (\d+) \| (.*) \|$/gm)].map(([, code, meaning]) => [
      Number(code),
      meaning,
    ])
    const names = Object.keys(exitCodes) as (keyof typeof exitCodes)[]
    expect(rows).toEqual(
      names.map((name) => [exitCodes[name], exitMeanings[name]]).sort((a, b) => Number(a[0]) - Number(b[0])),
    )
  })
})

describe('docs/coming-from-swaks.md', () => {
  const rows = [...page('coming-from-swaks').matchAll(/^\| (`.*?`) \| ([\w ]+) \|/gm)].map(([, options, verdict]) => {
    return { options: [...options!.matchAll(/`(.*?)`/g)].map((match) => match[1]!), verdict: verdict! }
  })

  it.each(rows)('$options: $verdict', ({ options, verdict }) => {
    for (const option of options) {
      const word = option.replace('NAME', 'Subject').replace('…', 'verify')
      const read = () => readSwaksArguments(send(), [word, 'value'])
      if (/^not (?:yet|there)$/.test(verdict)) expect(read).toThrow(Complaint)
      else if (verdict === 'accepted') expect(read()).toEqual(['value'])
      else {
        const known = send().options.map(({ long }) => long)
        expect(known).toContain(read()[0]!.replace(/=.*/s, ''))
      }
    }
  })

  it('is about all of them', () => {
    expect(rows.flatMap(({ options }) => options).length).toBeGreaterThan(120)
  })
})

import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fit, printable, widthOf } from '../../src/cli/printable.ts'
import { drawList } from '../../src/cli/verbs/mail/list.ts'
import { createStyle } from '../../src/report/style.ts'
import { runParley, startParley, type Ran, type Running } from './parley.ts'

interface Row {
  readonly id: string
  readonly subject: string
  readonly from: string
  readonly to: readonly string[]
  readonly isRead: boolean
}

let folder: string
let server: Running
let url: string

async function serve(...args: readonly string[]): Promise<void> {
  server = startParley(['serve', '--listen', '0', '--http', '0', '--quiet', ...args])
  url = (await server.shows(/API are at (http:\S+)/))[1]!
}

function mail(part: string, ...args: readonly string[]): Promise<Ran> {
  return runParley(['mail', part, '--server', url, ...args], { cwd: folder })
}

async function rows(...query: readonly string[]): Promise<Row[]> {
  return (JSON.parse((await mail('list', '--json', ...query)).stdout) as { messages: Row[] }).messages
}

/** Put a message into the server. */
async function put(subject: string, text: string, from = 'alice@example.org', to = 'bob@example.test'): Promise<void> {
  writeFileSync(join(folder, 'in.eml'), `From: ${from}\nTo: ${to}\nSubject: ${subject}\n\n${text}\n`)
  expect(await mail('import', 'in.eml')).toEqual({ code: 0, stdout: '1 imported\n', stderr: '' })
}

function intoFullDisk(part: string): { readonly code: number | null; readonly stderr: string } {
  const command = `"$0" bin/parley mail ${part} --server "$1" >/dev/full`
  const { status, stderr } = spawnSync('sh', ['-c', command, process.execPath, url], { encoding: 'utf8' })
  return { code: status, stderr }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-mail-'))
})

afterEach(async () => {
  server?.child.kill('SIGTERM')
  await server?.ended
  rmSync(folder, { recursive: true })
})

// Each runs the program a dozen times.
describe('parley mail', { timeout: 60_000 }, () => {
  it('lists what has come, the newest first, and what fits', async () => {
    await serve()
    expect(await mail('list')).toMatchObject({ code: 0, stdout: '', stderr: 'parley: no message yet\n' })
    await put('Lunch', 'At one?')
    await put('Your bill', 'Pay', 'shop@example.org')
    const all = await mail('list')
    expect(all.stdout).toMatch(
      /^\* \S+ {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}shop@example\.org {3}bob@example\.test {2}Your bill\n\* \S+ .* alice@example\.org {2}bob@example\.test {2}Lunch\n$/,
    )
    expect((await mail('list', 'from:shop')).stdout.match(/\n/g)).toHaveLength(1)
    expect(await mail('list', '-n', '1')).toMatchObject({ stderr: 'parley: 1 of 2; --limit shows more\n' })
    expect(await mail('list', 'before:never')).toMatchObject({ code: 1, stdout: '' })
    expect((await rows()).map(({ subject, isRead }) => [subject, isRead])).toEqual([
      ['Your bill', false],
      ['Lunch', false],
    ])
  })

  it('shows a message in every way', async () => {
    await serve()
    await put('Your code', 'Hello!\n\nYour code is 482913\nor follow https://example.org/verify?token=abc\n\x1b[2J')
    const [row] = await rows()
    const { stdout } = await mail('show', row!.id.slice(0, -1))
    expect(stdout).toMatch(/^Message: \S+, .* octets\nEnvelope: <alice@example\.org> to <bob@example\.test>\n/)
    expect(stdout).toMatch(/^Subject: Your code\n\nHello!\n\nYour code is 482913\n/m)
    expect(stdout).toContain('\\x1b[2J')
    expect((await rows())[0]!.isRead).toBe(true)
    expect((await mail('list')).stdout).toMatch(/^ {2}\S/)
    expect((await mail('show', 'last', '--headers')).stdout).toBe(
      'From: alice@example.org\nTo: bob@example.test\nSubject: Your code\n',
    )
    expect((await mail('show', 'last', '--raw')).stdout).toMatch(/^From: alice@example\.org\r\n[^]*\x1b\[2J\r\n$/)
    expect((await mail('show', 'last', '--text')).stdout).toMatch(/^Hello!\n/)
    expect((await mail('show', 'last', '--conversation')).stdout).toMatch(/^C: MAIL FROM:<alice@example\.org>/m)
    expect((await mail('show', 'last', '--code')).stdout).toBe('482913\n')
    expect((await mail('show', 'last', '--link')).stdout).toBe('https://example.org/verify?token=abc\n')
    expect(JSON.parse((await mail('show', 'last', '--json')).stdout)).toMatchObject({ id: row!.id, codes: ['482913'] })
    expect(await mail('show', 'nosuch')).toMatchObject({
      code: 1,
      stderr: 'parley: there is no message "nosuch": "parley mail list" shows those there are\n',
    })
    expect((await mail('show', 'last', '--raw', '--text')).code).toBe(1)
  })

  it('says which messages the beginning of an id may mean', async () => {
    await serve()
    await put('one', '1')
    await put('two', '2')
    const [first, second] = (await rows()).map(({ id }) => id)
    let common = 0
    while (first![common] === second![common]) common++
    if (common === 0) return
    const { code, stderr } = await mail('show', first!.slice(0, common))
    expect([code, stderr]).toEqual([1, expect.stringContaining('2 messages begin with')])
  })

  it('waits for what is there, for what comes, and not for ever', async () => {
    await serve()
    await put('old', 'code: 111222')
    expect((await mail('wait', 'subject:old', '--code')).stdout).toBe('111222\n')
    const waiting = startParley(['mail', 'wait', '--server', url, '--new', '--code'])
    const waitingForOld = startParley(['mail', 'wait', '--server', url, '--new', '--timeout', '4', 'subject:old'])
    await new Promise((resolve) => setTimeout(resolve, 1500)) // until they listen, to be sure
    await put('new', 'Your code is 333444')
    expect(await waiting.ended).toEqual({ code: 0, stdout: '333444\n', stderr: '' })
    expect(await waitingForOld.ended).toEqual({
      code: 51,
      stdout: '',
      stderr: 'parley: no message that fits "subject:old" came within 4 s\n',
    })
    await put('plain', 'nothing')
    expect(await mail('wait', 'subject:plain', '--code')).toMatchObject({ code: 51, stdout: '' })
  })

  it.each(['show', 'wait'])(
    'counts as read what a person reads with %s, and nothing that a script takes',
    async (verb) => {
      await serve()
      await put('Your code', 'Your code is 482913, or https://example.org/verify?token=abc')
      const isRead = async (...flags: readonly string[]) => {
        expect(await mail(verb, verb === 'show' ? 'last' : 'subject:code', ...flags)).toMatchObject({
          code: 0,
          stderr: '',
        })
        return (await rows())[0]!.isRead
      }
      for (const flag of ['raw', 'headers', 'conversation', 'code', 'link', 'json'])
        expect([flag, await isRead(`--${flag}`)]).toEqual([flag, false])
      expect(await isRead('--text')).toBe(true)
      await put('Another code', 'Your code is 482914')
      expect(await isRead()).toBe(true)
    },
  )

  it('says so when the server ends while it is waited', async () => {
    await serve()
    const waiting = startParley(['mail', 'wait', '--server', url])
    await new Promise((resolve) => setTimeout(resolve, 1000))
    server.child.kill('SIGTERM')
    const { code, stderr } = await waiting.ended
    // Where it was slow to begin, nobody answered any more.
    expect([2, 6]).toContain(code)
    expect(stderr).toMatch(/^parley: (?:the server at \S+ ended|no server answers)/)
  })

  it('deletes what it is told to, and only where that is meant', async () => {
    await serve()
    await put('one', '1')
    await put('two', '2')
    await put('three', '3')
    expect(await mail('delete')).toMatchObject({ code: 1, stdout: '' })
    expect(await mail('delete', '--all')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'parley: this would delete 3 messages, and nobody can be asked: say --yes, if it is meant\n',
    })
    expect(await mail('delete', '', '--yes')).toMatchObject({ code: 1 })
    expect(await rows()).toHaveLength(3)
    expect(await mail('delete', 'subject:one', '--yes')).toMatchObject({ code: 0, stdout: '1 deleted\n' })
    expect(await mail('delete', '--id', 'last', '--yes')).toMatchObject({ code: 0, stdout: '1 deleted\n' })
    expect((await rows()).map(({ subject }) => subject)).toEqual(['two'])
    expect(await mail('delete', '--all', '--yes')).toMatchObject({ code: 0, stdout: '1 deleted\n' })
    expect(await mail('delete', '--all')).toMatchObject({ code: 0, stdout: '0 deleted\n' })
  })

  it('exports files, and overwrites none', async () => {
    await serve()
    await put('../../etc: a/b', 'one')
    await put('two', 'From here\n>From there')
    expect(await mail('export', '--to', 'out')).toEqual({ code: 0, stdout: '', stderr: 'parley: 2 exported\n' })
    const files = readdirSync(join(folder, 'out')).sort()
    expect(files).toHaveLength(2)
    for (const file of files) expect(file).toMatch(/^\S+ [^/\\:]*\.eml$/)
    expect(
      readFileSync(
        join(
          folder,
          'out',
          files.find((each) => each.endsWith(' two.eml'))!,
        ),
        'latin1',
      ),
    ).toBe((await mail('show', 'last', '--raw')).stdout)
    const again = await mail('export', '--to', 'out')
    expect([again.code, again.stderr]).toEqual([1, expect.stringMatching(/is there already.*use --to another folder/)])
    if (existsSync('/proc/self'))
      expect(await mail('export', '--to', '/proc/parley/mail')).toEqual({
        code: 1,
        stdout: '',
        stderr: 'parley: cannot write /proc/parley/mail: /proc/parley cannot be made (ENOENT)\n',
      })
    expect((await mail('export')).code).toBe(1)
    expect((await mail('export', '--mbox', 'all.mbox')).code).toBe(0)
    const mbox = readFileSync(join(folder, 'all.mbox'), 'latin1')
    expect(mbox).toMatch(
      /^From alice@example\.org [A-Z][^]*\n\nFrom alice@example\.org [A-Z][^]*\n>From here\n>>From there\n/,
    )
    expect((await mail('export', '--mbox', '-')).stdout).toBe(mbox)
    expect(await mail('export', '--mbox', 'all.mbox')).toMatchObject({ code: 1 })
    expect(readFileSync(join(folder, 'all.mbox'), 'latin1')).toBe(mbox)
    const traced = await mail('export', 'subject:two', '--mbox', '-', '--trace')
    expect(traced).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Received: /m) as string })
  })

  it('imports what it exported, and other files', async () => {
    await serve()
    await put('one', 'From here')
    await put('two', '2', 'carol@example.org')
    const before = await Promise.all((await rows()).map(({ id }) => mail('show', id, '--raw')))
    await mail('export', '--mbox', 'all.mbox')
    await mail('delete', '--all', '--yes')
    expect(await mail('import', 'all.mbox')).toEqual({ code: 0, stdout: '2 imported\n', stderr: '' })
    const after = await rows()
    expect(after.map(({ subject, from, to }) => [subject, from, to])).toEqual([
      ['two', 'carol@example.org', ['bob@example.test']],
      ['one', 'alice@example.org', ['bob@example.test']],
    ])
    expect(await Promise.all(after.map(({ id }) => mail('show', id, '--raw')))).toEqual(before)
    const given = [
      'mail',
      'import',
      '-',
      '--server',
      url,
      '--from',
      '<>',
      '--to',
      'x@example.test',
      '--to',
      'y@example.test',
    ]
    expect(await runParley(given, { input: 'Subject: bounce\n\nhi\n' })).toMatchObject({ stdout: '1 imported\n' })
    expect((await rows())[0]).toMatchObject({ from: '', to: ['x@example.test', 'y@example.test'], subject: 'bounce' })
    writeFileSync(join(folder, 'nobody.eml'), 'Subject: for nobody\n\nhi\n')
    expect(await mail('import', 'nobody.eml')).toEqual({
      code: 1,
      stdout: '0 imported\n',
      stderr: 'parley: nobody.eml: its header names nobody whom it is for: name somebody with --to\n',
    })
    expect(await mail('import', 'nosuch.eml', '.', 'all.mbox')).toEqual({
      code: 1,
      stdout: '2 imported\n',
      stderr: 'parley: cannot read nosuch.eml: no such file or directory\nparley: cannot read .: it is a folder\n',
    })
  })

  it('tells of what the server refuses, with the exit code of parley send', async () => {
    await serve('--practice')
    writeFileSync(join(folder, 'in.eml'), 'From: a@example.org\nTo: stranger@example.test\n\nhi\n')
    const { code, stdout, stderr } = await mail('import', 'in.eml')
    expect([code, stdout]).toEqual([24, '0 imported\n'])
    expect(stderr).toMatch(/^parley: in\.eml: .*550 5\.1\.1/)
  })

  it('logs in where it must', async () => {
    await serve('--http-auth', 'ann:se:cret')
    expect(await mail('list')).toMatchObject({
      code: 28,
      stdout: '',
      stderr: expect.stringMatching(/wants a login: /) as string,
    })
    expect((await mail('list', '--http-user', 'ann:wrong')).stderr).toContain('this one is wrong')
    expect((await mail('list', '--http-user', 'ann:se:cret')).code).toBe(0)
    const inUrl = url.replace('//', '//ann:se%3Acret@')
    expect((await runParley(['mail', 'list', '--server', inUrl])).code).toBe(0)
    process.env['PARLEY_SERVER'] = inUrl
    try {
      expect((await runParley(['mail', 'list'])).code).toBe(0)
    } finally {
      delete process.env['PARLEY_SERVER']
    }
  })

  it('says what to do where no server is, or another one', async () => {
    await serve()
    server.child.kill('SIGTERM')
    await server.ended
    for (const part of [
      ['list'],
      ['show', 'last'],
      ['wait'],
      ['delete', '--all'],
      ['export', '--to', 'x'],
      ['import', '-'],
    ]) {
      const [name = '', ...args] = part
      expect(await mail(name, ...args)).toMatchObject({
        code: 2,
        stdout: '',
        stderr: `parley: no server answers at ${url} (connection refused): start one with "parley serve", or say with --server where it is\n`,
      })
    }
    expect(existsSync(join(folder, 'x'))).toBe(false)
    const other = createHttpServer((_request, response) => response.end('<p>hi'))
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const there = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
    const { code, stderr } = await runParley(['mail', 'list', '--server', there])
    other.close()
    expect([code, stderr]).toEqual([1, expect.stringContaining('is no "parley serve"')])
  })

  it('says so where the path before the API is another', async () => {
    await serve('--http-base', '/mail/')
    const { code, stderr } = await runParley(['mail', 'list', '--server', new URL('/', url).href])
    expect([code, stderr]).toEqual([1, expect.stringContaining('with the path of --http-base')])
    expect((await mail('list')).code).toBe(0)
  })

  it.each(['a%zz:b', 'a:%', '%FF:b'])('says how a login is written in a URL where it is %s', async (login) => {
    const { code, stderr } = await runParley(['mail', 'list', '--server', `http://${login}@127.0.0.1:9`])
    expect([code, stderr]).toEqual([1, expect.stringContaining('as %25')])
    expect(stderr).not.toContain('at decodeURIComponent')
  })

  it.runIf(existsSync('/dev/full'))('says so where what it shows cannot be written', async () => {
    await serve()
    await put('Lunch', 'At one?')
    for (const part of ['list', 'show last', 'show last --raw', 'export --mbox -'])
      expect(intoFullDisk(part)).toEqual({
        code: 1,
        stderr: 'parley: cannot write what it shows: no space left on device\n',
      })
  })

  it.each<[string, 'web' | 'mail' | null, (port: number) => string, RegExp]>([
    ['a port that no page is at', null, () => 'http://127.0.0.1:9', /\(this port is kept for something else than/],
    ['https on an HTTP port', 'web', (port) => `https://127.0.0.1:${port}`, /\(it speaks no TLS, so perhaps http:/],
    ['https on an SMTP port', 'mail', (port) => `https://127.0.0.1:${port}`, /\(it speaks no TLS, so perhaps http:/],
    ['an SMTP port', 'mail', (port) => `http://127.0.0.1:${port}`, /\(it speaks no HTTP\): say with --server/],
  ])('says in plain words what %s is', async (_name, what, url, words) => {
    await serve()
    const [, port] = await server.shows(what === 'web' ? /API are at http:\S+:(\d+)/ : /listening on \S+:(\d+)/)
    const { code, stdout, stderr } = await runParley(['mail', 'list', '--server', url(Number(port))])
    expect([code, stdout]).toEqual([what === null ? 2 : 1, ''])
    expect(stderr).toMatch(/^parley: .*\n$/)
    expect(stderr).toMatch(words)
  })

  it('has help, a manual page and completions for each part', async () => {
    await serve()
    const [help, flag] = await Promise.all([runParley(['help', 'mail', 'wait']), runParley(['mail', 'wait', '--help'])])
    expect(help.stdout).toMatch(/^Usage: parley mail wait \[options\] \[search\.\.\.\]\n[^]*^Examples:\n/m)
    expect(flag).toEqual(help)
    expect((await runParley(['mail', 'lis'])).stderr).toContain('("parley mail --help" tells more)')
    expect((await runParley(['mail', 'list', '--nosuch'])).stderr).toContain('("parley mail list --help" tells more)')
    const { stdout: manual } = await runParley(['manual'])
    for (const part of ['list', 'show', 'wait', 'delete', 'export', 'import'])
      expect(manual).toContain(`.SS mail ${part}\n`)
    const { stdout: bash } = await runParley(['completion', 'bash'])
    const complete = (words: string) =>
      execFileSync(
        'bash',
        [
          '-c',
          `${bash}\nCOMP_WORDS=(${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _parley; echo "\${COMPREPLY[*]}"`,
        ],
        { encoding: 'utf8' },
      ).trim()
    expect(complete('parley mail ex')).toBe('export')
    expect(complete('parley mail export --mb')).toBe('--mbox')
    expect(complete('parley mail list --color n')).toBe('never')
    expect((await runParley(['completion', 'fish'])).stdout).toMatch(
      /from mail; and __fish_seen_subcommand_from wait' -l timeout/,
    )
    expect((await runParley(['completion', 'zsh'])).stdout).toContain('--timeout[how long to wait')
  })
})

describe('a list of mail', () => {
  const row = {
    ...{ id: 'abc-01', seq: 1, receivedAt: '2026-11-28T12:00:00.000Z', mailboxes: [], user: null, size: 1, tags: [] },
    ...{ sessionId: 's', author: null, headerTo: [], snippet: '', attachments: 0, hasHtml: false, deviations: 0 },
    from: 'somebody-with-a-long-name@a-long-domain.example.org',
    to: ['x@example.org', 'y@example.org'],
    subject: '件名がとても長いメールです。'.repeat(10),
    isRead: false,
  }

  it.each([60, 80, 120])('fits %d columns', (width) => {
    const line = drawList([row], width, createStyle(false)).trimEnd()
    expect(widthOf(line)).toBeLessThanOrEqual(width)
    expect(widthOf(line)).toBeGreaterThan(width - 3)
    expect(line).toContain('…')
    expect(line).toContain('+1')
  })

  it('shows nothing that steers a terminal', () => {
    expect(printable('a\u001b[2Jb\u202ec\r\nd\te')).toBe('a\\x1b[2Jb\\u{202e}c\nd\te')
    expect(fit('日本語', 5)).toBe('日本…')
    expect(fit('日本語', 4)).toBe('日… ')
  })
})

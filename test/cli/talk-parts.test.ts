import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { files } from '../../src/cli/verbs/talk/files.ts'
import { History, historyPath } from '../../src/cli/verbs/talk/history.ts'
import { isText, KeyReader } from '../../src/cli/verbs/talk/keys.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-'))
})

afterAll(() => rmSync(folder, { recursive: true }))

describe('history', () => {
  it('is kept in a folder and a file for the owner alone, doubles left out', () => {
    const path = join(folder, 'state/parley/history')
    const history = new History(path)
    for (const line of ['EHLO', 'EHLO', ' ', 'QUIT']) history.add(line)
    expect(readFileSync(path, 'utf8')).toBe('EHLO\nQUIT\n')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'state/parley')).mode & 0o777).toBe(0o700)
    expect(new History(path).lines).toEqual(['EHLO', 'QUIT'])
  })

  it('does not grow without end', () => {
    const path = join(folder, 'long')
    writeFileSync(path, Array.from({ length: 2001 }, (_, i) => `NOOP ${i}\n`).join(''))
    const { lines } = new History(path)
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([1000, 'NOOP 1001', 'NOOP 2000'])
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(1001)
  })

  it('is no reason to stop where it cannot be kept', () => {
    const history = new History('/dev/null/nowhere')
    history.add('EHLO')
    expect(history.lines).toEqual(['EHLO'])
  })

  it.each<[NodeJS.ProcessEnv, NodeJS.Platform, string]>([
    [{ XDG_STATE_HOME: '/state' }, 'linux', '/state/parley/talk-history'],
    [{ XDG_STATE_HOME: 'relative' }, 'linux', join(homedir(), '.local/state/parley/talk-history')],
    [{}, 'darwin', join(homedir(), 'Library/Application Support/parley/talk-history')],
    [{ LOCALAPPDATA: '/local' }, 'win32', '/local/parley/talk-history'],
  ])('with %o on %s it is %s', (env, platform, path) => {
    expect(historyPath(env, platform)).toBe(path)
  })
})

describe('files', () => {
  it('are completed, folders with a slash, hidden ones where they are asked for', async () => {
    mkdirSync(join(folder, 'mail/inner'), { recursive: true })
    for (const name of ['b.eml', 'a.eml', '.hidden']) writeFileSync(join(folder, 'mail', name), '')
    const within = (name: string) => join(folder, 'mail') + '/' + name
    expect(await files.complete(within(''))).toEqual(['a.eml', 'b.eml', 'inner/'].map(within))
    expect(await files.complete(within('.'))).toContain(within('.hidden'))
    expect(await files.complete(join(folder, 'nowhere/'))).toEqual([])
  })

  it('a folder is none to read', async () => {
    await expect(files.read(folder)).rejects.toThrow(`${folder} is a folder`)
  })

  it('that cannot be read or written are told in words', async () => {
    const none = join(folder, 'none/at/all')
    await expect(files.read(none)).rejects.toMatchObject({ code: 'ENOENT', message: `there is no file ${none}` })
    await expect(files.write(none, '')).rejects.toThrow(`there is no folder ${join(folder, 'none/at')}`)
    await expect(files.write(folder, '')).rejects.toThrow(`${folder} is a folder`)
    await expect(files.write('/dev/null/x', '')).rejects.toThrow('/dev/null is no folder')
  })

  it('with secrets are for their owner alone, new or not', async () => {
    const path = join(folder, 'secret')
    await files.write(path, 'a')
    await files.write(path, 'b', { isPrivate: true })
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['b', 0o600])
  })
})

describe('keys', () => {
  function read(...pieces: readonly string[]): string[] {
    const found: string[] = []
    const reader = new KeyReader(({ key, isPasted }) => found.push(isPasted ? `pasted ${key}` : key))
    for (const piece of pieces) reader.read(Buffer.from(piece))
    return found
  }

  it.each([
    ['text', ['EHLO x'], ['EHLO x']],
    ['tabs', ['ma\t\tx'], ['ma', '\t', '\t', 'x']],
    ['a paste', ['a\x1b[200~b\tc\r\x1b[20', '1~\t'], ['a', 'pasted b', 'pasted \t', 'pasted c', 'pasted \r', '\t']],
    ['lines', ['a\rb\r\nc\n'], ['a', '\r', 'b', '\r\n', 'c', '\n']],
    ['arrows and the like', ['\x1b[A\x1bOB\x1b[3~\x1b[1;5Cx'], ['\x1b[A', '\x1bOB', '\x1b[3~', '\x1b[1;5C', 'x']],
    ['a sequence in pieces', ['\x1b', '[1;', '5D'], ['\x1b[1;5D']],
    ['control characters', ['a\x03\x04b'], ['a', '\x03', '\x04', 'b']],
    ['Alt and a letter', ['\x1bb'], ['\x1bb']],
    ['a character beyond the plane', ['\u{1f480}\x7f'], ['\u{1f480}', '\x7f']],
  ])('%s', (_, pieces, found) => {
    expect(read(...pieces)).toEqual(found)
  })

  it('Escape by itself, after a moment', () => {
    vi.useFakeTimers()
    const found = read('\x1b')
    expect(found).toEqual([])
    vi.advanceTimersByTime(100)
    vi.useRealTimers()
    expect(found).toEqual(['\x1b'])
  })

  it.each(['a', 'ab', ' ', '\ta', '\u{1f480}', '\udce9'])('text: %j', (key) => expect(isText(key)).toBe(true))
  it.each(['\x7f', '\r', '\r\n', '\t', '\x1b', '\x1b[A', '\x01'])('no text: %j', (key) =>
    expect(isText(key)).toBe(false),
  )
})

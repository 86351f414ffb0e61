import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import hashPassword from '../../src/cli/verbs/hash-password.ts'
import { readLogin, userOf } from '../../src/cli/verbs/serve/login.ts'
import { terminal } from '../../src/cli/verb.ts'
import { verifyPassword } from '../../src/server/passwords.ts'

/** What hash-password prints for a password on its standard input. */
async function hash(args: readonly string[], stdin: string): Promise<string[]> {
  const real = { ...terminal }
  const printed: string[] = []
  Object.assign(terminal, {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: { write: (text: string) => printed.push(text) },
  })
  try {
    await hashPassword()
      .exitOverride()
      .parseAsync([...args], { from: 'user' })
  } finally {
    Object.assign(terminal, real)
  }
  return printed.map((line) => line.trimEnd())
}

describe('parley hash-password', () => {
  it('makes hashes that know their password', async () => {
    const [scrypt, scram] = await hash([], 'pencil\nmore\n')
    expect(scrypt).toMatch(/^\$scrypt\$/)
    expect(scram).toMatch(/^SCRAM-SHA-256\$/)
    for (const each of [scrypt!, scram!]) expect(await verifyPassword(each, 'pencil')).toBe(true)
    expect(await hash(['--user', 'bob', '--for', 'scram-sha-1'], 'x')).toEqual([
      expect.stringMatching(/^bob:SCRAM-SHA-1\$/),
    ])
  })

  it('wants a password, and a name without a colon', async () => {
    await expect(hash([], '\n')).rejects.toThrow('there is no password')
    await expect(hash(['--user', 'a:b'], 'x')).rejects.toThrow(/colon/)
  })
})

describe('who may log in at parley serve', () => {
  let folder: string
  const file = (name: string) => join(folder, name)
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-'))
    const lines = await hash(['--user', 'bob'], 'pencil')
    await writeFile(file('users'), `# everybody\n\n${lines.join('\n')}\n`)
    await writeFile(file('wrong'), 'bob:pencil\n')
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('is read from a file', async () => {
    const auth = await readLogin({ users: file('users'), authInClear: true, authRequired: true }, false)
    expect(auth).toMatchObject({ acceptAny: false, required: true, allowInClear: true })
    expect(auth!.users!['bob']).toHaveLength(2)
    expect(await readLogin({ users: file('users') }, true)).not.toBeNull()
    expect(await readLogin({ authAny: true }, false)).toMatchObject({ acceptAny: true })
    expect(await readLogin({}, false)).toBeNull()
  })

  it.each<[string, Parameters<typeof readLogin>[0], RegExp]>([
    ['no hash', { users: 'wrong', authInClear: true }, /wrong, line 1: a line is "name:hash"/],
    ['no file', { users: 'missing', authInClear: true }, /missing/],
    ['no TLS', { users: 'users' }, /without TLS nobody could log in: --auth-in-clear allows it/],
    ['nobody', { authRequired: true }, /who may log in\?/],
  ])('is told to be wrong: %s', async (_name, flags, expected) => {
    const given = flags.users === undefined ? flags : { ...flags, users: file(flags.users) }
    await expect(readLogin(given, false)).rejects.toThrow(expected)
  })
})

describe('whose certificate it is', () => {
  const certificate = {
    distrust: null,
    subject: 'CN=bob',
    issuer: 'CN=root',
    names: [],
    validFrom: '',
    validTo: '',
    fingerprint: '',
    serial: '',
  }

  it.each<[Partial<Parameters<typeof userOf>[0]>, string | null]>([
    [{}, 'bob'],
    [{ subject: 'C=NL, CN=bob, O=Example' }, 'bob'],
    [{ names: ['email:bob@example.test', 'DNS:a.example'] }, 'bob@example.test'],
    [{ distrust: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, null],
    [{ subject: 'O=Example' }, null],
    [{ subject: 'CN=bob, CN=alice' }, null],
    [{ subject: 'CN=bob,alice' }, null],
    [{ names: ['email:a@example.test', 'email:b@example.test'] }, null],
    [{ names: ['email:"a@example.test'] }, null],
  ])('%j', (facts, user) => {
    expect(userOf({ ...certificate, ...facts })).toBe(user)
  })
})

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findInNetrc, parseNetrc } from '../../src/client/netrc.ts'
import { findSecret } from '../../src/client/secrets.ts'

const netrc = `# for everybody at work
machine mail.example.test login bob password pencil
machine MAIL.example.test
  login al
  account ignored
  password "with \\"quotes\\" and spaces" # al's
machine hash.test login me password #1
macdef init
  machine no.test login no password no

machine short.test password only
default login anonymous password me@here
`

describe('.netrc', () => {
  const entries = parseNetrc(netrc)

  it('is read in all its forms', () => {
    expect(entries).toEqual([
      { machine: 'mail.example.test', login: 'bob', password: 'pencil' },
      { machine: 'MAIL.example.test', login: 'al', password: 'with "quotes" and spaces' },
      { machine: 'hash.test', login: 'me', password: '#1' },
      { machine: 'short.test', login: null, password: 'only' },
      { machine: null, login: 'anonymous', password: 'me@here' },
    ])
    expect(parseNetrc('')).toEqual([])
    expect(parseNetrc('password lost machine')).toEqual([{ machine: '', login: null, password: null }])
  })

  it.each([
    ['mail.example.test', null, 'pencil'],
    ['Mail.Example.Test', 'al', 'with "quotes" and spaces'],
    ['short.test', 'anybody', 'only'],
    ['elsewhere.test', null, 'me@here'],
    ['elsewhere.test', 'bob', undefined],
  ])('%s, %s: %s', (host, user, expected) => expect(findInNetrc(entries, host, user)?.password).toBe(expected))
})

describe('findSecret', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-'))
    await writeFile(join(folder, '.netrc'), netrc)
    await writeFile(join(folder, 'secret'), 'in a file\r\nand more\r\n')
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('takes the first there is', async () => {
    const env = { HOME: folder, SECRET: 'in a variable' }
    const all = {
      given: 'given',
      file: join(folder, 'secret'),
      variable: 'SECRET',
      env,
      netrc: { host: 'mail.example.test', user: null },
      ask: () => Promise.resolve('typed'),
    }
    expect(await findSecret(all)).toEqual({ value: 'given', user: null, from: 'given' })
    expect(await findSecret({ ...all, given: undefined })).toMatchObject({ value: 'in a file', from: 'file' })
    const rest = { ...all, given: undefined, file: undefined }
    expect(await findSecret(rest)).toMatchObject({ value: 'in a variable', from: 'variable' })
    expect(await findSecret({ ...rest, env: { HOME: folder } })).toEqual({
      value: 'pencil',
      user: 'bob',
      from: 'netrc',
    })
    const stranger = { host: 'x.test', user: 'nobody' }
    expect(await findSecret({ ...rest, env: { HOME: folder }, netrc: stranger })).toMatchObject({ from: 'prompt' })
    expect(await findSecret({ variable: 'SECRET', env: {}, ask: () => Promise.resolve(null) })).toBeNull()
    expect(await findSecret({})).toBeNull()
  })

  it('tells of a file that was named and is not there, and of no other', async () => {
    const file = join(folder, 'missing')
    await expect(findSecret({ file })).rejects.toMatchObject({ name: 'SecretFileError', file })
    const look = { host: 'x', user: null }
    await expect(findSecret({ netrc: { ...look, file }, env: {} })).rejects.toThrow(/cannot read/)
    await expect(findSecret({ netrc: look, env: { NETRC: file } })).rejects.toThrow(/cannot read/)
    expect(await findSecret({ netrc: look, env: { HOME: file } })).toBeNull()
  })
})

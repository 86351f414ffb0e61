import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { runParley } from './parley.ts'

let folder: string

const good =
  '@title Six steps\nS: 220 *\nC: EHLO ${helo}\nS: 250 *\nC: MAIL FROM:<${from}>\nS: 250 *\nC: QUIT\nS: 221 *\n@closed by server\n'

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-run-'))
  writeFileSync(join(folder, 'good.smtp'), good)
  writeFileSync(join(folder, 'bad.smtp'), good.replace('S: 221', 'S: 250').replace('Six', 'Not six'))
  writeFileSync(join(folder, 'broken.smtp'), 'S: 220 *\nEHLO there\n')
  writeFileSync(join(folder, 'empty.smtp'), '# nothing yet\n\n')
  writeFileSync(join(folder, 'wrong.smtp'), 'S: 25 *\n@if SIZE\n@wiat 2s\nhello\n')
  writeFileSync(
    join(folder, 'secret.smtp'),
    'S: 220 *\nC: EHLO ${helo}\nS: 250 *\nC: AUTH PLAIN AGEAc2VjcmV0\nS: 5xx\n',
  )
  writeFileSync(join(folder, 'greedy.smtp'), 'S: 220 *\nC: EHLO ${name}\n')
  writeFileSync(
    join(folder, 'skipped.smtp'),
    '@title Not today\n@needs X-NOT-OFFERED\nS: 220 *\nC: EHLO ${helo}\nS: 250 *\n',
  )
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (...args: readonly string[]) => runParley(['run', ...args], { cwd: folder })

describe('parley run', () => {
  it('plays scripts against a practice server', async () => {
    const { code, stdout } = await run('good.smtp', 'bad.smtp', 'skipped.smtp')
    expect(stdout).toMatch(
      /^ok {6}Six steps {2}[\d.]+ ms\nFAILED {2}Not six steps {2}[\d.]+ ms\nbad\.smtp:8: not as the script has it\n/,
    )
    expect(stdout).toMatch(/expected {2}250\n {7}got {2}221 2\.0\.0/)
    expect(stdout).toMatch(/^skipped Not today: .*\n1 passed, 1 failed, 1 skipped\n$/m)
    expect(code).toBe(50)
  })

  it('prints TAP', async () => {
    const { code, stdout } = await run('good.smtp', 'bad.smtp', '--tap')
    expect(stdout).toMatch(/^TAP version 14\n1\.\.2\nok 1 - Six steps\n[^]*\nnot ok 2 - Not six steps\n/)
    expect(code).toBe(50)
  })

  it('prints JSON by its schema', async () => {
    const { stdout } = await run('good.smtp', 'bad.smtp', '--json')
    const json = JSON.parse(stdout) as {
      verdict: string
      scripts: { verdict: string; mismatch: { line: number } | null }[]
    }
    const validate = new Ajv2020({ allowUnionTypes: true }).compile(
      JSON.parse(readFileSync('schema/run.schema.json', 'utf8')) as object,
    )
    expect(validate(json), JSON.stringify(validate.errors)).toBe(true)
    expect(json.verdict).toBe('fail')
    expect(json.scripts.map(({ verdict, mismatch }) => [verdict, mismatch?.line])).toEqual([
      ['passed', undefined],
      ['failed', 8],
    ])
  })

  it('writes for JUnit, and keeps the conversation as a script that can be played again', async () => {
    expect(await run('good.smtp', '--junit', 'results.xml', '--save', 'kept.smtp')).toMatchObject({ code: 0 })
    expect(readFileSync(join(folder, 'results.xml'), 'utf8')).toMatch(/<testcase [^>]*name="Six steps"/)
    expect(readFileSync(join(folder, 'kept.smtp'), 'utf8')).toMatch(/^C: EHLO client\.example\.test$/m)
    expect(await run('kept.smtp')).toMatchObject({ code: 0 })
  })

  it('shows the conversations when asked to', async () => {
    expect((await run('good.smtp', '--verbose')).stdout).toMatch(
      /^Six steps\nS: 220 mail\.example\.test[^]*^C: QUIT\nS: 221 /m,
    )
  })

  it.each([
    ['a file that is not there', ['nothing.smtp'], 'there is no file nothing.smtp'],
    ['a line that is none', ['broken.smtp'], 'broken.smtp:2: expected "C:" or "S:"'],
    [
      'a variable without a value',
      ['greedy.smtp'],
      'greedy.smtp:2: ${name} has no value: give it with --set name=VALUE',
    ],
    ['a server that is none', ['good.smtp', 'host:port'], '"port" is no port'],
    ['a file with nothing in it', ['empty.smtp'], 'empty.smtp has no conversation in it'],
    ['a folder', ['.'], '. is a folder: name the scripts in it, as ./*.smtp'],
    ['secrets that are kept nowhere', ['good.smtp', '--keep-secrets'], 'name the file to write'],
    ['a file that cannot be written, before anything is played', ['good.smtp', '--junit', 'no/x.xml'], 'cannot write'],
    ['a setting that is none', ['good.smtp', '--set', 'x'], 'Write name=value.'],
  ])('complains about %s', async (_name, args, complaint) => {
    const { code, stdout, stderr } = await run(...args)
    expect(stderr).toContain(complaint)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  })

  it('says what is wrong with a server that is not there', async () => {
    const { code, stdout } = await run('good.smtp', '127.0.0.1:1')
    expect(stdout).toMatch(/FAILED[^]*ECONNREFUSED[^]*\n {2}Connection refused\. Check the port: /)
    expect(code).toBe(exitCodes.connect)
    expect(await run('good.smtp', 'bad.smtp', '127.0.0.1:1')).toMatchObject({ code: exitCodes.connect })
  })

  it('complains about all that is wrong with a file, from its top to its end', async () => {
    const { stderr } = await run('wrong.smtp')
    expect(stderr.match(/(?<=wrong\.smtp:)\d+/g)).toEqual(['1', '2', '3', '4'])
  })

  it('writes credentials down only where it is told to', async () => {
    await run('secret.smtp', '--save', 'kept.smtp')
    expect(readFileSync(join(folder, 'kept.smtp'), 'utf8')).toMatch(/^C: AUTH PLAIN ‹secret›$/m)
    await run('secret.smtp', '--save', 'kept.smtp', '--keep-secrets')
    expect(readFileSync(join(folder, 'kept.smtp'), 'utf8')).toMatch(/^C: AUTH PLAIN AGEAc2VjcmV0$/m)
  })

  it('shows the difference in colour, where there is colour', async () => {
    const { stdout } = await run('bad.smtp', '--color', 'always')
    expect(stdout).toMatch(/\x1b\[32m {2}expected {2}250\x1b\[39m\n\x1b\[31m.* got {2}221 /)
  })
})

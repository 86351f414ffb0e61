import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { verbs } from '../../src/cli/verbs.ts'
import { createServer } from '../../src/store/mail-server.ts'
import { runParley } from './parley.ts'

describe('parley', () => {
  it.each([[[]], [['help']], [['--help']]])('%j shows the verbs and the six steps', async (args) => {
    const { code, stdout } = await runParley(args)
    for (const name of Object.keys(verbs)) expect(stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'))
    expect(stdout).toContain('MAIL FROM:<you@example.org>')
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
    expect(code).toBe(0)
  })

  it('has a first page whose six steps, typed as they stand there, bring a mail', async () => {
    const { stdout } = await runParley(['help'])
    const typed = stdout
      .slice(stdout.indexOf('  1 connect'), stdout.indexOf('\n\nEvery command'))
      .split('\n')
      .slice(1)
      .map((line) => line.slice(16, 45).trim())
      .map((line) => line.replace('<them@example.org>', '<bob@example.test>'))
    expect(typed).toEqual(expect.arrayContaining(['DATA', '', '.', 'QUIT']))
    const server = await createServer({ practice: true })
    try {
      const { code, stdout: said } = await runParley(['talk', '127.0.0.1', String(server.port)], {
        input: `${typed.join('\n')}\n`,
      })
      expect(code, said).toBe(0)
      const message = await server.waitFor({ to: 'bob@example.test', contains: 'Hello!' })
      expect(message.from).toBe('you@example.org')
    } finally {
      await server.close()
    }
  })

  it.each(Object.keys(verbs))('%s has a help text with examples, by either way', async (name) => {
    const [help, flag] = await Promise.all([runParley(['help', name]), runParley([name, '--help'])])
    expect(help.stdout).toMatch(new RegExp(`^Usage: parley ${name} [^]*^Examples:\n {2}\\$ `, 'm'))
    expect(flag.stdout).toBe(help.stdout)
    expect([help.code, flag.code]).toEqual([0, 0])
  })

  it('says its version', async () => {
    expect((await runParley(['--version'])).stdout).toMatch(/^parley \d+\.\d+\.\d+\n$/)
  })

  it('complains about a verb that there is not, and guesses', async () => {
    for (const args of [
      ['explai', '550'],
      ['help', 'explai'],
    ]) {
      expect(await runParley(args)).toMatchObject({
        code: 1,
        stdout: '',
        stderr: 'parley: there is no verb "explai", perhaps "explain"; "parley help" lists them\n',
      })
    }
  })

  it('complains about an option that there is not, and tells where to look', async () => {
    const { code, stderr } = await runParley(['serve', '--practise'])
    expect(stderr).toMatch(
      /^parley: unknown option '--practise'\n\(Did you mean --practice\?\)\n+\("parley serve --help" tells more\)\n$/,
    )
    expect(code).toBe(1)
  })

  it('has completions that bash understands', async () => {
    const { stdout } = await runParley(['completion', 'bash'])
    execFileSync('bash', ['-n'], { input: stdout })
    const complete = (words: string) =>
      execFileSync(
        'bash',
        [
          '-c',
          `${stdout}\nCOMP_WORDS=(${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _parley; echo "\${COMPREPLY[*]}"`,
        ],
        { encoding: 'utf8' },
      ).trim()
    expect(complete('parley ser')).toBe('serve')
    expect(complete('parley serve --pra')).toBe('--practice')
    expect(complete('parley serve --log j')).toBe('json')
    expect(complete('parley completion z')).toBe('zsh')
    expect(complete('parley help expl')).toBe('explain')
    expect(complete('parley explain READM')).toBe('README.md')
    expect(complete('parley send --output-file READM')).toBe('README.md')
  })

  it.each(['zsh', 'fish'])('has completions for %s', async (shell) => {
    const { stdout } = await runParley(['completion', shell])
    for (const name of Object.keys(verbs)) expect(stdout).toContain(name)
  })

  it('has a manual page with every verb, every option and the exit codes', async () => {
    const { stdout } = await runParley(['manual'])
    for (const name of Object.keys(verbs)) expect(stdout).toContain(`.SH ${name.toUpperCase()}\n`)
    expect(stdout).toMatch(/^\.B \\-p, \\-\\-practice$/m)
    expect(stdout).toMatch(/^\.TP\n75\n/m)
  })
})

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import talk from '../../src/cli/verbs/talk.ts'
import { localCommands } from '../../src/talk/local.ts'
import { beginTalk, startServer } from '../talk/scene.ts'

const page = readFileSync('docs/talk.md', 'utf8')
const [byHand, noTls, piped] = [...page.matchAll(/^```text\n([^]*?)\n```$/gm)].map(([, block]) => block!.split('\n'))
const withoutIds = (text: string) => text.replace(/queued as \S+/, 'queued as 1')

async function hold(lines: readonly string[], isCommented: boolean): Promise<string[]> {
  const { port } = await startServer({ practice: true })
  const scene = await beginTalk(port, isCommented ? {} : { comments: null, hints: false })
  await scene.say(...lines.flatMap((line) => /^C: (.*)/.exec(line)?.[1] ?? []))
  return scene.texts.filter((text) => !text.startsWith('# connected')).map(withoutIds)
}

it('shows conversations as they are held', async () => {
  expect(await hold(byHand!, true)).toEqual(byHand)
  expect(await hold(piped!, false)).toEqual(piped)
})

it('shows what is said about TLS on a port without', async () => {
  const { Commentator } = await import('../../src/talk/comment.ts')
  const event = { phase: 'tls', code: 'ERR_SSL_WRONG_VERSION_NUMBER', message: 'wrong version number' } as const
  expect(noTls!.join('\n')).toContain(new Commentator().failure(event))
})

it('names every local command and every option', () => {
  for (const { form } of Object.values(localCommands)) expect(page).toContain(`| \`${form.split(' [all')[0]}\` | `)
  for (const { long, short } of talk().options)
    expect(page).toContain(`${long ?? short}`.replace('--history', '--no-history'))
})

it('names exit codes that there are', () => {
  const codes = [...page.matchAll(/^\| (\d+) \| /gm)].map(([, code]) => Number(code))
  expect(codes.length).toBeGreaterThan(5)
  for (const code of codes) expect(Object.values(exitCodes)).toContain(code)
})

import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { verbs } from '../../src/cli/verbs.ts'
import { runParley } from '../cli/parley.ts'
import { beginTalk, startServer } from '../talk/scene.ts'

const page = readFileSync('README.md', 'utf8')
const [transcript] = [...page.matchAll(/^```text\n([^]*?)\n```$/gm)].map(([, block]) => block!.split('\n'))
const withoutIds = (text: string) => text.replace(/queued as \S+/, 'queued as 1')

it('shows a conversation as it is held', async () => {
  const { port } = await startServer({ practice: true })
  const scene = await beginTalk(port)
  await scene.say(...transcript!.flatMap((line) => /^C: (.*)/.exec(line)?.[1] ?? []))
  const held = scene.texts.filter((text) => !/^# connected|^@closed/.test(text))
  expect(held.map(withoutIds)).toEqual(transcript!.map(withoutIds))
})

it('has commands that go as they stand, with the practice server where they name a server', async () => {
  const { port } = await startServer({ practice: true })
  const place = { 'mail.example.org': `127.0.0.1:${port}`, 'localhost:1025': `127.0.0.1:${port}` }
  const commands = [...page.matchAll(/^\| \[`parley ((?:test|send|run|explain) [^`]*)`\]/gm)].map(([, words]) => words!)
  expect(commands).toHaveLength(4)
  for (const command of commands) {
    const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!)
    const args = words.map(
      (word) => place[word as keyof typeof place] ?? word.replace(/^\w+@example\.org$/, 'bob@example.test'),
    )
    const { code, stdout, stderr } = await runParley(args)
    expect(code, `${command}\n${stdout}${stderr}`).toBe(0)
  }
})

it('names every verb that does something, and none that is not there', () => {
  const named = new Set([...page.matchAll(/`parley ([\w-]+)/g)].map(([, verb]) => verb))
  expect([...named].sort()).toEqual(
    Object.keys(verbs)
      .filter((verb) => verb !== 'completion' && verb !== 'manual')
      .sort(),
  )
})

it('leads somewhere', () => {
  for (const [, path] of page.matchAll(/\]\(([^)]+)\)/g)) expect(existsSync(path!), path).toBe(true)
})

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verbs } from '../../src/cli/verbs.ts'
import { explain } from '../../src/explain/explain.ts'
import { explanationJson } from '../../src/report/explanation.ts'
import { runParley } from '../cli/parley.ts'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'

const page = readFileSync('docs/json.md', 'utf8')
const sections = new Map(
  [...page.matchAll(/^## `parley (\w+) --json`: `(\S+)`\n([^]*?)(?=^## |$(?![^]))/gm)].map(
    ([, verb, schema, text]) => [verb!, { schema: schema!, text: text! }] as const,
  ),
)

function example(verb: string): unknown {
  const blocks = [...sections.get(verb)!.text.matchAll(/^```json\n([^]*?)\n```$/gm)]
  expect(blocks).toHaveLength(1)
  return JSON.parse(blocks[0]![1]!)
}

const schemaOf = (verb: string) => JSON.parse(readFileSync(`schema/${verb}.schema.json`, 'utf8')) as AnySchemaObject

/** What the program prints, held against its schema. */
async function run(verb: string, args: readonly string[], cwd = '.'): Promise<Record<string, unknown>> {
  const { stdout } = await runParley([verb, ...args, '--json'], { cwd })
  const json = JSON.parse(stdout) as Record<string, unknown>
  const validate = new Ajv2020({ allowUnionTypes: true, strict: false }).compile(schemaOf(verb))
  expect(validate(json), JSON.stringify(validate.errors)).toBe(true)
  return json
}

describe('docs/json.md', () => {
  let folder: string
  let server: MailServer

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-json-'))
    server = await createServer({ practice: true })
  })

  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await server.close()
  })

  it('has a section for every verb that prints JSON, with its schema', async () => {
    const printing: string[] = []
    for (const [name, { load }] of Object.entries(verbs)) {
      const { options } = (await load()).default()
      if (options.some(({ long }) => long === '--json')) printing.push(name)
    }
    expect([...sections.keys()].sort()).toEqual(printing.sort())
    for (const [verb, { schema, text }] of sections) {
      expect(schema).toBe(`parley-${verb}/1`)
      expect(text).toContain(`(../schema/${verb}.schema.json)`)
      expect((schemaOf(verb)['properties'] as { schema: { const: string } }).schema.const).toBe(schema)
    }
  })

  it('shows a recipient of send as it is', async () => {
    const args = [`127.0.0.1:${server.port}`, '--from', 'you@example.org', '--helo', 'client.example.org']
    const { messages, ...json } = await run('send', [...args, '--to', 'carol@example.test'])
    const { recipients } = (messages as { recipients: object[] }[])[0]!
    expect(recipients[0]).toMatchObject(example('send') as object)
    for (const field of Object.keys(json)) expect(sections.get('send')!.text).toContain(`\`${field}\``)
  })

  it('shows a script of run as it is', async () => {
    const [, script] = /^The script `wrong\.smtp`\n\n```text\n([^]*?)```$/m.exec(page)!
    writeFileSync(join(folder, 'wrong.smtp'), script!)
    const json = await run('run', ['wrong.smtp'], folder)
    const [played] = json['scripts'] as object[]
    expect(played).toMatchObject(example('run') as object)
    for (const field of Object.keys({ ...json, ...played })) expect(sections.get('run')!.text).toContain(`\`${field}\``)
  })

  it('shows an explanation as it is, and names every field', async () => {
    expect(await run('explain', ['550 5.1.1'])).toMatchObject(example('explain') as object)
    const { text } = sections.get('explain')!
    for (const input of ['test/transcript/pastes/swaks-refused.txt', 'test/message/bounces/postfix.eml'])
      for (const field of Object.keys(await run('explain', [input]))) expect(text).toContain(`\`${field}\``)
  })

  it('has a schema that every conversation and bounce keeps to', async () => {
    const validate = new Ajv2020({ allowUnionTypes: true, strict: false }).compile(schemaOf('explain'))
    for (const folder of ['test/transcript/pastes', 'test/message/bounces'])
      for (const file of readdirSync(folder)) {
        const json: unknown = JSON.parse(
          JSON.stringify(explanationJson(await explain(readFileSync(join(folder, file))))),
        )
        expect(validate(json), `${file}: ${JSON.stringify(validate.errors)}`).toBe(true)
      }
  })

  it('has no times where the record has none', async () => {
    const { steps } = await run('explain', ['test/transcript/pastes/telnet.txt'])
    expect((steps as { ms: number | null }[]).map(({ ms }) => ms)).toEqual(Array(6).fill(null))
  })
})

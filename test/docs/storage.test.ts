import { readFileSync } from 'node:fs'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { dataFolder } from '../../src/cli/data-folder.ts'
import serve from '../../src/cli/verbs/serve.ts'
import { storeFlags } from '../../src/cli/verbs/serve/store.ts'
import { runParley, startParley } from '../cli/parley.ts'

const page = readFileSync('docs/storage.md', 'utf8').replace(/\s+/g, ' ')
const constant = (file: string, pattern: RegExp) => pattern.exec(readFileSync(file, 'utf8'))![1]!.replaceAll('_', '')

it('names the options that there are, and no others', () => {
  const options = serve().options
  const known = options.map(({ long }) => long!)
  const named = [...page.matchAll(/--[a-z]+(?:-[a-z]+)*/g)].map(([option]) => option)
  for (const option of named) expect(known).toContain(option)
  for (const flag of storeFlags) expect(named).toContain(options.find((each) => each.attributeName() === flag)!.long)
})

it('has the numbers of the code', () => {
  const store = 'src/cli/verbs/serve/store.ts'
  const number = (text: string) => Number(text).toLocaleString('en')
  const disk = number(constant(store, /disk: ([\d_]+)/))
  const memory = number(constant(store, /memory: ([\d_]+)/))
  expect(page).toContain(`messages; ${disk} unless told otherwise, with \`--memory\` ${memory}; 0 is all`)
  const kept = /octets = (\d+) \* 1024 \* 1024, days = Infinity, sessions = (\d+)/
  const [, octets, sessions] = kept.exec(readFileSync('src/store/memory.ts', 'utf8'))!
  expect(page).toContain(`with \`--memory\` ${octets}M`)
  expect(page).toContain(`10,000 conversations are kept besides, with \`--memory\` ${sessions}`)
  const muster = 'src/store/muster.ts'
  const [dear, patience] = [constant(muster, /DEAR = (\d+)/), constant(muster, /PATIENCE = (\d+)/)]
  expect(page).toContain(`Where a write takes ${dear} milliseconds or more, it waits up to ${patience} for clients`)
})

it('says where the mail lies', () => {
  for (const platform of ['linux', 'darwin'] as const) {
    const folder = join(dataFolder({}, platform), 'mail').replace(process.env['HOME']!, '~')
    expect(page).toContain(`\`${folder}\``)
  }
  expect(page).toContain('`%LOCALAPPDATA%\\parley\\mail`')
})

it('shows what a second server on the same folder says', { timeout: 20_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-storage-'))
  const first = startParley(['serve', '--listen', '0', '--quiet', '--data', folder])
  onTestFinished(async () => {
    first.child.kill()
    await first.ended
    rmSync(folder, { recursive: true })
  })
  await first.shows(/listening on/)
  const { stderr } = await runParley(['serve', '--listen', '0', '--data', folder])
  expect(page).toContain(stderr.trim().replace(folder, '…'))
})

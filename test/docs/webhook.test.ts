import { createHmac, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { sign, webhookDefaults } from '../../src/web/webhook.ts'

const page = readFileSync('docs/webhook.md', 'utf8')

it('docs/webhook.md checks a signature as it should be', () => {
  const [, code] = /^```js\nimport .*\n([^]*?)^```$/m.exec(page)!
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the page's own code
  const make = new Function('createHmac', 'timingSafeEqual', `${code!}\nreturn isFromParley`) as (
    ...given: unknown[]
  ) => (header: string | undefined, body: string, secret: string, now?: number) => boolean
  const isFromParley = make(createHmac, timingSafeEqual)
  const header = sign('{"a":1}', 'hush', 1000)
  expect(isFromParley(header, '{"a":1}', 'hush', 1010)).toBe(true)
  expect(isFromParley(header, '{"a":2}', 'hush', 1010)).toBe(false)
  expect(isFromParley(header, '{"a":1}', 'other', 1010)).toBe(false)
  expect(isFromParley(header, '{"a":1}', 'hush', 1400)).toBe(false)
  expect(isFromParley(header.replace('t=1000', 't=1001'), '{"a":1}', 'hush', 1010)).toBe(false)
  expect(isFromParley(undefined, '{"a":1}', 'hush', 1010)).toBe(false)
})

it('docs/webhook.md has the numbers of the code', () => {
  const words = page.replace(/\s+/g, ' ')
  const pauses = webhookDefaults.pauses.map((ms) => ms / 1000)
  expect(words).toContain(`tried again, ${pauses.slice(0, -1).join(', ')} and ${pauses.at(-1)} seconds later`)
  expect(words).toContain(`within ${webhookDefaults.timeout / 1000} seconds`)
  expect(words).toContain(`Up to ${webhookDefaults.capacity.toLocaleString('en')} messages wait`)
  expect(words).toContain(`${webhookDefaults.text / 1024} KiB of it`)
})

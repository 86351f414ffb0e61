import { expect, it, vi } from 'vitest'
import { compose, type ComposeOptions } from '../../src/message/compose.ts'

vi.mock('../../src/message/mime.ts', () => {
  throw new Error('the MIME library was loaded')
})

const plain: ComposeOptions = { from: 'a@b.test', date: new Date(0), host: 'b.test', id: () => '1', text: 'hello' }

it('a plain message needs no MIME library', async () => {
  await expect(compose(plain)).resolves.toBeInstanceOf(Uint8Array)
  await expect(compose({ ...plain, subject: 'Grüße', utf8: true })).resolves.toBeInstanceOf(Uint8Array)
})

it('others do', async () => {
  await expect(compose({ ...plain, subject: 'Grüße' })).rejects.toThrow()
})

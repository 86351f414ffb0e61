import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createMailHost } from '../../src/host/mail-host.ts'
import { SqliteStore } from '../../src/store/sqlite/store.ts'
import { listenWeb } from '../../src/web/listen.ts'
import { sendMail } from './send-mail.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-recipients-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function open() {
  const store = await SqliteStore.open({ folder })
  const host = await createMailHost({ store, practice: true })
  const web = await listenWeb(host, { host: '127.0.0.1', port: 0 }, { version: '0' })
  return {
    host,
    store,
    detail: async () => (await fetch(`http://127.0.0.1:${web.port}/api/v2/messages/latest`)).json(),
    close: async () => {
      await web.close()
      await host.close()
      await store.close()
    },
  }
}

it('what each recipient was answered is known after a restart too, and who was refused', async () => {
  const first = await open()
  await sendMail(first.host.server.port, 'Subject: a\r\n\r\nb\r\n', [
    'bob@example.test',
    'nobody@example.test',
    'alice@example.test',
  ])
  await expect.poll(async () => (await first.store.counts()).messages).toBe(1)
  const before = (await first.detail()) as { envelope: unknown }
  expect(before.envelope).toMatchObject({
    recipients: [
      { address: 'bob@example.test', reply: '250 2.1.5 Recipient ok' },
      { address: 'alice@example.test', reply: '250 2.1.5 Recipient ok' },
    ],
    refused: [
      { address: 'nobody@example.test', reply: expect.stringMatching(/^550 5\.1\.1 No such user here/) as string },
    ],
  })
  await first.close()
  const again = await open()
  expect(((await again.detail()) as { envelope: unknown }).envelope).toEqual(before.envelope)
  await again.close()
})

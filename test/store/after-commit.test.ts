import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createServer } from '../../src/store/mail-server.ts'
import { MemoryStore } from '../../src/store/memory.ts'
import { StoreError, type NewMessage, type Store } from '../../src/store/store.ts'

/** A store that commits when it is told to, and not before. */
function patientStore() {
  const kept = new MemoryStore()
  const keep = kept.add.bind(kept)
  const begun: { readonly commit: () => void; readonly fail: (error: Error) => void }[] = []
  const add = (message: NewMessage) =>
    new Promise<void>((resolve, reject) => {
      const commit = () => {
        keep(message)
        resolve()
      }
      begun.push({ commit, fail: reject })
    })
  return { kept, begun, store: Object.assign(kept, { add }) as Store }
}

async function inData() {
  const { store, kept, begun } = patientStore()
  const server = await createServer({ store })
  const socket = connect(server.port, server.host)
  onTestFinished(async () => {
    socket.destroy()
    await server.close()
  })
  let heard = ''
  socket.on('data', (octets: Buffer) => (heard += octets.toString()))
  await once(socket, 'data')
  const message = 'Subject: safe\r\n\r\nhi\r\n.\r\n'
  socket.write('EHLO client.example.org\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n')
  await expect.poll(() => heard).toContain('354 ')
  heard = ''
  socket.write(`${message}NOOP\r\n`)
  await expect.poll(() => begun.length).toBe(1)
  return { kept, begun, said: () => heard }
}

it('250 is said when the message is safe, and not before; nor is anything behind it', async () => {
  const { kept, begun, said } = await inData()
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect([said(), kept.messages.length]).toEqual(['', 0])
  begun[0]!.commit()
  await expect.poll(said).toMatch(/^250 2\.0\.0 Ok: queued as \S+\r\n250 2\.0\.0 Ok\r\n$/)
  expect(kept.messages).toHaveLength(1)
})

it.each([
  [new StoreError('full', 'the disk is full'), '452 4.3.1'],
  [new StoreError('unavailable', 'the database is gone'), '451 4.3.0'],
  [new Error('what nobody has foreseen'), '451 4.3.0'],
])('where it cannot be made safe that is said: %s', async (error, code) => {
  const { kept, begun, said } = await inData()
  begun[0]!.fail(error)
  await expect.poll(said).toMatch(new RegExp(`^${code.replaceAll('.', '\\.')} [^]*\r\n250 2\\.0\\.0 Ok\r\n$`))
  expect(kept.messages).toHaveLength(0)
})

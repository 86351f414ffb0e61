import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createServer } from '../../src/store/mail-server.ts'
import { MemoryStore } from '../../src/store/memory.ts'
import { StoreError, type NewMessage } from '../../src/store/store.ts'

/** A store that commits when it is told to, and not before. */
class PatientStore extends MemoryStore {
  readonly begun: { readonly commit: () => void; readonly fail: (error: Error) => void }[] = []

  override add(message: NewMessage): Promise<void> {
    return new Promise((resolve, reject) => {
      this.begun.push({
        commit: () => {
          void super.add(message)
          resolve()
        },
        fail: reject,
      })
    })
  }
}

async function inData() {
  const store = new PatientStore()
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
  await expect.poll(() => store.begun.length).toBe(1)
  return { store, said: () => heard }
}

it('250 is said when the message is safe, and not before; nor is anything behind it', async () => {
  const { store, said } = await inData()
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect([said(), store.messages.length]).toEqual(['', 0])
  store.begun[0]!.commit()
  await expect.poll(said).toMatch(/^250 2\.0\.0 Ok: queued as \S+\r\n250 2\.0\.0 Ok\r\n$/)
  expect(store.messages).toHaveLength(1)
})

it.each([
  [new StoreError('full', 'the disk is full'), '452 4.3.1'],
  [new StoreError('unavailable', 'the database is gone'), '451 4.3.0'],
  [new Error('what nobody has foreseen'), '451 4.3.0'],
])('where it cannot be made safe that is said: %s', async (error, code) => {
  const { store, said } = await inData()
  store.begun[0]!.fail(error)
  await expect.poll(said).toMatch(new RegExp(`^${code.replaceAll('.', '\\.')} [^]*\r\n250 2\\.0\\.0 Ok\r\n$`))
  expect(store.messages).toHaveLength(0)
})

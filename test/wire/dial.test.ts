import { createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { Recorder } from '../../src/transcript/recorder.ts'
import { dial } from '../../src/wire/dial.ts'

it('a host whose addresses are known is not looked up, and the record tells them', async () => {
  const server = createServer((socket) => socket.end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as { port: number }
  const recorder = new Recorder({ role: 'client', peer: null, now: () => 0, started: new Date(0) })
  const addresses = ['127.0.0.1', '127.0.0.2']
  const channel = await dial({ kind: 'tcp', host: 'mx.example.invalid', port, addresses }, { timeout: 5000 }, recorder)
  channel.close()
  expect(recorder.transcript.events.slice(0, 2)).toMatchObject([
    { kind: 'resolved', name: 'mx.example.invalid', addresses },
    { kind: 'open', remote: `127.0.0.1:${port}` },
  ])
})

it('TLS from the first octet meets what a server of plain text says first', async () => {
  const server = createServer((socket) => socket.on('error', () => {}).write('220 mx.example.org ESMTP\r\n'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as { port: number }
  const recorder = new Recorder({ role: 'client', peer: null, now: () => 0, started: new Date(0) })
  const dialled = dial({ kind: 'tcp', host: '127.0.0.1', port }, { timeout: 5000, implicitTls: true }, recorder)
  await expect(dialled).rejects.toMatchObject({ phase: 'tls', code: 'ERR_SSL_WRONG_VERSION_NUMBER' })
  expect(recorder.transcript.events.map(({ kind }) => kind)).toEqual(['open', 'failed'])
})

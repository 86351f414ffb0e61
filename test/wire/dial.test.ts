import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { identityIn, isFromOutside } from '../../src/checks/identity/run.ts'
import { explainFailure } from '../../src/explain/failure.ts'
import type { FailedEvent } from '../../src/transcript/event.ts'
import { Recorder } from '../../src/transcript/recorder.ts'
import { dial } from '../../src/wire/dial.ts'
import { lookUpAddresses, troubleCodes } from '../../src/wire/resolver/look-up.ts'
import { unknownAnswer, type Resolver, type TroubleCode } from '../../src/wire/resolver/resolver.ts'
import { ZoneResolver } from '../../src/wire/resolver/zone.ts'

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

it('both ends of a connection over IPv6 are recorded with brackets, so that the port can be told from the address', async () => {
  const server = createServer((socket) => socket.end())
  await new Promise<void>((resolve) => server.listen(0, '::1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as { port: number }
  const recorder = new Recorder({ role: 'client', peer: null, now: () => 0, started: new Date(0) })
  const channel = await dial({ kind: 'tcp', host: '::1', port }, { timeout: 5000 }, recorder)
  channel.close()
  expect(recorder.transcript.events[0]).toMatchObject({
    kind: 'open',
    local: expect.stringMatching(/^\[::1\]:\d+$/) as never,
    remote: `[::1]:${port}`,
  })
  expect(isFromOutside(recorder.transcript)).toBe(false)
  expect(identityIn(recorder.transcript).address).toBe('::1')
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

describe('a resolver of its own', () => {
  const resolver = new ZoneResolver(`$ORIGIN example.test.
both A 127.0.0.1
     AAAA ::1
four A 127.0.0.1
text TXT "no address"
`)

  async function resolved(host: string, family?: 4 | 6): Promise<readonly string[]> {
    return lookUpAddresses(resolver, host, family)
  }

  it('is asked for the host', async () => {
    const server = createServer((socket) => socket.end())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as { port: number }
    const recorder = new Recorder({ role: 'client', peer: null, now: () => 0, started: new Date(0) })
    const channel = await dial({ kind: 'tcp', host: 'four.example.test', port }, { timeout: 5000, resolver }, recorder)
    channel.close()
    expect(recorder.transcript.events[0]).toMatchObject({ kind: 'resolved', addresses: ['127.0.0.1'] })
  })

  it('IPv6 comes first, and a family alone where it is asked for', async () => {
    expect(await resolved('both.example.test')).toEqual(['::1', '127.0.0.1'])
    expect(await resolved('both.example.test', 4)).toEqual(['127.0.0.1'])
    expect(await resolved('both.example.test', 6)).toEqual(['::1'])
  })

  it.each([
    ['gone.example.test', undefined, 'ENOTFOUND', 'the DNS knows no gone.example.test'],
    ['text.example.test', undefined, 'ENODATA', 'text.example.test has no address'],
    ['four.example.test', 6 as const, 'ENODATA', 'four.example.test has no IPv6 address'],
    [`${'x'.repeat(64)}.test`, undefined, 'EBADNAME', 'is no domain name'],
  ])('%s (%s): %s', async (host, family, code, words) => {
    const error = await resolved(host, family).catch((error: unknown) => error)
    expect(error).toMatchObject({ code, message: expect.stringContaining(words) as string })
  })

  it('trouble has a code that is explained', async () => {
    const troubles = Object.keys(troubleCodes) as TroubleCode[]
    for (const code of troubles) {
      const trouble: Resolver = {
        query: (name, type) => Promise.resolve(unknownAnswer(name, type, { code, message: 'why' })),
      }
      const recorder = new Recorder({ role: 'client', peer: null, now: () => 0, started: new Date(0) })
      const options = { timeout: 5000, resolver: trouble }
      await expect(dial({ kind: 'tcp', host: 'a.test', port: 25 }, options, recorder)).rejects.toThrow('why')
      const [failed] = recorder.transcript.events
      expect(failed).toMatchObject({ kind: 'failed', phase: 'resolve', code: troubleCodes[code] })
      expect(explainFailure(failed as FailedEvent).readings[0]).toMatchObject({ confidence: 'likely' })
      expect(explainFailure(failed as FailedEvent).title).not.toBe('The host name could not be looked up')
    }
  })
})

import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { ClientSession } from '../../src/client/session.ts'
import { encode, latin1 } from '../../src/protocol/bytes.ts'
import { writeProxyHeader, type ProxyHeader } from '../../src/wire/proxy.ts'

const header: ProxyHeader = {
  version: 1,
  command: 'PROXY',
  sourceAddress: '192.0.2.1',
  sourcePort: 1234,
  destinationAddress: '192.0.2.2',
  destinationPort: 25,
}
const v6 = { sourceAddress: '2001:db8::1', destinationAddress: '2001:db8::ffff:2' }

it.each([
  ['version 1', header, 'PROXY TCP4 192.0.2.1 192.0.2.2 1234 25\r\n'],
  ['version 1, IPv6', { ...header, ...v6 }, 'PROXY TCP6 2001:db8::1 2001:db8::ffff:2 1234 25\r\n'],
  ['version 1, for itself', { ...header, command: 'LOCAL' as const }, 'PROXY UNKNOWN\r\n'],
])('%s', (_name, given, text) => {
  expect(latin1(writeProxyHeader(given))).toBe(text)
})

it.each([
  ['version 2', header, '2111000cc0000201c000020204d20019'],
  [
    'version 2, IPv6',
    { ...header, ...v6 },
    '2121002420010db800000000000000000000000120010db80000000000000000ffff000204d20019',
  ],
  [
    'version 2, IPv6 with an IPv4 address in it',
    { ...header, sourceAddress: '::ffff:192.0.2.1', destinationAddress: '64:ff9b::192.0.2.2' },
    '2121002400000000000000000000ffffc00002010064ff9b0000000000000000c000020204d20019',
  ],
  ['version 2, for itself', { ...header, command: 'LOCAL' as const }, '20000000'],
])('%s', (_name, given, hex) => {
  const octets = Buffer.from(writeProxyHeader({ ...given, version: 2 }))
  expect(octets.toString('hex')).toBe(`0d0a0d0a000d0a515549540a${hex}`)
})

it.each([
  ['header', header, 'PROXY TCP4 192.0.2.1 192.0.2.2 1234 25\r\n'],
  ['octets', encode('PROXY nonsense\r\n'), 'PROXY nonsense\r\n'],
])('is said before everything else: %s', async (_name, proxy, text) => {
  const server = createServer((socket) => socket.once('data', (said) => socket.end(`220 ${said.toString()}`)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const session = new ClientSession({ kind: 'tcp', host: '127.0.0.1', port }, { proxy })
  await session.open()
  expect((await session.reply()).lines[0]!.text).toBe(text.trim())
  session.close()
  server.close()
})

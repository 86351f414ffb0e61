import { createHash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer, type SecureVersion, type TLSSocket } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { channelBindings } from '../../src/wire/channel-binding.ts'
import { cert, key } from '../server/certificate.ts'

/** What both ends of connections have to bind to, each one resuming the session of the one before. */
async function bind(version: SecureVersion, connections = 1) {
  const server = createServer({ key, cert, maxVersion: version, minVersion: version })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const bindings = []
  let session: Buffer | undefined
  for (let nth = 0; nth < connections; nth++) {
    const accepted = once(server, 'secureConnection') as Promise<[TLSSocket]>
    const client = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...(session && { session }) })
    client.on('session', (ticket) => (session = ticket))
    await once(client, 'secureConnect')
    const [theirs] = await accepted
    bindings.push({
      isReused: client.isSessionReused(),
      client: channelBindings(client, 'client'),
      server: channelBindings(theirs, 'server'),
    })
    client.destroy()
    theirs.destroy()
  }
  server.close()
  return bindings
}

describe('channel bindings', () => {
  it.each([
    ['TLSv1.3', 'tls-exporter', 32],
    ['TLSv1.2', 'tls-unique', 12],
  ] as const)('are the same at both ends, with %s', async (version, type, length) => {
    const [{ client, server }] = (await bind(version)) as [Both]
    const [another] = (await bind(version)) as [Both]
    expect(client).toEqual(server)
    expect(client.map((binding) => binding.type)).toEqual([type, 'tls-server-end-point'])
    expect(client[0]!.data).toHaveLength(length)
    expect(another.client).toEqual(another.server)
    expect(another.client[0]).not.toEqual(client[0])
    expect(another.client[1]).toEqual(client[1])
  })

  it('are the same at both ends of a session of TLS 1.2 that is resumed', async () => {
    const [, resumed] = await bind('TLSv1.2', 2)
    expect(resumed!.isReused).toBe(true)
    expect(resumed!.client[0]).toEqual(resumed!.server[0])
  })

  it('have the hash of the certificate', async () => {
    const [{ client }] = (await bind('TLSv1.3')) as [Both]
    expect(client[1]!.data).toEqual(createHash('sha256').update(new X509Certificate(cert).raw).digest())
  })
})

type Both = Awaited<ReturnType<typeof bind>>[number]

import { createSocket } from 'node:dgram'
import { AUTHORITATIVE_ANSWER, decode, encode, type Answer } from 'dns-packet'
import { onTestFinished } from 'vitest'
import type { RecordType } from '../../../src/wire/resolver/resolver.ts'
import { ZoneResolver } from '../../../src/wire/resolver/zone.ts'

/** A DNS server that says what stands in a master file, over UDP, as `127.0.0.1:PORT`; gone when the test is over. */
export async function startZoneServer(text: string): Promise<string> {
  const zone = new ZoneResolver(text)
  const socket = createSocket('udp4')
  const answer = async (octets: Buffer): Promise<Buffer> => {
    const { id, questions = [] } = decode(octets)
    const { name, type } = questions[0]!
    const said = await zone.query(name, type as RecordType)
    const data: readonly unknown[] = said.outcome === 'records' ? said.records : []
    return encode({
      type: 'response',
      id: id!,
      questions,
      flags: AUTHORITATIVE_ANSWER | (said.outcome === 'no-name' ? 3 : 0),
      answers: data.map((each) => ({ name, type, ttl: 60, data: each }) as Answer),
    })
  }
  socket.on('message', (octets, { port, address }) => {
    void answer(octets).then((reply) => socket.send(reply, port, address))
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  onTestFinished(() => void socket.close())
  return `127.0.0.1:${socket.address().port}`
}

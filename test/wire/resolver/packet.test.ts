import { encode } from 'dns-packet'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readResponse } from '../../../src/wire/resolver/packet.ts'
import { a, cname, flags, mx, soa } from './dns-server.ts'

const opt = { type: 'OPT', name: '.', udpPayloadSize: 1232, extendedRcode: 1, options: [] } as never

const whole = encode({
  type: 'response',
  id: 4711,
  flags: flags.authentic,
  questions: [{ type: 'MX', name: 'example.test' }],
  answers: [
    cname('example.test', 'b.test'),
    mx('b.test', 10, 'mx.example.test'),
    { type: 'TXT', name: 'b.test', ttl: 1, data: ['one', 'two'] },
    { type: 'CAA', name: 'b.test', ttl: 1, data: { tag: 'issue', value: 'ca.example' } },
    a('mx.example.test', '192.0.2.1', 0x80000000),
  ],
  authorities: [soa('test')],
  additionals: [opt],
})

it('what is read', () => {
  expect(readResponse(whole)).toMatchObject({
    id: 4711,
    truncated: false,
    rcode: 16,
    authentic: true,
    question: { name: 'example.test', type: 'MX' },
    sections: { negativeTtl: 60, isReferral: false, remark: null },
  })
})

it('a time to live with the sign bit set is none', () => {
  expect(readResponse(whole)!.sections!.answers.at(-1)).toMatchObject({ type: 'A', ttl: 0 })
})

it('cut off anywhere, it is told, and never made up', () => {
  for (let length = 0; length < whole.length; length++) {
    const response = readResponse(whole.subarray(0, length))
    expect(length < 12 ? response : response!.sections).toBeNull()
  }
})

describe('no octets make it throw', () => {
  it('whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (octets) => {
        readResponse(Buffer.from(octets))
      }),
    )
  })

  it('nor what a few of them do to a response', () => {
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255))
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const octets = Buffer.from(whole)
        for (const [at, octet] of changes) octets[at] = octet
        readResponse(octets)
      }),
      { numRuns: 2000 },
    )
  })
})

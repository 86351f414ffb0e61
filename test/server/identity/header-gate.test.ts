import { expect, it } from 'vitest'
import { decode, encode } from '../../../src/protocol/bytes.ts'
import { HeaderGate, readableSignatures, withoutFields } from '../../../src/server/identity/header-gate.ts'

it.each([
  ['Subject: hi\r\nTo: b\r\n\r\nbody\r\n'],
  ['Subject: hi\n\nbody\n'],
  ['\r\nbody\r\n'],
  ['Subject: hi\r\nno colon\r\n\r\n'],
  ['Subject: hi\r\n'],
])('%j comes through whole, wherever it is cut', (text) => {
  const octets = encode(text)
  for (let i = 0; i <= octets.length; i++) {
    const gate = new HeaderGate()
    let passed = ''
    for (const piece of [octets.subarray(0, i), octets.subarray(i)]) {
      // Behind the header, pieces go by the gate.
      const out = passed === '' ? gate.push(piece) : piece
      if (out) passed += decode(out)
    }
    expect(passed + decode(gate.take())).toBe(text)
  }
})

it('opens with the octet that ends the header, and not before', () => {
  const text = 'A: b\r\n\r\nbody'
  const gate = new HeaderGate()
  const opened = [...encode(text)].findIndex((octet) => gate.push(new Uint8Array([octet])) !== null)
  expect(opened).toBe(text.indexOf('\r\n\r\n') + 3)
})

it('does not wait for ever', () => {
  const gate = new HeaderGate()
  const line = encode(`X: ${'x'.repeat(900)}\r\n`)
  for (let i = 0; i < 1_300; i++) expect(gate.push(line)).toBeNull()
  expect(gate.isOverfull).toBe(true)
  expect(gate.push(encode('\r\n'))).toBeNull()
  expect(gate.take()).toHaveLength(0)
})

it('takes fields out with their folded lines, and nothing else', () => {
  const message = encode('A: 1\r\nB: 2\r\n more\r\nno colon\r\nB: 3\r\nC: 4\r\n\r\nB: in the body\r\n')
  const kept = withoutFields(message, ({ name }) => name === 'B')
  expect(decode(kept)).toBe('A: 1\r\nC: 4\r\n\r\nB: in the body\r\n')
})

it('signatures that cover a part of the body, and those behind the tenth, are left out', () => {
  const field = (i: number, more = '') => `DKIM-Signature: v=1; d=d${i}.test; s=s;${more} b=x\r\n`
  const message = encode(
    `From: a@b.test\r\n${field(0, ' L = 5;')}${Array.from({ length: 12 }, (_, i) => field(i + 1)).join('')}\r\nbody`,
  )
  const { octets, left } = readableSignatures(message)
  expect(left.map(({ value }) => /d=(\w+)/.exec(value)![1])).toEqual(['d0', 'd11', 'd12'])
  expect(decode(octets).match(/DKIM-Signature/g)).toHaveLength(10)
  expect(decode(octets)).toMatch(/\r\n\r\nbody$/)
})

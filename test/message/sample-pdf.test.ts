import { describe, expect, it } from 'vitest'
import { latin1 } from '../../src/protocol/bytes.ts'
import { samplePdf } from '../../src/message/sample-pdf.ts'

describe('samplePdf', () => {
  it.each([0, 1000, 12_345, 2_000_000])('of %i octets is one that readers can follow', (size) => {
    const pdf = samplePdf(size)
    const text = latin1(pdf)
    if (size > 1000) expect(Math.abs(pdf.length - size)).toBeLessThan(size / 100 + 100)

    const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)![1])
    const [, count, entries] = /^xref\n0 (\d+)\n((?:.{18} \n){7})trailer/.exec(text.slice(table))!
    expect(count).toBe('7')
    const offsets = entries!.match(/^\d{10}/gm)!.map(Number)
    for (const [number, offset] of offsets.slice(1).entries()) {
      expect(text.slice(offset)).toMatch(new RegExp(`^${number + 1} 0 obj\n`))
    }
    for (const { 1: length, index, 0: found } of text.matchAll(/\/Length (\d+) >>\nstream\n/g)) {
      const end = index + found.length + Number(length)
      expect(text.slice(end, end + 10)).toBe('\nendstream')
    }
  })

  it('has a picture of the size it says', () => {
    const [, width, height, length] = /\/Width (\d+) \/Height (\d+) .*\/Length (\d+)/.exec(latin1(samplePdf(50_000)))!
    expect(Number(width) * Number(height)).toBe(Number(length))
  })
})

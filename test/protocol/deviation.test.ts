import { describe, expect, it } from 'vitest'
import { describeDeviation, deviation, deviationCodes, isDeviationCode } from '../../src/protocol/deviation.ts'

describe('the catalogue', () => {
  it.each(deviationCodes)('%s says what it is in one clause, and which section is not kept', (code) => {
    expect(describeDeviation({ code })).toMatch(/^(?!.*\.$)[A-Za-z0-9].{7,}/)
    expect(deviation(code).ref).toMatch(/^RFC \d+ §[0-9A-Z]+(\.\d+)*$/)
  })
  it('knows its own codes', () => {
    expect(deviationCodes.every(isDeviationCode)).toBe(true)
    expect(isDeviationCode('no-such-thing')).toBe(false)
  })
})

it('a deviation has a place, and a number where it can occur more than once', () => {
  expect(deviation('bare-lf')).toEqual({ code: 'bare-lf', ref: 'RFC 5321 §2.3.8', offset: 0 })
  expect(deviation('bare-lf', 7, 2)).toEqual({ code: 'bare-lf', ref: 'RFC 5321 §2.3.8', offset: 7, count: 2 })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDate, writeDate } from '../../src/message/date.ts'

describe('writeDate', () => {
  const date = new Date('2026-11-22T08:05:09.999Z')

  it.each([
    [0, 'Sun, 22 Nov 2026 08:05:09 +0000'],
    [60, 'Sun, 22 Nov 2026 09:05:09 +0100'],
    [-570, 'Sat, 21 Nov 2026 22:35:09 -0930'],
    [345, 'Sun, 22 Nov 2026 13:50:09 +0545'],
  ])('writes the time %i minutes east of UTC', (offset, text) => {
    expect(writeDate(date, offset)).toBe(text)
  })

  it("uses the machine's zone of that day unless told", () => {
    for (const iso of ['2026-01-15T12:00:00Z', '2026-07-15T12:00:00Z']) {
      const day = new Date(iso)
      expect(writeDate(day)).toBe(writeDate(day, -day.getTimezoneOffset()))
    }
  })

  it('refuses what is no date', () => {
    expect(() => writeDate(new Date(NaN))).toThrow(TypeError)
  })
})

describe('parseDate', () => {
  it.each([
    ['Sun, 22 Nov 2026 09:05:09 +0100', '2026-11-22T08:05:09.000Z'],
    ['22 Nov 2026 09:05 +0100', '2026-11-22T08:05:00.000Z'],
    ['Sun,22 Nov 2026 09:05:09 -0000', '2026-11-22T09:05:09.000Z'],
    ['Sun, 22 Nov 2026 00:05:09 -0800 (PST)', '2026-11-22T08:05:09.000Z'],
    ['Sun, 22 Nov 2026 00:05:09 PST', '2026-11-22T08:05:09.000Z'],
    ['Sunday, 22-November-2026 08:05:09 gmt', '2026-11-22T08:05:09.000Z'],
    ['Sun (a (nested) comment), 2 Nov 2026\r\n 08:05:09 +0000', '2026-11-02T08:05:09.000Z'],
    ['22 Nov 26 08:05:09 UT', '2026-11-22T08:05:09.000Z'],
    ['22 Nov 97 08:05:09 Z', '1997-11-22T08:05:09.000Z'],
    ['22 Nov 104 08:05:09', '2004-11-22T08:05:09.000Z'],
    ['Sun, 22 Nov 2026 08:05:09.123456789 +0000 UTC m=+0.5', '2026-11-22T08:05:09.000Z'],
    ['Sun Nov 22 08:05:09 2026', '2026-11-22T08:05:09.000Z'],
    ['Sun Nov  2 08:05:09 CET 2026', '2026-11-02T08:05:09.000Z'],
    ['2026-11-22T09:05:09+01:00', '2026-11-22T08:05:09.000Z'],
    ['2026-11-22 08:05:09Z', '2026-11-22T08:05:09.000Z'],
    ['31 Dec 2016 23:59:60 +0000', '2017-01-01T00:00:00.000Z'],
  ])('reads %s', (text, iso) => {
    expect(parseDate(text)?.toISOString()).toBe(iso)
  })

  it.each([
    '',
    'yesterday',
    '31 Feb 2026 08:00 +0000',
    '1 Foo 2026 08:00 +0000',
    '22 Nov 2026 24:00 +0000',
    '22 Nov 2026',
  ])('finds no date in "%s"', (text) => {
    expect(parseDate(text)).toBeNull()
  })

  it('reads what writeDate writes', () => {
    const dates = fc.date({ min: new Date('1950-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(dates, fc.integer({ min: -1439, max: 1439 }), (date, offset) => {
        expect(parseDate(writeDate(date, offset))?.getTime()).toBe(Math.floor(date.getTime() / 1000) * 1000)
      }),
    )
  })

  it('never throws', () => {
    const parts = fc.constantFrom('1', '22', '2026', 'Nov', 'Sun', ',', ':', ' ', '-', '+', '(', ')', 'T', 'Z', '99')
    fc.assert(
      fc.property(
        fc.array(parts).map((all) => all.join('')),
        (text) => {
          const date = parseDate(text)
          expect(date === null || !Number.isNaN(date.getTime())).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })
})

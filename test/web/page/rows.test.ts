import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { MessageRow } from '../../../src/web/page/api-types.ts'
import { Rows } from '../../../src/web/page/messages/rows.ts'

const row = (id: number) => ({ id: String(id) }) as MessageRow

it('are as long as the whole list, and take in what is given', () => {
  const rows = new Rows(1_000_000, [row(1), row(2)])
  expect([rows.length, rows.at(1)?.id, rows.at(2), rows.last]).toEqual([1_000_000, '2', undefined, undefined])
  rows.put(999_999, [row(3), row(4)])
  expect([rows.length, rows.last?.id, rows.indexOf('3'), rows.indexOf('4')]).toEqual([1_000_000, '3', 999_999, -1])
  expect(new Rows(1, [row(1), row(2)]).length).toBe(2)
})

/** What can happen to a list: said of a plain array too, they come to the same. */
const change = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), from: fc.integer({ min: -4, max: 12 }), count: fc.nat(5) }),
  fc.record({ kind: fc.constantFrom('prepend' as const, 'append' as const), from: fc.constant(0), count: fc.nat(3) }),
  fc.record({ kind: fc.constant('remove' as const), from: fc.nat(12), count: fc.nat(4) }),
)

it('are what an array with gaps would be', () => {
  fc.assert(
    fc.property(fc.nat(12), fc.nat(12), fc.array(change), (length, count, changes) => {
      let made = 0
      const some = (n: number) => Array.from({ length: n }, () => row(++made))
      const first = some(count)
      const rows = new Rows(length, first)
      let model: (MessageRow | undefined)[] = [...first, ...new Array<undefined>(Math.max(0, length - count))]
      for (const { kind, from, count: n } of changes) {
        const given = some(n)
        if (kind === 'put') {
          rows.put(from, given)
          given.forEach((each, i) => from + i in model && (model[from + i] = each))
        } else if (kind === 'remove') {
          const ids = new Set(model.slice(from, from + n).flatMap((each) => each?.id ?? []))
          const gone = model.flatMap((each, i) => (each && ids.has(each.id) ? [i] : []))
          expect(rows.remove(ids)).toEqual(gone)
          model = model.filter((_, i) => !gone.includes(i))
        } else {
          rows[kind](given)
          model = kind === 'prepend' ? [...given, ...model] : [...model, ...given]
        }
      }
      expect(Array.from({ length: rows.length }, (_, i) => rows.at(i))).toEqual(Array.from(model))
      expect([...rows.values()].map(({ id }) => id).sort()).toEqual(model.flatMap((each) => each?.id ?? []).sort())
      for (const { id } of rows.values()) expect(rows.at(rows.indexOf(id))?.id).toBe(id)
    }),
  )
})

it('keep what was there of the same list, where it stands now, until it is asked for anew', () => {
  const before = new Rows(300, [row(1), row(2)])
  before.put(200, [row(3), row(4)])
  // One has come above, and the last one has gone.
  const rows = new Rows(300, [row(9), row(1), row(2)])
  rows.keep(before)
  expect([rows.at(201)?.id, rows.at(202)?.id, rows.isFresh(201), rows.isFresh(1)]).toEqual(['3', '4', false, true])
  rows.prepend([row(10)])
  expect([rows.at(202)?.id, rows.isFresh(202)]).toEqual(['3', false])
  rows.put(202, [row(3)])
  expect(rows.isFresh(202)).toBe(true)
})

it('keep nothing where others stand than stood', () => {
  const before = new Rows(300, [row(1), row(2), row(5)])
  before.put(200, [row(3)])
  const rows = new Rows(300, [row(1), row(7), row(5)])
  rows.keep(before)
  expect(rows.at(200)).toBeUndefined()
})

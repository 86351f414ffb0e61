import { expect, it } from 'vitest'
import { concat, EMPTY } from '../../src/protocol/bytes.ts'
import { DataReader } from '../../src/protocol/transparency.ts'
import { filler } from '../../src/script/filler.ts'

it.each([0, 2, 3, 71, 72, 73, 74, 143, 144, 145, 146, 64_800, 64_801, 64_873, 200_000])(
  'fills %i octets with lines',
  (octets) => {
    const bytes = concat([EMPTY, ...filler(octets)])
    expect(bytes).toHaveLength(octets)
    const reader = new DataReader()
    reader.read(bytes)
    expect(reader.deviations).toEqual([])
    if (octets > 0) expect([...bytes.subarray(-2)]).toEqual([13, 10])
  },
)

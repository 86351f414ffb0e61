import { describe, expect, it } from 'vitest'
import { applyChaos, chaosOf, faultsOf, readChaos } from '../../../src/server/faults/chaos.ts'
import { FaultError } from '../../../src/server/faults/fault-error.ts'
import { FaultSet } from '../../../src/server/faults/fault-set.ts'

const off = {
  Sender: { ErrorCode: 451, Probability: 0 },
  Recipient: { ErrorCode: 451, Probability: 0 },
  Authentication: { ErrorCode: 535, Probability: 0 },
}

describe("mailpit's chaos", () => {
  it('is off where nothing is said', () => {
    expect(readChaos({})).toEqual(off)
    expect(faultsOf(readChaos({}))).toEqual([])
    expect(chaosOf(new FaultSet())).toEqual(off)
  })

  it('becomes faults, and is told from them again', () => {
    const chaos = readChaos({ Sender: { ErrorCode: 421, Probability: 7 }, Authentication: { Probability: 100 } })
    const set = new FaultSet(['NOOP drop'])
    applyChaos(set, chaos)
    expect(set.list()).toMatchObject([
      { id: 'f1', phase: 'NOOP' },
      { id: 'chaos-sender', phase: 'MAIL', how: { code: 421 }, count: { probability: 0.07 } },
      { id: 'chaos-authentication', phase: 'AUTH', how: { code: 535 } },
    ])
    expect(chaosOf(set)).toEqual({
      ...off,
      Sender: { ErrorCode: 421, Probability: 7 },
      Authentication: { ErrorCode: 535, Probability: 100 },
    })
    applyChaos(set, readChaos({ Recipient: { ErrorCode: 550, Probability: 50 } }))
    expect(set.list().map(({ id }) => id)).toEqual(['f1', 'chaos-recipient'])
  })

  it.each(Array.from({ length: 101 }, (_, percent) => percent))('keeps %i percent as they are', (Probability) => {
    const set = new FaultSet()
    applyChaos(set, readChaos({ Sender: { ErrorCode: 451, Probability } }))
    expect(chaosOf(set).Sender.Probability).toBe(Probability)
  })

  it.each([
    [null, 'chaos settings must be an object'],
    [{ Reader: {} }, 'there is no chaos trigger "Reader": there are Sender, Recipient, Authentication'],
    [{ Sender: 5 }, 'Sender must be an object'],
    [{ Sender: { ErrorCode: 250 } }, '"ErrorCode" of Sender must be a whole number from 400 to 599'],
    [{ Sender: { Probability: 101 } }, '"Probability" of Sender must be a whole number from 0 to 100'],
    [{ Sender: { Probability: '5' } }, '"Probability" of Sender'],
  ])('%j is none', (value, expected) => {
    expect(() => readChaos(value)).toThrow(FaultError)
    expect(() => readChaos(value)).toThrow(expected)
  })
})

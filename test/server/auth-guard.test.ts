import { describe, expect, it } from 'vitest'
import { AuthGuard, defaultAuthLimits } from '../../src/server/auth-guard.ts'

function watch(limits = {}) {
  const pauses: number[] = []
  let now = 0
  const guard = new AuthGuard(
    { ...defaultAuthLimits, ...limits },
    { now: () => now, date: () => new Date(now) },
    (ms) => Promise.resolve(pauses.push(ms)),
  )
  return { guard, pauses, wait: (ms: number) => void (now += ms) }
}

describe('AuthGuard', () => {
  it('answers each failure later, up to a limit', async () => {
    const { guard, pauses } = watch({ delay: 100, longestDelay: 500 })
    for (let i = 0; i < 6; i++) {
      guard.begin('192.0.2.1')
      await guard.holdBack('192.0.2.1')
    }
    expect(pauses).toEqual([100, 200, 400, 500, 500])
  })

  it('does not hold back who succeeds', async () => {
    const { guard, pauses } = watch()
    for (let i = 0; i < 100; i++) {
      expect(guard.begin('192.0.2.1')).toBe(true)
      guard.succeeded('192.0.2.1')
    }
    guard.begin('192.0.2.1')
    await guard.holdBack('192.0.2.1')
    expect(pauses).toEqual([])
  })

  it('stops asking an address after too many failures, also those still under way, and forgets with time', () => {
    const { guard, wait } = watch({ perAddress: 3, forgetAfter: 1000 })
    expect([1, 2, 3, 4].map(() => guard.begin('192.0.2.1'))).toEqual([true, true, true, false])
    expect(guard.begin('192.0.2.2')).toBe(true)
    wait(999)
    expect(guard.begin('192.0.2.1')).toBe(false)
    wait(1)
    expect([guard.begin('192.0.2.1'), guard.begin('192.0.2.1')]).toEqual([true, false])
  })

  it('takes an IPv6 network for one address', () => {
    const { guard } = watch({ perAddress: 1 })
    expect(guard.begin('2001:db8:0:1::1')).toBe(true)
    expect(guard.begin('2001:db8:0:1:ffff::2')).toBe(false)
    expect(guard.begin('2001:db8:0:2::1')).toBe(true)
    expect(guard.begin(null)).toBe(true)
  })

  it('remembers no more addresses than it has room for', () => {
    const { guard } = watch({ perAddress: 1 })
    for (let i = 0; i < 10_001; i++) guard.begin(`10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`)
    expect(guard.begin('10.0.0.0')).toBe(true)
    expect(guard.begin('10.0.0.2')).toBe(false)
  })
})

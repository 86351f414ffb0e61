import { describe, expect, it } from 'vitest'
import { hashForScram, hashPassword, verifyPassword } from '../../src/server/passwords.ts'

describe('hashes of passwords', () => {
  it('know their password, and no other', async () => {
    for (const hash of [
      await hashPassword('caf\u00e9'),
      await hashForScram('caf\u00e9'),
      await hashForScram('caf\u00e9', 'SHA-1'),
    ]) {
      expect(await verifyPassword(hash, 'caf\u00e9'), hash).toBe(true)
      expect(await verifyPassword(hash, 'cafe\u0301'), hash).toBe(true)
      expect(await verifyPassword(hash, 'cafe'), hash).toBe(false)
    }
  })

  it('are different each time, in forms that other programs read', async () => {
    const hash = await hashPassword('x')
    expect(hash).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(await hashPassword('x')).not.toBe(hash)
    expect(await hashForScram('x')).toMatch(/^SCRAM-SHA-256\$16384:[A-Za-z0-9+/]{22}==\$/)
  })

  it('of scrypt fit the test vector of RFC 7914', async () => {
    const hash = Buffer.from(
      'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640',
      'hex',
    )
    const stored = `$scrypt$ln=10,r=8,p=16$${Buffer.from('NaCl').toString('base64').replace(/=/g, '')}$`
    expect(await verifyPassword(stored + hash.toString('base64').replace(/=/g, ''), 'password')).toBe(true)
  })

  it.each([
    '',
    'secret',
    '$scrypt$ln=30,r=8,p=1$c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAA',
    '$scrypt$ln=15,r=8,p=1$c2FsdA$AA',
  ])('%j is none', (wrong) => expect(verifyPassword(wrong, 'x')).rejects.toThrow('this is no hash of a password'))
})

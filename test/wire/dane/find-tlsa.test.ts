import { describe, expect, it } from 'vitest'
import { findTlsa } from '../../../src/wire/dane/find-tlsa.ts'
import type { Resolver } from '../../../src/wire/resolver/resolver.ts'
import { ZoneResolver } from '../../../src/wire/resolver/zone.ts'
import { failingAt } from '../identity/failing-resolver.ts'

const digest = '00'.repeat(32)

const zone = new ZoneResolver(`$ORIGIN example.test.
mx A 127.0.0.2
_25._tcp.mx TLSA 3 1 1 ${digest}
_26._tcp.mx CNAME _25._tcp.mx
bare A 127.0.0.3
alias CNAME mx
both CNAME bare
_25._tcp.both TLSA 3 1 1 ${digest}
half CNAME out.elsewhere.test.
_25._tcp.half TLSA 3 1 1 ${digest}
out.elsewhere.test. A 127.0.0.4
`)

/** A resolver that vouches for everything but what lies in some places. */
function signed(isUnsigned: (name: string) => boolean = () => false): Resolver {
  return {
    query: async (name, type) => {
      const answer = await zone.query(name, type)
      return { ...answer, authentic: ![name, ...answer.aliases].some(isUnsigned) }
    },
  }
}

const inElsewhere = (name: string) => name.endsWith('elsewhere.test')
const records = [{ usage: 3, selector: 1, matchingType: 1, data: new Uint8Array(32) }]

describe('TLSA records', () => {
  it.each([
    ['mx.example.test', 25, { outcome: 'records', base: 'mx.example.test', records }],
    ['mx.example.test', 26, { outcome: 'records', base: 'mx.example.test', records }],
    ['mx.example.test', 27, { outcome: 'none', base: 'mx.example.test', records: [] }],
    ['bare.example.test', 25, { outcome: 'none', records: [] }],
    ['alias.example.test', 25, { outcome: 'records', base: 'mx.example.test', records }],
    ['both.example.test', 25, { outcome: 'records', base: 'both.example.test', records }],
    ['gone.example.test', 25, { outcome: 'none', records: [] }],
  ])('%s port %i', async (host, port, expected) => {
    expect(await findTlsa(host, port, signed())).toMatchObject({ ...expected, isAddressSigned: true, trouble: null })
  })

  it('an alias to where nothing is signed counts by its own name', async () => {
    expect(await findTlsa('half.example.test', 25, signed(inElsewhere))).toMatchObject({
      outcome: 'records',
      base: 'half.example.test',
    })
  })

  it('addresses that are not signed', async () => {
    const resolver = signed((name) => name === 'mx.example.test')
    expect(await findTlsa('mx.example.test', 25, resolver)).toMatchObject({
      outcome: 'unsigned',
      isAddressSigned: false,
      records,
    })
    expect(
      await findTlsa(
        'bare.example.test',
        25,
        signed(() => true),
      ),
    ).toMatchObject({ outcome: 'none' })
  })

  it('records that are not signed', async () => {
    const resolver = signed((name) => name.startsWith('_25.'))
    expect(await findTlsa('mx.example.test', 25, resolver)).toMatchObject({
      outcome: 'unsigned',
      isAddressSigned: true,
      records,
    })
  })

  it.each([
    ['TLSA', 'mx.example.test', true],
    ['A', 'mx.example.test', false],
    ['AAAA', 'mx.example.test', false],
  ])('a DNS that fails for %s', async (type, host, isAddressSigned) => {
    const resolver = failingAt(signed(), (_name, asked) => asked === type)
    expect(await findTlsa(host, 25, resolver)).toMatchObject({
      outcome: 'unknown',
      isAddressSigned,
      trouble: { code: 'servfail' },
    })
  })

  it('a DNS that fails for an alias', async () => {
    const resolver = failingAt(signed(inElsewhere), (_name, asked) => asked === 'CNAME')
    expect(await findTlsa('half.example.test', 25, resolver)).toMatchObject({ outcome: 'unknown' })
  })

  it('a DNS that fails for what nobody may go by is no trouble', async () => {
    const resolver = failingAt(zone, (_name, asked) => asked === 'TLSA')
    expect(await findTlsa('mx.example.test', 25, resolver)).toMatchObject({ outcome: 'none', trouble: null })
  })
})

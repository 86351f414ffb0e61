import { describe, expect, it } from 'vitest'
import { endpointsOf, findRoute, type Route, type RouteOptions } from '../../src/client/route.ts'
import { unknownAnswer, type Answer, type RecordType, type Resolver } from '../../src/wire/resolver/resolver.ts'
import { SystemResolver } from '../../src/wire/resolver/system.ts'
import { ZoneResolver } from '../../src/wire/resolver/zone.ts'

const zone = `
$ORIGIN example.
plain      MX 20 mx2
           MX 10 mx1
           TXT "v=spf1 -all"
mx1        A 8.0.0.1
           AAAA 2600::1
mx2        A 8.0.0.2
mx3        A 8.0.0.3
mx4        A 8.0.0.4
equal      MX 10 mx1
           MX 10 mx2
           MX 10 mx3
           MX 5 mx4
implicit   A 8.0.0.9
           AAAA 2600::9
six        AAAA 2600::6
sixmx      MX 0 six
nothing    TXT "no mail here"
null       MX 0 .
nullodd    MX 10 .
nullmixed  MX 0 .
           MX 10 mx1
address    MX 10 8.0.0.1.
           MX 20 mx2
addresses  MX 10 8.0.0.1.
alias      MX 10 aliased
aliased    CNAME mx1
dead       MX 10 gone
           MX 20 empty
empty      TXT "no address"
half       MX 10 gone
           MX 20 mx2
twice      MX 30 MX1
           MX 10 mx1
private    MX 10 inside
inside     A 10.0.0.1
           A 8.0.0.1
www        CNAME plain
wwwhost    CNAME implicit
loop       CNAME loop2
loop2      CNAME loop
loopmx     MX 10 loop
xn--bcher-kva MX 10 mx1
`

const resolver = new ZoneResolver(zone)

function find(target: string, options: Partial<RouteOptions> = {}): Promise<Route> {
  return findRoute(target, { resolver, random: () => 0.999, ...options })
}

/** What a table would show. */
const table = ({ hosts }: Route) =>
  hosts.map(({ name, preference, addresses, outcome }) => [
    preference,
    name,
    outcome === 'addresses' ? addresses.map(({ address }) => address).join(' ') : outcome,
  ])

const said = ({ notes }: Route) => notes.map(({ id, verdict, host }) => [id, verdict, host])

describe('by MX records', () => {
  it('in the order of preference, with all addresses', async () => {
    const route = await find('bob@plain.example')
    expect(route).toEqual({
      target: 'bob@plain.example',
      domain: 'plain.example',
      kind: 'mx',
      outcome: 'yes',
      aliases: [],
      hosts: [
        {
          name: 'mx1.example',
          preference: 10,
          aliases: [],
          addresses: [
            { address: '2600::1', family: 6 },
            { address: '8.0.0.1', family: 4 },
          ],
          outcome: 'addresses',
          authentic: false,
        },
        {
          name: 'mx2.example',
          preference: 20,
          aliases: [],
          addresses: [{ address: '8.0.0.2', family: 4 }],
          outcome: 'addresses',
          authentic: false,
        },
      ],
      notes: [],
      authentic: false,
    })
  })

  it('what the DNS server vouches for is told', async () => {
    const route = await find('plain.example', { resolver: new ZoneResolver(zone, { authentic: true }) })
    expect(route).toMatchObject({ authentic: true, hosts: [{ authentic: true }, { authentic: true }] })
  })

  it.each([
    [
      [0.999, 0.999],
      ['mx4', 'mx1', 'mx2', 'mx3'],
    ],
    [
      [0, 0],
      ['mx4', 'mx2', 'mx3', 'mx1'],
    ],
  ])('equal ones are shuffled: %j', async (draws, order) => {
    let n = 0
    // The first draw is for the host of another preference.
    const route = await find('equal.example', { random: () => [0.999, ...draws][n++]! })
    expect(route.hosts.map(({ name }) => name.replace('.example', ''))).toEqual(order)
  })

  it('shuffled evenly', async () => {
    let seed = 1
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647
    const first = new Map<string, number>()
    for (let i = 0; i < 600; i++) {
      const { hosts } = await find('equal.example', { random })
      first.set(hosts[1]!.name, (first.get(hosts[1]!.name) ?? 0) + 1)
    }
    for (const name of ['mx1.example', 'mx2.example', 'mx3.example']) {
      expect(first.get(name)).toBeGreaterThan(150)
    }
  })

  it('through an alias of the domain', async () => {
    const route = await find('www.example')
    expect(route).toMatchObject({ kind: 'mx', domain: 'www.example', aliases: ['plain.example'] })
    expect(said(route)).toEqual([['domain-is-alias', 'pass', null]])
  })

  it('a domain in another script', async () => {
    const route = await find('bob@Bücher.example')
    expect(route).toMatchObject({ domain: 'xn--bcher-kva.example', outcome: 'yes' })
    expect(said(route)).toEqual([['internationalized-domain', 'pass', null]])
  })

  it.each([
    [4, '8.0.0.1'],
    [6, '2600::1'],
  ] as const)('only over IPv%i', async (family, address) => {
    const route = await find('plain.example', { family })
    expect(table(route)).toEqual([
      [10, 'mx1.example', address],
      [20, 'mx2.example', family === 4 ? '8.0.0.2' : 'no-address'],
    ])
    expect(said(route)).toEqual(family === 4 ? [] : [['mx-no-address-of-family', 'warn', 'mx2.example']])
  })

  it('endpoints bring their addresses, and the name that a certificate has to be for', async () => {
    expect(endpointsOf(await find('half.example'), 25)).toEqual([
      { kind: 'tcp', host: 'mx2.example', port: 25, addresses: ['8.0.0.2'] },
    ])
  })
})

describe('without MX records', () => {
  it('the domain is its own mail host', async () => {
    const route = await find('implicit.example')
    expect(route).toMatchObject({ kind: 'implicit-mx', outcome: 'yes' })
    expect(table(route)).toEqual([[0, 'implicit.example', '2600::9 8.0.0.9']])
    expect(said(route)).toEqual([['implicit-mx', 'pass', null]])
  })

  it('the name that aliases lead to is', async () => {
    const route = await find('wwwhost.example')
    expect(table(route)).toEqual([[0, 'implicit.example', '2600::9 8.0.0.9']])
    expect(said(route).map(([id]) => id)).toEqual(['domain-is-alias', 'implicit-mx'])
  })

  it('there may be nothing', async () => {
    const route = await find('nothing.example')
    expect(route).toMatchObject({ kind: 'no-host', outcome: 'no', hosts: [] })
    expect(said(route)).toEqual([['no-mail-host', 'fail', null]])
  })

  it('or nothing of the family', async () => {
    const route = await find('six.example', { family: 4 })
    expect(route).toMatchObject({ kind: 'no-host', outcome: 'no' })
    expect(route.notes[0]!.detail).toContain('neither an MX record nor an IPv4 address')
  })

  it('localhost is this machine', async () => {
    const local = new SystemResolver({
      dns: new ZoneResolver('localhost. TXT x'),
      lookup: (_, family) => Promise.resolve(family === 4 ? [{ address: '127.0.0.1', family }] : []),
    })
    const route = await find('bob@localhost', { resolver: local })
    expect(route).toMatchObject({ kind: 'implicit-mx', outcome: 'yes', notes: [] })
  })

  it('a name that only this machine knows', async () => {
    const lookup = () => Promise.resolve([{ address: '10.1.2.3', family: 4 }])
    const local = new SystemResolver({ dns: new ZoneResolver(''), lookup })
    const route = await find('bob@mailhost', { resolver: local, family: 4 })
    expect(table(route)).toEqual([[0, 'mailhost', '10.1.2.3']])
    expect(said(route)).toEqual([
      ['not-fully-qualified', 'warn', null],
      ['local-name', 'warn', null],
      ['mx-not-public', 'warn', 'mailhost'],
    ])
  })
})

it('a domain that does not exist', async () => {
  const route = await find('bob@nowhere.example')
  expect(route).toMatchObject({ kind: 'no-domain', outcome: 'no', hosts: [] })
  expect(said(route)).toEqual([['no-such-domain', 'fail', null]])
})

describe('a resolver of a closed network, which knows no names of the Internet', () => {
  const lookup = (name: string) => Promise.reject(Object.assign(new Error(name), { code: 'ENOTFOUND' }))
  const closed = new SystemResolver({ dns: new ZoneResolver(`${zone}outside MX 10 mail.provider.test.\n`), lookup })
  const open = new SystemResolver({ dns: new ZoneResolver(`${zone}org. SOA ns.org. host.org. 1 2 3 4 5\n`), lookup })

  it('could not tell whether a domain exists', async () => {
    const route = await find('bob@nowhere.example', { resolver: closed })
    expect(route).toMatchObject({ kind: 'unknown', outcome: 'unknown', hosts: [] })
    expect(said(route)).toEqual([['dns-could-not-tell', 'unknown', null]])
    expect(route.notes[0]!.detail).toMatch(/does not even know the domain org: it looks up no names of the Internet/)
  })

  it('nor a mail host of a domain that it knows, or one that is named', async () => {
    for (const options of [{}, { mx: 'mail.provider.test' }]) {
      const route = await find('bob@outside.example', { resolver: closed, family: 4, ...options })
      expect(route).toMatchObject({ outcome: 'unknown', hosts: [{ name: 'mail.provider.test', outcome: 'unknown' }] })
      expect(said(route)).toEqual([['dns-could-not-tell', 'unknown', 'mail.provider.test']])
    }
  })

  it('is believed in what it knows', async () => {
    expect(await find('null.example', { resolver: closed })).toMatchObject({ kind: 'null-mx' })
    expect(await find('nothing.example', { resolver: closed })).toMatchObject({ kind: 'no-host' })
    const addresses = (_: string, family: 4 | 6) =>
      family === 4 ? Promise.resolve([{ address: '10.0.0.1', family }]) : lookup(_)
    const inside = new SystemResolver({ dns: new ZoneResolver(zone), lookup: addresses })
    expect(table(await find('private.example', { resolver: inside }))).toEqual([[10, 'inside.example', '10.0.0.1']])
    const implicit = await find('implicit.example', { resolver: inside, family: 4 })
    expect(table(implicit)).toEqual([[0, 'implicit.example', '10.0.0.1']])
    expect(await find('known-here', { resolver: inside })).toMatchObject({ kind: 'implicit-mx', outcome: 'yes' })
  })

  it('is not asked where another one knows the Internet, or the name can never be', async () => {
    expect(await find('bob@nowhere.example', { resolver: open })).toMatchObject({ kind: 'no-domain', outcome: 'no' })
    expect(await find('bob@nowhere.invalid', { resolver: closed })).toMatchObject({ kind: 'no-domain', outcome: 'no' })
  })
})

describe('null MX', () => {
  it('is a clear no', async () => {
    const route = await find('null.example')
    expect(route).toMatchObject({ kind: 'null-mx', outcome: 'no', hosts: [] })
    expect(route.notes).toEqual([
      {
        id: 'null-mx',
        verdict: 'fail',
        host: null,
        title: 'The domain takes no mail',
        detail: 'null.example has a null MX record ("."): it says itself that it takes no mail, for anybody.',
        remedy: 'Do not send there (556 5.1.10 is the reply that says so), and do not use the domain as a sender.',
        ref: 'RFC 7505 §3',
      },
    ])
  })

  it('with a preference is one', async () => {
    const route = await find('nullodd.example')
    expect(route.kind).toBe('null-mx')
    expect(said(route).map(([id]) => id)).toEqual(['null-mx', 'null-mx-preference'])
  })

  it('beside others is passed over', async () => {
    const route = await find('nullmixed.example')
    expect(table(route)).toEqual([[10, 'mx1.example', '2600::1 8.0.0.1']])
    expect(said(route)).toEqual([['null-mx-not-alone', 'fail', null]])
  })
})

describe('MX records that are odd', () => {
  it('an address', async () => {
    const route = await find('address.example')
    expect(table(route)).toEqual([
      [10, '8.0.0.1', 'unusable'],
      [20, 'mx2.example', '8.0.0.2'],
    ])
    expect(said(route)).toEqual([['mx-is-address', 'fail', '8.0.0.1']])
  })

  it('nothing but an address', async () => {
    const route = await find('addresses.example')
    expect(route.outcome).toBe('no')
    expect(said(route)).toEqual([
      ['mx-is-address', 'fail', '8.0.0.1'],
      ['no-usable-mx', 'fail', null],
    ])
  })

  it('an alias is followed', async () => {
    const route = await find('alias.example')
    expect(table(route)).toEqual([[10, 'aliased.example', '2600::1 8.0.0.1']])
    expect(route.hosts[0]!.aliases).toEqual(['mx1.example'])
    expect(said(route)).toEqual([['mx-is-alias', 'warn', 'aliased.example']])
  })

  it('an alias is found where the system resolves addresses', async () => {
    const lookup = (_: string, family: 4 | 6) => Promise.resolve(family === 4 ? [{ address: '8.0.0.1', family }] : [])
    const route = await find('alias.example', { resolver: new SystemResolver({ dns: resolver, lookup }) })
    expect(said(route)).toEqual([['mx-is-alias', 'warn', 'aliased.example']])
  })

  it('hosts that are not there', async () => {
    const route = await find('dead.example')
    expect(route).toMatchObject({ kind: 'mx', outcome: 'no' })
    expect(table(route)).toEqual([
      [10, 'gone.example', 'no-name'],
      [20, 'empty.example', 'no-address'],
    ])
    expect(said(route)).toEqual([
      ['mx-no-such-name', 'fail', 'gone.example'],
      ['mx-no-address', 'fail', 'empty.example'],
      ['no-usable-mx', 'fail', null],
    ])
  })

  it('one that is not there beside one that is', async () => {
    const route = await find('half.example')
    expect(route.outcome).toBe('yes')
    expect(said(route)).toEqual([['mx-no-such-name', 'fail', 'gone.example']])
  })

  it('a host that is named twice is tried once', async () => {
    const route = await find('twice.example')
    expect(table(route)).toEqual([[10, 'mx1.example', '2600::1 8.0.0.1']])
    expect(said(route)).toEqual([['mx-twice', 'warn', 'mx1.example']])
  })

  it('an address that is not public', async () => {
    const { notes } = await find('private.example')
    expect(notes).toMatchObject([
      { id: 'mx-not-public', detail: 'inside.example has 10.0.0.1, which cannot be reached from the Internet.' },
    ])
  })

  it('IPv6 only', async () => {
    expect(said(await find('sixmx.example'))).toEqual([['ipv6-only', 'warn', null]])
  })

  it('no host name at all', async () => {
    const exchange = 'a\\032b.example'
    const odd = answering({ MX: { outcome: 'records', records: [{ preference: 1, exchange }] } })
    const route = await find('odd.example', { resolver: odd })
    expect(table(route)).toEqual([[1, exchange, 'unusable']])
    expect(said(route)).toEqual([
      ['mx-name-invalid', 'fail', exchange],
      ['no-usable-mx', 'fail', null],
    ])
  })

  it('hundreds of them', async () => {
    const records = Array.from({ length: 300 }, (_, i) => ({ preference: i, exchange: `mx${i}.example` }))
    const many = answering({ MX: { outcome: 'records', records }, A: { outcome: 'records', records: ['8.0.0.1'] } })
    const route = await find('many.example', { resolver: many })
    expect(route.hosts).toHaveLength(100)
    expect(said(route)).toEqual([['mx-too-many', 'warn', null]])
  })
})

describe('the DNS could not tell', () => {
  const trouble = { code: 'timeout', message: '192.0.2.53:53 did not answer within 3 s' } as const

  it('about the MX records', async () => {
    const route = await find('plain.example', { resolver: failing('MX') })
    expect(route).toMatchObject({ kind: 'unknown', outcome: 'unknown', hosts: [] })
    expect(route.notes).toMatchObject([
      {
        id: 'dns-could-not-tell',
        verdict: 'unknown',
        detail:
          'The MX records of plain.example could not be had: 192.0.2.53:53 did not answer within 3 s. That says nothing about the domain.',
      },
    ])
  })

  it('about the domain’s own address', async () => {
    const route = await find('implicit.example', { resolver: failing('A', 'AAAA') })
    expect(route).toMatchObject({ kind: 'unknown', outcome: 'unknown' })
    expect(said(route)).toHaveLength(2)
  })

  it('about a host', async () => {
    const route = await find('plain.example', { resolver: failing('A', 'AAAA') })
    expect(route).toMatchObject({ kind: 'mx', outcome: 'unknown' })
    expect(table(route)).toEqual([
      [10, 'mx1.example', 'unknown'],
      [20, 'mx2.example', 'unknown'],
    ])
  })

  it('about some addresses of a host', async () => {
    const route = await find('plain.example', { resolver: failing('AAAA') })
    expect(route.outcome).toBe('yes')
    expect(said(route)).toEqual([
      ['dns-could-not-tell', 'unknown', 'mx1.example'],
      ['dns-could-not-tell', 'unknown', 'mx2.example'],
    ])
  })

  it('as aliases go in a circle', async () => {
    expect(said(await find('loop.example'))).toEqual([['alias-loop', 'fail', null]])
    const route = await find('loopmx.example')
    expect(route.outcome).toBe('unknown')
    expect(said(route)).toEqual([['alias-loop', 'fail', 'loop.example']])
  })

  function failing(...types: readonly RecordType[]): Resolver {
    return {
      query: (name, type) =>
        types.includes(type) ? Promise.resolve(unknownAnswer(name, type, trouble)) : resolver.query(name, type),
    }
  }
})

describe('addresses in place of a domain', () => {
  it.each([
    ['bob@[192.0.2.1]', '192.0.2.1'],
    ['[192.000.002.001]', '192.0.2.1'],
    ['<bob@[IPv6:2001:db8::1]>', '2001:db8::1'],
  ])('%s', async (target, address) => {
    const route = await find(target)
    expect(route).toMatchObject({ kind: 'address-literal', outcome: 'yes', domain: address, notes: [] })
    expect(table(route)).toEqual([[null, address, address]])
  })

  it.each([
    ['bob@192.0.2.1', 'Write [192.0.2.1].'],
    ['[2001:db8::1]', 'Write [IPv6:2001:db8::1].'],
    ['2001:db8::1', 'Write [IPv6:2001:db8::1].'],
  ])('%s is told how it is written', async (target, remedy) => {
    const route = await find(target)
    expect(route).toMatchObject({ kind: 'address-literal', outcome: 'yes' })
    expect(route.notes).toMatchObject([{ id: 'literal-form', verdict: 'warn', remedy }])
  })

  it('of the other family', async () => {
    const route = await find('[192.0.2.1]', { family: 6 })
    expect(route.outcome).toBe('no')
    expect(said(route)).toEqual([['mx-no-address-of-family', 'warn', '192.0.2.1']])
  })
})

it.each(['', 'bob@', 'bob@a b', 'bob@exa..mple', 'bob@[x400:abc]', 'bob@host:25', 'smtp://host', 'bob@[192.0.2.256]'])(
  '%j is no target, and nobody is asked',
  async (target) => {
    const route = await findRoute(target, { resolver: answering({}) })
    expect(route).toMatchObject({ kind: 'bad-target', outcome: 'no', hosts: [] })
    expect(said(route)).toEqual([['target-syntax', 'fail', null]])
  },
)

describe('a host that was named', () => {
  it.each([
    ['mx2.example', 'mx2.example', '8.0.0.2'],
    ['192.0.2.1', '192.0.2.1', '192.0.2.1'],
    ['[IPv6:2001:db8::1]', '2001:db8::1', '2001:db8::1'],
  ])('%s, whatever the MX records say', async (mx, name, address) => {
    const route = await find('bob@null.example', { mx })
    expect(route).toMatchObject({ kind: 'named', domain: 'null.example', outcome: 'yes', notes: [] })
    expect(table(route)).toEqual([[null, name, address]])
  })

  it('that is none', async () => {
    expect(said(await find('plain.example', { mx: 'a b' }))).toEqual([['target-syntax', 'fail', null]])
    expect(said(await find('plain.example', { mx: 'gone.example' }))).toEqual([
      ['mx-no-such-name', 'fail', 'gone.example'],
    ])
  })
})

type Said = { readonly outcome: 'records'; readonly records: readonly unknown[] }

/** A resolver that knows the same of every name. */
function answering(known: { readonly [T in RecordType]?: Said }): Resolver {
  return {
    query: <T extends RecordType>(name: string, type: T) => {
      const facts = { name, type, aliases: [], authentic: false, ttl: 0, source: 'test' }
      return Promise.resolve({ ...facts, ...(known[type] ?? { outcome: 'no-record' }) } as Answer<T>)
    },
  }
}

import { afterEach, describe, expect, it } from 'vitest'
import { AllowList } from '../../src/host/allow-list.ts'
import { isReachable } from '../../src/host/reachable.ts'
import { findWay, type WayOptions } from '../../src/host/ways.ts'
import { readAddressPath } from '../../src/protocol/address.ts'
import { ZoneResolver } from '../../src/wire/resolver/zone.ts'
import { post, Setting, text, until } from './setting.ts'

const setting = new Setting()
afterEach(() => setting.close())

const zone = `
public.example.   IN MX 10 mx1.public.example.
public.example.   IN MX 20 mx2.public.example.
mx1.public.example. IN A 8.8.8.8
mx1.public.example. IN A 10.0.0.8
mx2.public.example. IN A 9.9.9.9
inside.example.   IN MX 10 mx.inside.example.
mx.inside.example. IN A 10.0.0.1
none.example.     IN MX 0 .
self.example.     IN MX 10 mail.example.test.
mail.example.test. IN A 8.8.4.4
backup.example.   IN MX 10 mx1.public.example.
backup.example.   IN MX 20 mail.example.test.
backup.example.   IN MX 30 mx2.public.example.
`

const options: WayOptions = {
  smartHost: null,
  namedHosts: [],
  mxPort: 25,
  resolver: new ZoneResolver(zone),
  allowsPrivate: false,
  isSelf: (name) => name === 'mail.example.test',
}
const mx = { kind: 'mx' } as const

describe('by MX', () => {
  it('leads to public addresses only', async () => {
    expect(await findWay(mx, 'a@public.example', options)).toEqual({
      kind: 'mx',
      endpoints: [
        { kind: 'tcp', host: 'mx1.public.example', port: 25, addresses: ['8.8.8.8'] },
        { kind: 'tcp', host: 'mx2.public.example', port: 25, addresses: ['9.9.9.9'] },
      ],
    })
  })

  it('stops before this host, where it is one of several', async () => {
    const way = await findWay(mx, 'a@backup.example', options)
    expect(way.kind === 'mx' && way.endpoints.map(({ host }) => host)).toEqual(['mx1.public.example'])
  })

  it.each([
    ['a@inside.example', '5.4.4', /^the mail host of inside\.example \(mx\.inside\.example\) has none but private/],
    ['a@[127.0.0.1]', '5.4.4', /has none but private/],
    ['a@[IPv6:::ffff:10.0.0.1]', '5.4.4', /has none but private/],
    ['a@none.example', '5.1.10', /takes no mail: its MX record says so/],
    ['a@nowhere.example', '5.1.2', /does not exist/],
    ['a@self.example', '5.4.6', /^mail for self\.example would come back: its mail host is this one$/],
  ])('leads nowhere for %s: %s', async (address, status, answer) => {
    expect(await findWay(mx, address, options)).toMatchObject({
      kind: 'none',
      fate: { state: 'failed', status, answer: expect.stringMatching(answer) as string },
    })
  })

  it('is closed unless it was opened', async () => {
    expect(await findWay(mx, 'a@public.example', { ...options, mxPort: null })).toMatchObject({
      fate: { state: 'waiting', status: '4.3.5' },
    })
  })
})

it.each([
  ['8.8.8.8', true],
  ['10.1.2.3', false],
  ['127.0.0.1', false],
  ['169.254.169.254', false],
  ['192.0.0.8', false],
  ['::1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:7f00:1', false],
  ['64:ff9b::10.0.0.1', false],
  ['64:ff9b::808:808', true],
  ['64:ff9b:1::808:808', false],
  ['::ffff:8.8.8.8', true],
  ['::ffff:0:10.0.0.1', false],
  ['2001:0:808:808::f5ff:fffe', false],
  ['2002:a00:1::', false],
  ['2606:4700::1111', true],
  ['fe80::1%eth0', false],
  ['fc00::1', false],
  ['fec0::1', false],
])('%s can be reached: %s', (address, is) => {
  expect(isReachable(address)).toBe(is)
})

describe('whom messages may be released to', () => {
  const list = new AllowList(['bob@example.org', '*@test.example.org', 'shop.example', 'x%y@odd.example'])
  it.each([
    ['bob@example.org', true],
    ['BOB@Example.org', true],
    ['alice@example.org', false],
    ['any.body@test.example.org', true],
    ['anybody@deep.test.example.org', false],
    ['orders@shop.example', true],
    ['orders@shop.example.evil.example', false],
    ['victim%elsewhere.example@shop.example', false],
    ['elsewhere.example!victim@shop.example', false],
    ['"victim@elsewhere.example"@shop.example', false],
    ['x%y@odd.example', true],
  ])('%s: %s', (address, is) => {
    expect(list.allows(readAddressPath(address)!)).toBe(is)
  })

  it('is nobody without a pattern, and everybody with an asterisk', () => {
    expect(new AllowList([]).allows(readAddressPath('a@b.example')!)).toBe(false)
    expect(new AllowList(['*']).allows(readAddressPath('a@b.example')!)).toBe(true)
    expect(() => new AllowList(['not an address'])).toThrow('"not an address" is no address: write bob@example.org')
  })
})

describe('release', () => {
  it('sends a caught message on, our Received on top, to whom it is allowed', async () => {
    const peer = await setting.peer()
    const other = await setting.peer()
    const host = await setting.host({
      outgoing: {
        smartHost: { host: '127.0.0.1', port: peer.port },
        release: { to: ['*@example.org'], hosts: [{ host: '127.0.0.1', port: other.port }] },
      },
    })
    await post(host.server, { from: 'app@shop.example', to: ['x@anywhere.example'] })
    const { id } = await host.server.waitFor({ to: 'x@anywhere.example' })
    const { id: queued } = await host.release(id, { to: ['bob@example.org'] })
    const arrived = await peer.waitFor({ to: 'bob@example.org' })
    expect(arrived.from).toBe('app@shop.example')
    expect(await text(arrived)).toMatch(
      /^Received: from client\.elsewhere\.example [^]*\r\nSubject: hello\r\n\r\nThis is it\.\r\n$/,
    )
    expect(await until(host, (each) => each.id === queued && each.next === null)).toMatchObject({
      reason: 'release',
      messageId: id,
    })
    await host.release(id, { to: ['bob@example.org'], from: '', route: `127.0.0.1:${other.port}` })
    expect((await other.waitFor({ to: 'bob@example.org' })).from).toBe('')
    for (const [request, kind] of [
      [{ to: ['eve@elsewhere.example'] }, 'forbidden'],
      [{ to: [] }, 'invalid'],
      [{ to: ['bob@example.org>\r\nRCPT TO:<eve@elsewhere.example'] }, 'invalid'],
      [{ to: ['bob'] }, 'invalid'],
      [{ to: ['bob@example.org'], from: 'x> SIZE=1' }, 'invalid'],
      [{ to: ['bob@example.org'], route: 'mx' }, 'forbidden'],
      [{ to: ['bob@example.org'], route: '10.0.0.1:25' }, 'forbidden'],
    ] as const) {
      await expect(host.release(id, request)).rejects.toMatchObject({ name: 'ReleaseError', kind })
    }
    await expect(host.release('nothing', { to: ['bob@example.org'] })).rejects.toMatchObject({ kind: 'not-found' })
  })

  it('is off by default', async () => {
    const host = await setting.host({ outgoing: { smartHost: { host: '127.0.0.1', port: 9 } } })
    await expect(host.release('x', { to: ['bob@example.org'] })).rejects.toMatchObject({ kind: 'off' })
    const keeping = await setting.host()
    await expect(keeping.release('x', { to: ['bob@example.org'] })).rejects.toMatchObject({ kind: 'off' })
  })
})

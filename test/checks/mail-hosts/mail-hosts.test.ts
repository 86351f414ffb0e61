import { describe, expect, it } from 'vitest'
import { testMailHosts } from '../../../src/checks/mail-hosts/run.ts'
import type { TestResult } from '../../../src/checks/six-steps/result.ts'
import { testSixSteps } from '../../../src/checks/six-steps/run.ts'
import { findRoute, type RouteOptions } from '../../../src/client/route.ts'
import { uniformTimeouts } from '../../../src/client/timeouts.ts'
import { ZoneResolver } from '../../../src/wire/resolver/zone.ts'
import type { Answers } from '../raw-server.ts'
import { startHosts } from '../several-hosts.ts'

const resolver = new ZoneResolver(`$ORIGIN example.test.
@ MX 10 mx1
  MX 20 mx2
  MX 30 mx3
mx1 A 127.0.0.2
mx2 A 127.0.0.3
    A 127.0.0.4
one MX 10 mx1
half MX 10 nobody
     MX 20 mx2
nobody A 127.0.0.9
null MX 0 .
dead MX 10 gone
`)

const capable: Answers = { EHLO: '250-mail.example.org\r\n250-SIZE 1000000\r\n250-STARTTLS\r\n250 PIPELINING' }

async function requestFor(destination: string, port: number, options: Partial<RouteOptions> = {}) {
  const route = await findRoute(destination, { resolver, ...options })
  const target = { host: route.domain, port, scheme: null }
  const others = { from: 'me@example.org', helo: 'client.example.org', timeouts: uniformTimeouts(5000) }
  return { route, target, ...others }
}

const idsOf = ({ findings }: TestResult) => findings.map(({ id }) => id)

describe('along a route', () => {
  it('the first host that can be reached is tested, and those before it are told', async () => {
    const port = await startHosts({ '127.0.0.3': {} })
    const result = await testSixSteps(await requestFor('half.example.test', port))
    expect(result).toMatchObject({ verdict: 'pass', target: `mx2.example.test:${port}`, places: null })
    expect(result.route).toMatchObject({ kind: 'mx', domain: 'half.example.test' })
    expect(result.findings[0]).toMatchObject({ id: 'mx-unreachable', verdict: 'warn' })
    expect(result.findings[0]!.detail).toMatch(
      /^nobody\.example\.test comes earlier in the order: Connection refused\./,
    )
    expect(result.recipients).toMatchObject([{ address: 'postmaster@half.example.test' }])
  })

  it.each([
    ['null.example.test', 'fail', /^There was no conversation: The domain takes no mail\./],
    ['gone.example.test', 'fail', /^There was no conversation: No such domain\./],
    ['dead.example.test', 'fail', /^There was no conversation: No mail host can be reached by its name\./],
  ])('that leads nowhere: %s', async (destination, verdict, conclusion) => {
    for (const hold of [testSixSteps, testMailHosts]) {
      const result = await hold(await requestFor(destination, 25))
      expect(result).toMatchObject({ verdict, phase: 'connect' })
      expect(result.conclusion).toMatch(conclusion)
    }
  })
})

describe('all mail hosts', () => {
  it('are tried at all their addresses', async () => {
    const port = await startHosts({ '127.0.0.2': {}, '127.0.0.3': {}, '127.0.0.4': {} })
    const result = await testMailHosts(await requestFor('example.test', port))
    const places = result.places!.map(({ host, preference, address, test }) => [
      preference,
      host,
      address,
      test.verdict,
    ])
    expect(places).toEqual([
      [10, 'mx1.example.test', '127.0.0.2', 'pass'],
      [20, 'mx2.example.test', '127.0.0.3', 'pass'],
      [20, 'mx2.example.test', '127.0.0.4', 'pass'],
    ])
    expect(result.verdict).toBe('pass')
    expect(result.conclusion).toBe('Mail for example.test is taken at 3 addresses of 2 mail hosts. No mail was sent.')
    expect(result.route!.notes.map(({ id }) => id)).toContain('mx-no-such-name')
    expect(idsOf(result).filter((id) => id.startsWith('mx-'))).toEqual([])
  })

  it('that are not alike are told apart', async () => {
    const port = await startHosts({
      '127.0.0.2': capable,
      '127.0.0.3': { EHLO: '250-mail.example.org\r\n250-SIZE 5000\r\n250 CHUNKING' },
      '127.0.0.4': { ...capable, STARTTLS: '454 not now', RCPT: '550 5.7.1 go away' },
    })
    const result = await testMailHosts(await requestFor('bob@example.test', port))
    const detailOf = (id: string) => result.findings.find((finding) => finding.id === id)?.detail
    const [mx1, mx2, other] = [
      'mx1.example.test [127.0.0.2]',
      'mx2.example.test [127.0.0.3]',
      'mx2.example.test [127.0.0.4]',
    ]
    expect(result).toMatchObject({ verdict: 'fail', phase: 'recipients' })
    expect(result.conclusion).toMatch(/^Mail for example\.test is taken at 2 of 3 addresses of 2 mail hosts\. mx2/)
    expect(detailOf('mx-failed')).toContain('550 5.7.1')
    expect(detailOf('mx-differ-policy')).toBe(`All accepted at ${mx1}, ${mx2}; recipient 550 5.7.1 at ${other}.`)
    expect(detailOf('mx-differ-tls')).toMatch(/^TLSv1\.3 at mx1.*; none at mx2.*; failing \(.*454 not now\) at mx2/)
    expect(detailOf('mx-differ-size')).toBe(`1,000,000 octets at ${mx1}, ${other}; 5,000 octets at ${mx2}.`)
    expect(detailOf('mx-differ-features')).toBe(`CHUNKING only at ${mx2}; no PIPELINING at ${mx2}.`)
    expect(detailOf('certificate')).toMatch(/^At mx1\.example\.test \[127\.0\.0\.2\]: /)
    expect(idsOf(result)).not.toContain('starttls-offered')
    expect(result.places![0]!.tls).toMatchObject({
      protocol: 'TLSv1.3',
      certificate: { names: expect.anything() as unknown },
    })
  })

  it('that cannot be reached fail, and the others are told', async () => {
    const port = await startHosts({ '127.0.0.3': {}, '127.0.0.4': {} })
    const result = await testMailHosts(await requestFor('example.test', port))
    expect(result).toMatchObject({ verdict: 'fail', phase: 'connect' })
    expect(result.conclusion).toContain('at 2 of 3 addresses of 2 mail hosts. mx1.example.test [127.0.0.2]: There was')
  })

  it('an address that this machine has no way to proves nothing', async () => {
    const port = await startHosts({ '127.0.0.2': {} })
    const request = await requestFor('one.example.test', port)
    const result = await testMailHosts({ ...request, connection: { localAddress: '192.0.2.1' } })
    expect(result).toMatchObject({ verdict: 'unknown', places: [{ isWithinReach: false }] })
    expect(idsOf(result)).toContain('out-of-reach')
  })
})

import { describe, expect, it } from 'vitest'
import { startHosts } from '../checks/several-hosts.ts'
import { startZoneServer } from '../wire/resolver/zone-server.ts'
import { runParley } from './parley.ts'

const zone = `$ORIGIN example.test.
@ MX 10 mx1
mx1 A 127.0.0.2
sts MX 10 mx1
_mta-sts.sts TXT "v=STSv1; id=1"
_smtp._tls.sts TXT "v=TLSRPTv1; rua=mailto:tls@example.test"
`

describe('parley test --all-mx', () => {
  async function test(...args: readonly string[]) {
    const port = await startHosts({ '127.0.0.2': { EHLO: '250-a\r\n250 REQUIRETLS' } })
    const resolver = await startZoneServer(zone)
    return runParley(['test', ...args, '-p', String(port), '--resolver', resolver, '--helo', 'client.example.org'])
  }

  it('says what makes senders insist on TLS', async () => {
    const { code, stdout, stderr } = await test('sts.example.test', '--all-mx')
    expect([code, stderr]).toEqual([0, ''])
    const told = stdout.replace(/\s+/g, ' ')
    expect(told).toContain(
      'MTA-STS policy cannot be had. https://mta-sts.sts.example.test/.well-known/mta-sts.txt: the DNS',
    )
    expect(told).toContain('TLS reports. Failures of TLS are reported to mailto:tls@example.test.')
    expect(told).toContain(
      'REQUIRETLS without TLS. REQUIRETLS is offered before STARTTLS at mx1.example.test [127.0.0.2]',
    )
  })

  it('or that nothing does', async () => {
    const { stdout } = await test('example.test', '--all-mx', '--json')
    const { findings } = JSON.parse(stdout) as { findings: { id: string; verdict: string; evidence: unknown[] }[] }
    expect(findings.find(({ id }) => id === 'tls-not-demanded')).toMatchObject({ verdict: 'warn', evidence: [] })
  })

  it.each([
    ['one host', ['example.test', '--mx']],
    ['the verdict only', ['example.test', '--all-mx', '--quiet']],
    ['TLS from the start', ['example.test', '--all-mx', '--tls', 'implicit']],
  ])('not for %s', async (_name, args) => {
    expect((await test(...args)).stdout).not.toContain('insist on TLS')
  })
})

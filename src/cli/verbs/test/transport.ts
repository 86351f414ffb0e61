import type { TestResult } from '../../../checks/six-steps/result.ts'
import type { TestRequest } from '../../../checks/six-steps/run.ts'
import { createPolicyFetcher } from '../../../wire/mta-sts/fetch-policy.ts'
import { createResolver } from '../../../wire/resolver/create.ts'
import { systemServers } from '../../../wire/resolver/server-address.ts'
import type { TestFlags } from './request.ts'

/** Milliseconds for a policy, where nobody says otherwise. */
const PATIENCE = 20_000

/** For all mail hosts of a domain: what makes senders insist on TLS, and whether they live up to it. */
export async function withTransportSecurity(
  result: TestResult,
  { route, target, connection = {}, timeouts, helo, implicitTls = false }: TestRequest,
  { allMx, quiet, resolver, timeout = PATIENCE }: TestFlags,
): Promise<TestResult> {
  if (!allMx || quiet || !route || !isMail(route.kind) || implicitTls || !isPlain(target)) return result
  const { testTransportSecurity } = await import('../../../checks/transport-security/run.ts')
  // Only DNS servers tell of signatures.
  const dns = createResolver({ servers: resolver ? [resolver] : systemServers() })
  const { findings } = await testTransportSecurity({
    target: route.domain,
    route,
    resolver: dns,
    port: target?.port ?? 25,
    connection: { ...connection, ...(timeouts && { timeouts }) },
    fetchPolicy: createPolicyFetcher({ resolver: dns, timeout }),
    ...(helo !== undefined && { helo }),
  })
  // The conversations that prove them are not among those of the result.
  return { ...result, findings: [...result.findings, ...findings.map((finding) => ({ ...finding, evidence: [] }))] }
}

/** Policies are for mail that goes by the DNS alone. */
function isMail(kind: string): boolean {
  return kind === 'mx' || kind === 'implicit-mx'
}

/** DANE and MTA-STS for SMTP are about STARTTLS. */
function isPlain(target: TestRequest['target']): boolean {
  return target?.scheme === null || target?.scheme === 'smtp'
}

import { isDomain, isFullyQualified, parseAddressLiteral, isIPv4, isIPv6 } from '../../protocol/domain.ts'
import { createReply, type Reply } from '../../protocol/reply.ts'
import type { SessionFacts } from '../policy.ts'

/** What a mail host can say against a name without asking the DNS: in words that teach. */
export function judgeHelo(name: string, hostname: string, session: SessionFacts): Reply | null {
  const lower = name.toLowerCase()
  if (isIPv4(name) || isIPv6(name)) {
    const form = isIPv6(name) ? `[IPv6:${name}]` : `[${name}]`
    return createReply(501, '5.5.2', `An address is written in brackets here: EHLO ${form}`)
  }
  const literal = parseAddressLiteral(name)
  if (literal) {
    if (session.clientAddress === null || literal.address.toLowerCase() === session.clientAddress.toLowerCase())
      return null
    return createReply(550, '5.7.1', `You call from [${session.clientAddress}], not from ${name}: say your own address`)
  }
  if (name.startsWith('['))
    return createReply(501, '5.5.2', 'Not an address literal; the form is [192.0.2.1] or [IPv6:2001:db8::1]')
  if (!isDomain(name))
    return createReply(501, '5.5.2', `"${name}" is not a host name: letters, digits, hyphens and dots only`)
  if (lower === hostname.toLowerCase()) return createReply(550, '5.7.1', `${name} is my own name: say yours`)
  if (lower !== 'localhost' && !isFullyQualified(name)) {
    return createReply(504, '5.5.2', `"${name}" has no domain: say a full host name, as EHLO ${lower}.example.test`)
  }
  return null
}

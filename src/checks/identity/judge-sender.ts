import type { Finding } from '../finding.ts'
import type { IdentityFacts } from './facts.ts'
import { couldNotTell, found } from './make-finding.ts'

// RFC 7208 §2.6
export function judgeSpf({ spf, outside }: IdentityFacts): Finding | null {
  if (!spf) return null
  const { result, domain, record, reason } = spf
  const [id, ref] = ['spf', 'RFC 7208 §2.6'] as const
  const says = record === null ? '' : ` Its record: ${record}`
  switch (result) {
    case 'pass':
      return found(id, 'pass', 'SPF passes', ref, `${domain} lets ${outside} send its mail.${says}`)
    case 'fail':
    case 'softfail': {
      const verdict = result === 'fail' ? 'fail' : 'warn'
      const detail = `${domain} does not let ${outside} send its mail${result === 'fail' ? '' : ', though not strictly (~all)'}.${says}`
      return found(
        id,
        verdict,
        'SPF does not pass',
        ref,
        detail,
        `Add ${outside} to the SPF record of ${domain}, or send through a host that it names`,
      )
    }
    case 'temperror':
      return couldNotTell(id, `what SPF of ${domain} says`, ref, reason)
    case 'permerror': {
      const detail = `The SPF record of ${domain} cannot be used${reason === null ? '' : `: ${reason}`}.${says}`
      return found(
        id,
        'fail',
        'The SPF record is broken',
        ref,
        detail,
        `Put the TXT record of ${domain} that begins with v=spf1 right`,
      )
    }
    default: {
      const detail =
        record === null ? `${domain} has no SPF record.` : `${domain} says nothing about ${outside}.${says}`
      return found(
        id,
        'warn',
        'SPF says nothing',
        ref,
        detail,
        `Publish an SPF record for ${domain} that names the hosts which send its mail`,
      )
    }
  }
}

/** Whether a non-delivery report can come back. */
// RFC 5321 §3.6.3, RFC 7505 §4.2
export function judgeWayBack({ sender, wayBack }: IdentityFacts): Finding | null {
  const [id, ref] = ['sender-domain', 'RFC 5321 §5.1'] as const
  if (!sender.includes('@')) return null
  const domain = sender.slice(sender.lastIndexOf('@') + 1)
  if (!wayBack) return couldNotTell(id, `whether ${domain} exists`, ref, null)
  const notes = wayBack.notes.filter(({ verdict }) => verdict !== 'pass')
  switch (wayBack.outcome) {
    case 'yes': {
      const host = wayBack.hosts.find(({ addresses }) => addresses.length > 0)!.name
      return found(
        id,
        'pass',
        "The sender's domain takes mail",
        ref,
        `Non-delivery reports to ${sender} go to ${host}.`,
      )
    }
    case 'unknown':
      return couldNotTell(id, `whether ${domain} exists`, ref, notes[0]?.detail.replace(/\.$/, '') ?? null)
    case 'no': {
      const why = notes.at(-1)?.detail ?? `${domain} has no mail host.`
      const detail = `A non-delivery report to ${sender} could not come back, and many servers refuse such a sender. ${why}`
      const isNull = wayBack.kind === 'null-mx'
      return found(
        id,
        'fail',
        "The sender's domain takes no mail",
        isNull ? 'RFC 7505 §4.2' : ref,
        detail,
        'Use a sender with a mailbox that there is: --from',
      )
    }
  }
}

// RFC 7489 §6.6
export function judgeDmarc({ dmarc, spf }: IdentityFacts): Finding | null {
  if (!dmarc) return null
  const { result, domain, policy, record, reason } = dmarc
  const [id, ref] = ['dmarc', 'RFC 7489 §6.6'] as const
  switch (result) {
    case 'temperror':
      return couldNotTell(id, `what DMARC of ${domain} says`, ref, reason)
    case 'pass':
      return found(
        id,
        'pass',
        'DMARC passes by SPF',
        ref,
        `SPF passes for ${domain}, as its DMARC record wants. ${record}`,
      )
    case 'fail':
      return judgeUnaligned(domain, policy, record, spf === null)
    default: {
      const detail = `${domain} has no DMARC record${reason === null ? '' : ` that can be read: ${reason}`}. Large receivers want one.`
      return found(
        id,
        'warn',
        'No DMARC record',
        ref,
        detail,
        `Publish one to begin with: _dmarc.${domain} TXT "v=DMARC1; p=none"`,
      )
    }
  }
}

function judgeUnaligned(domain: string, policy: string | null, record: string | null, isUnknown: boolean): Finding {
  const wish = {
    none: 'nothing is to be done then',
    quarantine: 'such mail is to be set aside',
    reject: 'such mail is to be rejected',
  }[policy ?? 'none']
  const rest = `Without an SPF pass for ${domain} itself a DKIM signature of ${domain} must hold; else ${wish} (p=${policy}). ${record}`
  const [id, ref] = ['dmarc', 'RFC 7489 §6.6'] as const
  if (isUnknown) return found(id, 'unknown', 'DMARC hangs on SPF and DKIM', ref, rest)
  const verdict = policy === 'none' ? 'warn' : 'fail'
  return found(
    id,
    verdict,
    'DMARC does not pass by SPF',
    ref,
    rest,
    `Sign with DKIM as ${domain}, or send with a sender of ${domain} from a host that its SPF record names`,
  )
}

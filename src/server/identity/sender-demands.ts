import { isIP } from 'node:net'
import { parseAddressLiteral } from '../../protocol/domain.ts'
import type { MailboxPath } from '../../protocol/path.ts'
import { isSameAddress } from '../../wire/identity/addresses.ts'
import type { SpfVerdict } from '../../wire/identity/mailauth.ts'
import type { Known } from './known.ts'
import { refusal, shown, shownName, unsure, type Refusal } from './refusal.ts'

/** Demands on the reverse-path: what is against it, or null. */

// RFC 5321 §3.6.2, RFC 7505 §4.2
export async function judgeSenderDomain({ domain, literal }: MailboxPath, known: Known): Promise<Refusal | null> {
  if (literal) return null
  const name = shownName(domain)
  if (domain === '') {
    return refusal(553, '5.1.7', 'The sender has no domain', 'Say the full address, as MAIL FROM:<you@example.org>')
  }
  const { outcome, trouble } = await known.mailDomain(domain)
  switch (outcome) {
    case 'mail':
      return null
    case 'null-mx':
      return refusal(
        550,
        '5.7.27',
        `The domain of the sender, ${name}, says that it takes no mail (null MX)`,
        'Use a sender whom a non-delivery report can reach',
      )
    case 'unknown':
      return unsure(`whether the domain of the sender, ${name}, exists`, trouble)
    default: {
      const what = outcome === 'no-name' ? 'does not exist' : 'has neither an MX record nor an address'
      return refusal(
        550,
        '5.1.8',
        `The domain of the sender, ${name}, ${what}: a non-delivery report could not reach you`,
        'Use the domain of a mailbox that there is; check it letter by letter',
      )
    }
  }
}

/** The sender's domain and the HELO name lead to one address. No RFC asks for it: mail is often sent by another host. */
export async function judgeSenderAddress(
  { domain, literal }: MailboxPath,
  helo: string,
  known: Known,
): Promise<Refusal | null> {
  const [sender, named] = await Promise.all([
    literal ? literalAddresses(literal.address) : known.domainAddresses(domain),
    heloAddresses(helo, known),
  ])
  if (sender.addresses.some((each) => named.addresses.some((other) => isSameAddress(each, other)))) return null
  const trouble = sender.trouble ?? named.trouble
  if (trouble !== null) return unsure(`whether ${shownName(domain)} and ${shownName(helo)} are at one address`, trouble)
  const at = ({ addresses }: { readonly addresses: readonly string[] }) =>
    addresses.length === 0 ? 'has no address' : `is at ${addresses.slice(0, 5).join(', ')}`
  return refusal(
    550,
    '5.7.1',
    `The domain of the sender, ${shownName(domain)}, ${at(sender)}; ${shownName(helo)}, as you call yourself, ${at(named)}`,
    'Here the domain of the sender and the name in EHLO have to resolve to the same address',
  )
}

function literalAddresses(address: string) {
  return { addresses: isIP(address) ? [address] : [], trouble: null }
}

function heloAddresses(helo: string, known: Known) {
  const literal = parseAddressLiteral(helo)
  return literal ? literalAddresses(literal.address) : known.addresses(helo)
}

// RFC 7208 §8, RFC 7372 §3.2
export function judgeSpf({ result, domain, reason }: SpfVerdict, client: string): Refusal | null {
  const name = shownName(domain)
  switch (result) {
    case 'fail':
      return refusal(
        550,
        '5.7.23',
        `SPF of ${name} does not let [${client}] send its mail`,
        `Send through a host that the SPF record of ${name} names, or add ${client} to that record`,
      )
    case 'permerror':
      return refusal(
        550,
        '5.7.24',
        `The SPF record of ${name} cannot be used${reason === null ? '' : `: ${shown(reason)}`}`,
        `Whoever has the DNS of ${name} must put its TXT record that begins with v=spf1 right`,
      )
    case 'temperror':
      return unsure(`what SPF of ${name} says`, reason)
    default:
      return null
  }
}

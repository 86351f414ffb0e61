import { isFullyQualified, parseAddressLiteral } from '../../protocol/domain.ts'
import { isSameAddress } from '../../wire/identity/addresses.ts'
import { goesBy } from '../../wire/identity/reverse.ts'
import { presentName } from '../../wire/resolver/name.ts'
import type { Finding } from '../finding.ts'
import type { IdentityFacts } from './facts.ts'
import { list } from '../words.ts'
import { couldNotTell, found } from './make-finding.ts'

/** By which address others know us. */
export function judgeAddress({ address, seenAddress, outside }: IdentityFacts): Finding | null {
  const id = 'identity-address'
  if (address === null) return found(id, 'unknown', 'No address to look up', null, 'There was no connection.')
  if (outside === address) {
    return found(id, 'pass', `You call from ${address}`, null, 'This is the address that others look you up by.')
  }
  if (outside !== null) {
    const detail = `You call from ${address}, which means nothing outside your network; the server sees ${outside}.`
    return found(id, 'pass', `The server sees ${outside}`, null, detail)
  }
  const seen = seenAddress === null ? '' : `, and the server sees ${seenAddress}`
  return found(
    id,
    'unknown',
    `Your address outside is not known`,
    null,
    `You call from ${address}${seen}: this is an address of your own network. By which one others know you, whether it has ` +
      'a name, what SPF says of it and whether it is on blocklists cannot be told from here.',
    'Run the test on the host that sends the mail, against a server outside your network',
  )
}

// RFC 8601 §3
export function judgeReverse({ reverse }: IdentityFacts): Finding | null {
  if (!reverse) return null
  const { outcome, address, trouble } = reverse
  const [id, ref] = ['reverse-name', 'RFC 8601 §3'] as const
  const [first = ''] = reverse.names.map(presentName)
  switch (outcome) {
    case 'confirmed': {
      const names = list(reverse.confirmed.map(presentName))
      return found(id, 'pass', 'Your address has a name', ref, `${address} is ${names}, there and back.`)
    }
    case 'none':
      return found(
        id,
        'fail',
        'Your address has no name',
        ref,
        `There is no PTR record for ${address}; many servers take no mail from such a host.`,
        'Ask your provider for a PTR record with the name of the mail host',
      )
    case 'unconfirmed':
      return found(
        id,
        'fail',
        'The name of your address does not lead back to it',
        ref,
        `The PTR record of ${address} says ${first}, and ${first} does not have this address.`,
        `Give ${first} an address record with ${address}, or let your provider change the PTR record`,
      )
    case 'unknown':
      return couldNotTell(id, 'the name of your address', ref, trouble)
  }
}

// RFC 5321 §4.1.4, RFC 5321 §2.3.5
export function judgeHelo(facts: IdentityFacts): Finding | null {
  const { helo, outside, address } = facts
  if (helo === null) return null
  const [id, ref] = ['helo-identity', 'RFC 5321 §4.1.4'] as const
  const literal = parseAddressLiteral(helo)
  if (literal) return judgeLiteral(helo, outside ?? address)
  if (!isFullyQualified(helo)) {
    const detail = `You call yourself "${helo}": many servers refuse a name that is not fully qualified.`
    const remedy = 'Use the name that the DNS has for this host: --helo mail.example.org'
    return found(id, 'warn', 'The HELO name is no full host name', 'RFC 5321 §2.3.5', detail, remedy)
  }
  if (!facts.heloAddresses) return null
  const { outcome, addresses, trouble } = facts.heloAddresses
  switch (outcome) {
    case 'unknown':
      return couldNotTell(id, 'whether the HELO name exists', ref, trouble)
    case 'no-name':
    case 'no-address': {
      const detail = `The DNS has no address for ${helo}, by which you introduce yourself.`
      return found(
        id,
        'fail',
        'The HELO name does not resolve',
        ref,
        detail,
        `Give ${helo} an address record, or use a name that has one: --helo`,
      )
    }
    case 'addresses':
      return judgeHeloAddresses(facts, helo, addresses)
  }
}

function judgeHeloAddresses({ outside, reverse }: IdentityFacts, helo: string, addresses: readonly string[]): Finding {
  const [id, ref] = ['helo-identity', 'RFC 5321 §4.1.4'] as const
  const at = `${helo} is at ${list(addresses.slice(0, 5))}`
  if (outside === null) {
    return found(id, 'unknown', 'The HELO name resolves', ref, `${at}; whether that is you cannot be told from here.`)
  }
  if (!addresses.some((each) => isSameAddress(each, outside))) {
    const detail = `${at}, and you call from ${outside}. Some servers demand that they are the same.`
    return found(
      id,
      'warn',
      'The HELO name is that of another host',
      ref,
      detail,
      `Use the name that ${outside} has, or give ${helo} that address`,
    )
  }
  const also = reverse && goesBy(reverse, helo) ? ', and the PTR record says the same' : ''
  return found(id, 'pass', 'The HELO name is yours', ref, `${helo} resolves to ${outside}${also}.`)
}

// RFC 5321 §4.1.3
function judgeLiteral(helo: string, address: string | null): Finding {
  const detail = `You introduce yourself as ${helo}, as hosts without a name may; many servers want a name${address === null ? '' : ` for ${address}`}.`
  return found(
    'helo-identity',
    'warn',
    'The HELO name is an address',
    'RFC 5321 §4.1.3',
    detail,
    'Give the host a name and say it: --helo',
  )
}

import { isIP } from 'node:net'
import { isDomain, isFullyQualified, parseAddressLiteral } from '../../protocol/domain.ts'
import { isSameAddress } from '../../wire/identity/addresses.ts'
import type { Known } from './known.ts'
import { refusal, shownName, unsure, type Refusal } from './refusal.ts'

/** Demands on the client and the name it gives: what is against it, or null. */

// RFC 7372 §3.3, RFC 8601 §3
export async function judgeReverse(address: string, confirmed: boolean, known: Known): Promise<Refusal | null> {
  const { outcome, names, trouble } = await known.reverse(address)
  const code = '5.7.25'
  switch (outcome) {
    case 'confirmed':
      return null
    case 'none':
      return refusal(
        550,
        code,
        `Your address [${address}] has no name in the DNS: there is no PTR record for it`,
        'Ask whoever gave you the address, your provider, for a PTR record with the name of your mail host',
      )
    case 'unconfirmed':
      if (!confirmed) return null
      return refusal(
        550,
        code,
        `Your address [${address}] goes by the name ${shownName(names[0]!)}, which does not resolve to it`,
        `Let the PTR record and the address record agree: ${shownName(names[0]!)} needs the address ${address}`,
      )
    case 'unknown':
      return names.length > 0 && !confirmed ? null : unsure(`the name of your address [${address}]`, trouble)
  }
}

/** Demands on the HELO name. */
export type HeloDemand = 'helo-name' | 'helo-exists' | 'helo-address'

// RFC 5321 §2.3.5, RFC 5321 §4.1.4
export async function judgeHeloName(
  name: string,
  client: string | null,
  demanded: ReadonlySet<string>,
  known: Known,
): Promise<Refusal | null> {
  const literal = parseAddressLiteral(name)
  if (literal) return demanded.has('helo-address') ? judgeLiteral(name, literal.address, client) : null
  if (demanded.has('helo-name') && !isFullyQualified(name)) {
    return refusal(
      504,
      '5.5.2',
      `You call yourself "${shownName(name)}", which is no full host name`,
      'Introduce yourself with the name that the DNS has for your host, as EHLO mail.example.org',
    )
  }
  if (!demanded.has('helo-exists') && !demanded.has('helo-address')) return null
  if (!isDomain(name)) return noSuchName(name)
  const { outcome, addresses, trouble } = await known.addresses(name)
  if (outcome === 'unknown') return unsure(`whether ${shownName(name)} exists`, trouble)
  if (outcome !== 'addresses') return noSuchName(name)
  if (!demanded.has('helo-address') || client === null) return null
  if (addresses.some((each) => isSameAddress(each, client))) return null
  // The other family may have it.
  if (trouble !== null) return unsure(`all addresses of ${shownName(name)}`, trouble)
  return refusal(
    550,
    '5.7.1',
    `You call yourself ${shownName(name)}, which is at ${addresses.slice(0, 5).join(', ')}, and you call from [${client}]`,
    `Say the name of the address that you call from, or give ${shownName(name)} an address record with ${client}`,
  )
}

function judgeLiteral(name: string, address: string, client: string | null): Refusal | null {
  if (client === null || isSame(address, client)) return null
  return refusal(
    550,
    '5.7.1',
    `You call yourself ${shownName(name)}, and you call from [${client}]`,
    'Say your own name, or your own address in brackets',
  )
}

/** A general address literal may hold anything. RFC 5321 §4.1.3 */
function isSame(address: string, client: string): boolean {
  return isIP(address) !== 0 && isSameAddress(address, client)
}

function noSuchName(name: string): Refusal {
  return refusal(
    550,
    '5.7.1',
    `You call yourself "${shownName(name)}", and the DNS has no address for that name`,
    'Introduce yourself with the name of your host, and give that name an A or AAAA record',
  )
}

import type { RfcRef } from '../protocol/rfc.ts'
import { writeAddressLiteral, isFullyQualified } from '../protocol/domain.ts'
import { isLocalhost } from '../wire/resolver/name.ts'
import type { RecordData, RecordType, Trouble } from '../wire/resolver/resolver.ts'
import type { RouteHost } from './route-host.ts'
import type { RouteTarget } from './route-target.ts'

/** Something about a route that somebody should know. */
export interface RouteNote {
  /** Always the same for the same kind of thing: "mx-is-alias". */
  readonly id: string
  readonly verdict: 'pass' | 'warn' | 'fail' | 'unknown'
  /** The mail host that it is about; null: the domain. */
  readonly host: string | null
  /** A few words, no full stop. */
  readonly title: string
  /** Full sentences. */
  readonly detail: string
  /** What to do about it; null where nothing is to be done. */
  readonly remedy: string | null
  readonly ref: RfcRef
}

type MxRecord = RecordData['MX']

// the target

export function targetSyntax(given: string): RouteNote {
  return {
    id: 'target-syntax',
    verdict: 'fail',
    host: null,
    title: 'Not a mail domain',
    detail: given === '' ? 'There is no domain.' : `"${given}" is neither a domain name nor an address literal.`,
    remedy: 'Write it as bob@example.com, example.com, bob@[192.0.2.1] or bob@[IPv6:2001:db8::1].',
    ref: 'RFC 5321 §4.1.2',
  }
}

export function literalForm(given: string, address: string): RouteNote {
  return {
    id: 'literal-form',
    verdict: 'warn',
    host: null,
    title: 'Address not written as an address literal',
    detail: `"${given}" is understood here, but in a mail address most servers will refuse it.`,
    remedy: `Write ${writeAddressLiteral(address)}.`,
    ref: 'RFC 5321 §4.1.3',
  }
}

export function aboutName(
  { given, domain }: Extract<RouteTarget, { readonly kind: 'domain' }>,
  aliases: readonly string[],
): readonly RouteNote[] {
  const notes: RouteNote[] = []
  if (/[^\0-\x7f]/.test(given)) notes.push(internationalized(given, domain))
  if (!isFullyQualified(domain) && !isLocalhost(domain)) notes.push(notFullyQualified(domain))
  if (aliases.length > 0) notes.push(domainAlias(domain, aliases))
  return notes
}

function internationalized(given: string, domain: string): RouteNote {
  return {
    id: 'internationalized-domain',
    verdict: 'pass',
    host: null,
    title: 'Internationalized domain',
    detail: `The DNS is asked for ${given} as ${domain}.`,
    remedy: null,
    ref: 'RFC 5891',
  }
}

function notFullyQualified(domain: string): RouteNote {
  return {
    id: 'not-fully-qualified',
    verdict: 'warn',
    host: null,
    title: 'Domain not fully qualified',
    detail: `"${domain}" is not a fully qualified domain name: elsewhere it means another host, or none.`,
    remedy: 'Use the full name.',
    ref: 'RFC 5321 §2.3.5',
  }
}

function domainAlias(domain: string, aliases: readonly string[]): RouteNote {
  return {
    id: 'domain-is-alias',
    verdict: 'pass',
    host: null,
    title: 'The domain is an alias',
    detail: `${[domain, ...aliases].join(' is an alias for ')}, where its mail goes.`,
    remedy: null,
    ref: 'RFC 5321 §5.1',
  }
}

// the domain

export function noDomain(domain: string): RouteNote {
  return {
    id: 'no-such-domain',
    verdict: 'fail',
    host: null,
    title: 'No such domain',
    detail: `The DNS says that ${domain} does not exist. No mail can go there, and it is of no use to try again.`,
    remedy: 'Check the spelling; if it is right, whether the domain has expired.',
    ref: 'RFC 5321 §5.1',
  }
}

export function localName(domain: string): RouteNote {
  return {
    id: 'local-name',
    verdict: 'warn',
    host: null,
    title: 'Known to this machine only',
    detail: `The DNS says that ${domain} does not exist, but this machine has an address for it, as from its hosts file.`,
    remedy: 'Nobody else will find it: give the name an MX or an address record if others are to send mail there.',
    ref: 'RFC 5321 §2.3.5',
  }
}

export function noHost(domain: string, family: 4 | 6 | undefined): RouteNote {
  const address = family === undefined ? 'address' : `IPv${family} address`
  return {
    id: 'no-mail-host',
    verdict: 'fail',
    host: null,
    title: 'No mail host',
    detail: `${domain} exists, but has neither an MX record nor an ${address}: there is nowhere to bring its mail.`,
    remedy: 'Give the domain an MX record; or a null MX record, if it is to get no mail.',
    ref: 'RFC 5321 §5.1',
  }
}

export function implicitMx(domain: string): RouteNote {
  return {
    id: 'implicit-mx',
    verdict: 'pass',
    host: null,
    title: 'No MX record: the domain is its own mail host',
    detail: `${domain} has no MX record, so its mail goes to its own address.`,
    remedy: 'An MX record says so expressly, and lets a host of another name or a second one take the mail.',
    ref: 'RFC 5321 §5.1',
  }
}

export function aboutNullMx(domain: string, nulls: readonly MxRecord[], others: number): readonly RouteNote[] {
  if (nulls.length === 0) return []
  if (others > 0) return [nullMxNotAlone(domain)]
  const odd = nulls.find(({ preference }) => preference !== 0)
  return odd ? [nullMx(domain), nullMxPreference(domain, odd.preference)] : [nullMx(domain)]
}

function nullMx(domain: string): RouteNote {
  return {
    id: 'null-mx',
    verdict: 'fail',
    host: null,
    title: 'The domain takes no mail',
    detail: `${domain} has a null MX record ("."): it says itself that it takes no mail, for anybody.`,
    remedy: 'Do not send there (556 5.1.10 is the reply that says so), and do not use the domain as a sender.',
    ref: 'RFC 7505 §3',
  }
}

function nullMxNotAlone(domain: string): RouteNote {
  return {
    id: 'null-mx-not-alone',
    verdict: 'fail',
    host: null,
    title: 'A null MX record beside others',
    detail: `${domain} says that it takes no mail (".") and names mail hosts as well. Senders differ in what they make of it.`,
    remedy: 'Remove the null MX record, or all others.',
    ref: 'RFC 7505 §3',
  }
}

function nullMxPreference(domain: string, preference: number): RouteNote {
  return {
    id: 'null-mx-preference',
    verdict: 'warn',
    host: null,
    title: 'A null MX record with a preference',
    detail: `The null MX record of ${domain} has the preference ${preference}; it has to be 0.`,
    remedy: 'Write it as "MX 0 .".',
    ref: 'RFC 7505 §3',
  }
}

export function aboutTwice(records: readonly MxRecord[]): readonly RouteNote[] {
  const names = records.map(({ exchange }) => exchange.toLowerCase())
  const twice = [...new Set(names.filter((name, i) => names.indexOf(name) !== i))]
  return twice.map((host) => ({
    id: 'mx-twice',
    verdict: 'warn',
    host,
    title: 'A mail host is named twice',
    detail: `${host} stands in more than one MX record. It is tried once, by its lowest preference.`,
    remedy: 'Keep one of the records.',
    ref: 'RFC 5321 §5.1',
  }))
}

export function tooMany(domain: string, found: number, followed: number): RouteNote {
  return {
    id: 'mx-too-many',
    verdict: 'warn',
    host: null,
    title: 'Too many MX records',
    detail: `${domain} has ${found} MX records. The first ${followed} are looked at.`,
    remedy: 'A handful of mail hosts is enough.',
    ref: 'RFC 5321 §5.1',
  }
}

export function noneUsable(domain: string): RouteNote {
  return {
    id: 'no-usable-mx',
    verdict: 'fail',
    host: null,
    title: 'None of the MX records leads anywhere',
    detail: `${domain} has MX records, and none of them leads to an address. Its own address does not count then.`,
    remedy: 'Let the MX records name hosts that have addresses.',
    ref: 'RFC 5321 §5.1',
  }
}

export function aboutFamilies(
  domain: string,
  hosts: readonly RouteHost[],
  family: 4 | 6 | undefined,
): readonly RouteNote[] {
  const families = hosts.flatMap(({ addresses }) => addresses.map((each) => each.family))
  const isUnsure = hosts.some(({ outcome }) => outcome === 'unknown')
  if (family !== undefined || isUnsure || families.length === 0 || families.includes(4)) return []
  return [
    {
      id: 'ipv6-only',
      verdict: 'warn',
      host: null,
      title: 'Mail only over IPv6',
      detail: `No mail host of ${domain} has an IPv4 address: senders without IPv6 cannot bring mail there.`,
      remedy: 'Give one of the hosts an IPv4 address.',
      ref: 'RFC 5321 §5.2',
    },
  ]
}

// a host

export function mxIsAddress(host: string): RouteNote {
  return {
    id: 'mx-is-address',
    verdict: 'fail',
    host,
    title: 'The MX record holds an address',
    detail: `An MX record has to name a host; this one holds the address ${host}, which the DNS takes for a name that nobody has. Most senders cannot use it.`,
    remedy: 'Give the address a name by an A or AAAA record, and put that name into the MX record.',
    ref: 'RFC 5321 §5.1',
  }
}

export function mxNameInvalid(host: string): RouteNote {
  return {
    id: 'mx-name-invalid',
    verdict: 'fail',
    host,
    title: 'The MX record holds no host name',
    detail: `"${host}" is no name that a host can have.`,
    remedy: 'Put the name of a host into the MX record.',
    ref: 'RFC 1035 §3.3.9',
  }
}

export function mxIsAlias(host: string, aliases: readonly string[]): RouteNote {
  return {
    id: 'mx-is-alias',
    verdict: 'warn',
    host,
    title: 'The MX record names an alias',
    detail: `${[host, ...aliases].join(' is an alias for ')}. An MX record has to name a host with addresses of its own; some senders refuse an alias.`,
    remedy: `Put ${aliases.at(-1)} into the MX record.`,
    ref: 'RFC 5321 §5.1',
  }
}

export function noName(host: string): RouteNote {
  return {
    id: 'mx-no-such-name',
    verdict: 'fail',
    host,
    title: 'The mail host does not exist',
    detail: `The DNS knows no ${host}.`,
    remedy: 'Check the spelling of the name where it is given, or give it an address.',
    ref: 'RFC 5321 §5.1',
  }
}

export function noAddress(host: string): RouteNote {
  return {
    id: 'mx-no-address',
    verdict: 'fail',
    host,
    title: 'The mail host has no address',
    detail: `${host} exists, but has neither an A nor an AAAA record.`,
    remedy: 'Give the host an address, or name another one.',
    ref: 'RFC 5321 §5.1',
  }
}

export function noAddressOfFamily(host: string, family: 4 | 6): RouteNote {
  return {
    id: 'mx-no-address-of-family',
    verdict: 'warn',
    host,
    title: `No IPv${family} address`,
    detail: `Only IPv${family} is to be used, and ${host} has no IPv${family} address.`,
    remedy: `Leave out -${family}, or give the host ${family === 6 ? 'an AAAA' : 'an A'} record.`,
    ref: 'RFC 5321 §5.2',
  }
}

export function notPublic(host: string, addresses: readonly string[]): RouteNote {
  return {
    id: 'mx-not-public',
    verdict: 'warn',
    host,
    title: 'An address that is not public',
    detail: `${host} has ${addresses.join(', ')}, which cannot be reached from the Internet.`,
    remedy: 'That is right for a network of your own only; otherwise give the host a public address.',
    ref: 'RFC 6890',
  }
}

// the DNS

export function couldNotTell(name: string, type: RecordType, { code, message }: Trouble): RouteNote {
  const host = type === 'MX' ? null : name
  if (code === 'alias-loop') return aliasLoop(name, host, message)
  return {
    id: 'dns-could-not-tell',
    verdict: 'unknown',
    host,
    title: 'The DNS could not tell',
    detail: `The ${type} records of ${name} could not be had: ${message}. That says nothing about the domain.`,
    remedy: 'Check your own connection and DNS server (--resolver asks another one), then try again: mail would wait.',
    ref: 'RFC 5321 §5.1',
  }
}

function aliasLoop(name: string, host: string | null, message: string): RouteNote {
  return {
    id: 'alias-loop',
    verdict: 'fail',
    host,
    title: 'Aliases without an end',
    detail: `${name} leads nowhere: ${message}.`,
    remedy: 'Let the last CNAME record name a host that is no alias.',
    ref: 'RFC 5321 §5.1',
  }
}

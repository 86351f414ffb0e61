import { blocklists } from '../wire/identity/blocklist-data.ts'
import { domainBlocklists } from '../wire/identity/domain-blocklist-data.ts'
import { collect, hostName } from './values.ts'
import { InvalidArgumentError, Option } from './verb.ts'

/** The lists to ask, of addresses and of domains. What is known to be the one is not taken for the other. */

export function blocklistOption(description: string): Option {
  return new Option('--blocklist <zone>', description).argParser(
    collect((text) => zoneBut(domainBlocklists, 'lists domains: give it with --domain-blocklist', text)),
  )
}

export function domainBlocklistOption(description: string): Option {
  return new Option('--domain-blocklist <zone>', description).argParser(
    collect((text) => zoneBut(blocklists, 'lists addresses: give it with --blocklist', text)),
  )
}

function zoneBut(others: readonly { readonly zone: string }[], complaint: string, text: string): string {
  const name = hostName(text)
  if (others.some(({ zone }) => zone === name.toLowerCase())) throw new InvalidArgumentError(`${name} ${complaint}.`)
  return name
}

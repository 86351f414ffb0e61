import type { About, ListenAddress } from '../api-types.ts'

/** The address that programs on this machine should use: in clear, or with STARTTLS, if there is one. */
export function mainAddress(about: About | null): ListenAddress {
  const addresses = about?.addresses ?? []
  return (
    addresses.find(({ tls }) => tls !== 'implicit') ?? addresses[0] ?? { host: '127.0.0.1', port: 1025, tls: 'none' }
  )
}

/** A host that listens everywhere is reached by the name that the page itself was reached by. */
export function reachableHost(host: string, pageHost: string): string {
  if (host !== '0.0.0.0' && host !== '::' && host !== '') return host
  return pageHost || '127.0.0.1'
}

/** Somebody who gets mail here. */
export function firstRecipient(about: About | null): string {
  return about?.practice?.recipient ?? 'you@example.test'
}

/** Lines that send a first message. */
export function firstMail(about: About | null): { readonly name: string; readonly text: string }[] {
  const { host, port } = mainAddress(about)
  const server = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const to = firstRecipient(about)
  // A practice host wants full names of whoever writes; a catcher takes what there is.
  const isStrict = about !== null && about.practice !== null
  const isLmtp = about?.protocol === 'lmtp'
  const from = isStrict ? ' --from me@example.org' : ''
  const lmtp = isLmtp ? ' --protocol LMTP' : ''
  const lines = [
    { name: 'parley', text: `parley send ${server} --to ${to}${from}${lmtp}` },
    {
      name: 'swaks',
      text: `swaks --to ${to} --server ${server}${from}${isStrict ? ' --ehlo client.example.org' : ''}${lmtp}`,
    },
  ]
  if (isLmtp) return lines
  const url = `smtp://${server}${isStrict ? '/client.example.org' : ''}`
  const message = "printf 'Subject: Hello\\r\\n\\r\\nIt works.\\r\\n'"
  return [
    ...lines,
    { name: 'curl', text: `${message} | curl ${url} --mail-from me@example.org --mail-rcpt ${to} -T -` },
  ]
}

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

/** Somebody whom it takes mail from: in its own domains a practice host takes it from those who live there only. */
export function firstSender(about: About | null): string {
  const isItsOwn = about?.practice?.domains.some((domain) => domain.toLowerCase() === 'example.org')
  return isItsOwn ? firstRecipient(about) : 'me@example.org'
}

/** A practice host wants full names of whoever greets and writes, as others may; a catcher takes what there is. */
export function wantsFullNames(about: About | null): boolean {
  return about !== null && (about.practice !== null || about.demands.some(({ name }) => name === 'helo-name'))
}

/** Who greets, where the name of the machine would not do. */
export const clientName = 'client.example.org'

/** Lines that send a first message. */
export function firstMail(about: About | null): { readonly name: string; readonly text: string }[] {
  const { host, port } = mainAddress(about)
  const server = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const to = firstRecipient(about)
  const sender = firstSender(about)
  const isStrict = wantsFullNames(about)
  const isLmtp = about?.protocol === 'lmtp'
  const from = isStrict ? ` --from ${sender}` : ''
  const lmtp = isLmtp ? ' --protocol LMTP' : ''
  const lines = [
    { name: 'parley', text: `parley send ${server} --to ${to}${from}${lmtp}` },
    {
      name: 'swaks',
      text: `swaks --to ${to} --server ${server}${from}${isStrict ? ` --ehlo ${clientName}` : ''}${lmtp}`,
    },
  ]
  if (isLmtp) return lines
  const url = `smtp://${server}${isStrict ? `/${clientName}` : ''}`
  const message = "printf 'Subject: Hello\\r\\n\\r\\nIt works.\\r\\n'"
  return [...lines, { name: 'curl', text: `${message} | curl ${url} --mail-from ${sender} --mail-rcpt ${to} -T -` }]
}

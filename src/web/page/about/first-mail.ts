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

/** Lines that send a first message. */
export function firstMail(about: About | null): { readonly name: string; readonly text: string }[] {
  const { host, port } = mainAddress(about)
  const server = `${host.includes(':') ? `[${host}]` : host}:${port}`
  return [
    { name: 'parley', text: `parley send ${server} --to you@example.test` },
    { name: 'swaks', text: `swaks --to you@example.test --server ${server}` },
    {
      name: 'curl',
      text: `printf 'Subject: Hello\\r\\n\\r\\nIt works.\\r\\n' | curl smtp://${server} --mail-from me@example.test --mail-rcpt you@example.test -T -`,
    },
  ]
}

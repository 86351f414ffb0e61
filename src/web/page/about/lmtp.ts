import { clientName } from './first-mail.ts'
import type { Access, Snippet } from './snippets.ts'

/** Those among the programs that can speak LMTP; the others know SMTP only. */
export const knowLmtp: ReadonlySet<string> = new Set(['nodemailer', 'swaks'])

/** Settings for mail hosts, which hand mail over to a delivery agent in LMTP. None of them logs in there. */
export function deliveries({ host, port, tls, user, to, isStrict }: Access): Snippet[] {
  if (user !== null) return []
  const server = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const dovecotTls = { none: '', starttls: ' starttls=any-cert', implicit: ' ssl=any-cert' }[tls]
  return [
    {
      name: 'Postfix',
      text: [
        '# main.cf',
        `virtual_mailbox_domains = ${to.slice(to.lastIndexOf('@') + 1)}`,
        `virtual_transport = lmtp:inet:${server}`,
        ...(isStrict ? [`lmtp_lhlo_name = ${clientName}`] : []),
        ...(tls === 'none' ? [] : ['lmtp_tls_security_level = encrypt']),
        ...(tls === 'implicit' ? ['lmtp_tls_wrappermode = yes'] : []),
      ].join('\n'),
    },
    {
      name: 'Dovecot',
      text: [
        '# Dovecot 2.3, which passes on what it gets by LMTP',
        'protocols = lmtp',
        ...(isStrict ? [`hostname = ${clientName}`] : []),
        'lmtp_proxy = yes',
        'passdb {',
        '  driver = static',
        `  args = nopassword=y proxy=y host=${host} port=${port}${dovecotTls}`,
        '}',
      ].join('\n'),
    },
  ]
}

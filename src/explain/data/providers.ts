import type { ProviderText } from './provider-text.ts'
import { exim } from './providers/exim.ts'
import { filters } from './providers/filters.ts'
import { gmail } from './providers/gmail.ts'
import { icloud } from './providers/icloud.ts'
import { mailboxProviders } from './providers/mailbox-providers.ts'
import { microsoft365 } from './providers/microsoft365.ts'
import { otherServers } from './providers/other-servers.ts'
import { outlook } from './providers/outlook.ts'
import { postfix } from './providers/postfix.ts'
import { sendmail } from './providers/sendmail.ts'
import { yahoo } from './providers/yahoo.ts'

export interface Provider {
  /** As people call it. */
  readonly name: string
  /** What betrays it in the text of any of its replies, lower case. */
  readonly signs: readonly string[]
}

/** Who has words of their own: mailbox providers, mail programs, block lists and filters. */
export const providers: Readonly<Record<string, Provider>> = {
  gmail: { name: 'Gmail', signs: ['gsmtp', 'support.google.com'] },
  microsoft365: {
    name: 'Microsoft 365',
    signs: ['.prod.outlook.com', 'protection.outlook.com', 'go.microsoft.com', 'exchangelabs.com', 'aka.ms/'],
  },
  outlook: { name: 'Outlook.com', signs: ['mail.live.com', 'olc.protection.outlook.com', 'sendersupport/olc'] },
  yahoo: { name: 'Yahoo', signs: ['yahoodns', 'help.yahoo.com', 'yahooinc.com', 'postmaster.yahoo'] },
  icloud: { name: 'iCloud', signs: ['icloud.com', 'support.apple.com'] },
  postfix: { name: 'Postfix', signs: ['postfix'] },
  exim: { name: 'Exim', signs: ['exim'] },
  sendmail: { name: 'Sendmail', signs: ['sendmail'] },
  qmail: { name: 'qmail', signs: ['qmail', 'cr.yp.to', '(#5.', '(#4.'] },
  qpsmtpd: { name: 'qpsmtpd', signs: ['qpsmtpd'] },
  parley: { name: 'Parley', signs: [] },
  opensmtpd: { name: 'OpenSMTPD', signs: ['opensmtpd'] },
  spamhaus: { name: 'Spamhaus', signs: ['spamhaus'] },
  spamcop: { name: 'SpamCop', signs: ['spamcop'] },
  barracuda: { name: 'Barracuda', signs: ['barracuda'] },
  proofpoint: { name: 'Proofpoint', signs: ['proofpoint', 'pphosted'] },
  ironport: { name: 'Cisco IronPort', signs: ['ironport', 'senderbase', 'talosintelligence'] },
  mimecast: { name: 'Mimecast', signs: ['mimecast'] },
  firewall: { name: 'a firewall', signs: [] },
  antivirus: { name: 'a virus scanner', signs: [] },
  comcast: { name: 'Comcast', signs: ['postmaster.comcast', 'comcast.net'] },
  't-online': { name: 'T-Online', signs: ['t-online.de'] },
  gmx: { name: 'GMX and WEB.DE', signs: ['gmx.net', 'web.de', 'kundenserver', 'nemesis'] },
  mailru: { name: 'Mail.ru', signs: ['mail.ru'] },
  qq: { name: 'QQ Mail', signs: ['mail.qq.com'] },
  att: { name: 'AT&T', signs: ['att.net', 'att-mail.com', 'sbcglobal.net'] },
  cox: { name: 'Cox', signs: ['cox.net', 'cox.com'] },
  spectrum: { name: 'Spectrum', signs: ['charter.net', 'spectrum.net', 'rr.com'] },
  godaddy: { name: 'GoDaddy', signs: ['secureserver.net', 'godaddy'] },
}

/** The words of each of them. */
export const providerTexts: readonly ProviderText[] = [
  ...gmail,
  ...microsoft365,
  ...outlook,
  ...yahoo,
  ...icloud,
  ...postfix,
  ...exim,
  ...sendmail,
  ...otherServers,
  ...filters,
  ...mailboxProviders,
]

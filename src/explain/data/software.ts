/** Something that a server says, by which it can be known. */
export interface Sign {
  readonly in: 'greeting' | 'hello' | 'capabilities' | 'accepted' | 'any reply'
  /** Matched against the reply's text; in capabilities against the lines of the EHLO reply, one a line. */
  readonly pattern: RegExp
  /** 3: it names itself; 2: nobody else says so; 1: others do too. */
  readonly weight: 1 | 2 | 3
}

export interface Software {
  readonly name: string
  /** Key of `providers`, where it has words of its own. */
  readonly provider?: string
  /** Its version, in the greeting. */
  readonly version?: RegExp
  readonly signs: readonly Sign[]
}

const greeting = (pattern: RegExp): Sign => ({ in: 'greeting', pattern, weight: 3 })
const hello = (pattern: RegExp, weight: 1 | 2 = 2): Sign => ({ in: 'hello', pattern, weight })
const offers = (pattern: RegExp, weight: 1 | 2 = 2): Sign => ({ in: 'capabilities', pattern, weight })
const accepts = (pattern: RegExp, weight: 1 | 2 = 2): Sign => ({ in: 'accepted', pattern, weight })
const says = (pattern: RegExp, weight: 1 | 2 = 2): Sign => ({ in: 'any reply', pattern, weight })

/** Mail servers, filters and services, and how they give themselves away. */
export const software: readonly Software[] = [
  {
    name: 'Postfix',
    provider: 'postfix',
    version: /Postfix[^\d]{0,4}(\d+\.[\d.]+)/,
    signs: [
      greeting(/\bPostfix\b/),
      accepts(/^Ok: queued as [0-9A-Z]{6,12}$/),
      accepts(/^Ok: queued as [0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z]{12,16}$/),
      says(/\b(?:Relay access denied|Improper use of SMTP command pipelining)/),
      says(
        /^Error: (?:command not recognized|need (?:MAIL|RCPT) command|nested MAIL command|bad syntax|send HELO\/EHLO first)/,
      ),
      says(/: (?:Sender address|Recipient address|Client host|Helo command) rejected: /),
      says(/^End data with <CR><LF>\.<CR><LF>$/, 1),
      offers(/^SIZE 10240000$/m, 1),
      offers(/^ETRN$/m, 1),
    ],
  },
  {
    name: 'Exim',
    provider: 'exim',
    version: /\bExim (\d+(?:\.\d+)+\S*)/,
    signs: [
      greeting(/\bExim\b/),
      accepts(/^OK id=\w{6}-\w{6,11}-\w{2,4}$/),
      says(/^Enter message, ending with "\." on a line by itself$/),
      says(/(?:relay not permitted|Unrouteable address|Sender verify failed|synchronization error)/),
      hello(/ Hello \S+ \[[^\]]+\]$/, 1),
      offers(/^(?:X_)?PIPE_?CONNECT$/m),
      says(/^Accepted$/, 1),
    ],
  },
  {
    name: 'Sendmail',
    provider: 'sendmail',
    version: /\bSendmail (\d+\.\d+\.\d+)/,
    signs: [
      greeting(/\bSendmail\b/),
      accepts(/^[0-9a-zA-Z]{8}\d{6} Message accepted for delivery$/),
      says(/\.\.\. (?:Sender|Recipient) ok/i),
      says(/\.\.\. (?:User unknown|Relaying denied)/),
      hello(/, pleased to meet you$/, 1),
      says(/^Enter mail, end with "\." on a line by itself$/, 1),
    ],
  },
  {
    name: 'OpenSMTPD',
    provider: 'opensmtpd',
    signs: [
      greeting(/\bOpenSMTPD\b/),
      accepts(/^[0-9a-f]{8} Message accepted for delivery$/),
      says(/^Destination address valid: Recipient ok$/),
      hello(/, pleased to meet you$/, 1),
      says(/^Enter mail, end with "\." on a line by itself$/, 1),
    ],
  },
  {
    name: 'qmail',
    provider: 'qmail',
    signs: [
      greeting(/\bqmail\b/i),
      accepts(/^ok \d{9,11} qp \d+/),
      says(/\(#[45]\.\d\.\d\)/, 1),
      says(/^unimplemented \(#5\.5\.1\)$/),
      says(/rcpthosts/),
      says(/^go ahead$/, 1),
    ],
  },
  {
    name: 'Gmail',
    provider: 'gmail',
    signs: [
      greeting(/\bESMTP \S+ - gsmtp$/),
      says(/ - gsmtp$/),
      hello(/\bat your service, \[/),
      says(/\bsupport\.google\.com\b/),
    ],
  },
  {
    name: 'Microsoft 365 (Exchange Online)',
    provider: 'microsoft365',
    signs: [
      greeting(/\.(?:mail\.protection|prod)\.outlook\.com Microsoft ESMTP MAIL Service/i),
      accepts(/Hostname=\S+\.prod\.outlook\.com\] .*Queued mail for delivery/),
      says(/\[\S+\.(?:prod|prod\.protection)\.outlook\.com\b/),
      says(/^Start mail input; end with <CRLF>\.<CRLF>$/, 1),
    ],
  },
  {
    name: 'Microsoft Exchange',
    provider: 'microsoft365',
    signs: [
      greeting(/\bMicrosoft (?:ESMTP MAIL Service ready|Exchange)\b/),
      accepts(/\[InternalId=\d+(?:, Hostname=\S+)?\].*Queued mail for delivery/),
      offers(/^(?:X-EXPS|X-ANONYMOUSTLS|XRDST|X-LINK2STATE|XEXCH50)/m),
      says(/^Start mail input; end with <CRLF>\.<CRLF>$/, 1),
    ],
  },
  {
    name: 'Microsoft IIS SMTP service',
    version: /Microsoft ESMTP MAIL Service, Version: ([\d.]+)/,
    signs: [
      greeting(/\bMicrosoft ESMTP MAIL Service, Version: /),
      accepts(/^<\S+> Queued mail for delivery$/, 1),
      says(/^Start mail input; end with <CRLF>\.<CRLF>$/, 1),
    ],
  },
  {
    name: 'hMailServer',
    signs: [
      greeting(/\bhMailServer\b/i),
      accepts(/^Queued \(\d+\.\d+ seconds\)$/),
      says(/^OK, send\.$/),
      says(/^goodbye$/, 1),
      says(/^SMTP authentication is required\.$/),
    ],
  },
  {
    name: 'Haraka',
    version: /\bHaraka\/(\d[\w.-]*)/,
    signs: [
      greeting(/\bHaraka\b/),
      hello(/Haraka is at your service/),
      accepts(/^Message Queued(?: \([0-9A-F-]{36}\.\d+\))?/),
      says(/^go ahead, make my day$/),
      says(/Have a jolly good day\.$/),
    ],
  },
  {
    name: 'Mailpit',
    signs: [greeting(/\bMailpit ESMTP\b/), says(/\bMailpit ESMTP Service closing/), hello(/^\S+ greets \S+/, 1)],
  },
  {
    name: 'MailHog',
    signs: [
      greeting(/\bMailHog\b/),
      accepts(/^Ok: queued as \S+=@mailhog\.example$/),
      says(/^(?:Sender|Recipient) \S+ ok$/),
    ],
  },
  {
    name: 'smtp4dev',
    signs: [
      greeting(/\bsmtp4dev\b/),
      says(/^New message started$/),
      says(/^See you later aligator$/),
      hello(/^Nice to meet you\.?$/, 1),
    ],
  },
  {
    name: 'MailCatcher',
    signs: [greeting(/\bEventMachine SMTP Server\b/)],
  },
  {
    name: 'Papercut or another server on SmtpServer for .NET',
    version: /\bv(\d+\.\d+\.\d+\S*) ESMTP ready$/,
    signs: [greeting(/\bv\d+\.\d+\.\d+\S* ESMTP ready$/)],
  },
  { name: 'Inbucket', signs: [greeting(/\bInbucket SMTP\b/)] },
  { name: 'GreenMail', version: /GreenMail SMTP Service v(\S+)/, signs: [greeting(/\bGreenMail\b/)] },
  { name: 'SubEthaSMTP', version: /SubEthaSMTP (\S+)/, signs: [greeting(/\bSubEthaSMTP\b/)] },
  {
    name: 'aiosmtpd',
    version: /\bPython SMTP (\d[\w.]*)/,
    signs: [greeting(/\bPython SMTP \d/), says(/^Error: command "\S+" not recognized$/), offers(/^SIZE 33554432$/m, 1)],
  },
  {
    name: 'Python smtpd',
    version: /\bPython SMTP proxy version (\S+)/,
    signs: [greeting(/\bPython SMTP proxy\b/)],
  },
  {
    name: 'smtp-server of Nodemailer',
    signs: [
      hello(/\bNice to meet you,? \[?\S/),
      accepts(/^OK: message queued$/),
      says(/^Try to send something\. No promises though$/),
      says(/^Flushed$/),
      says(/^Error: command not recognized$/, 1),
    ],
  },
  {
    name: 'smtp-sink of Postfix',
    signs: [
      greeting(/^smtp-sink ESMTP$/),
      says(/^Error: unknown command$/),
      says(/^Bye$/, 1),
      says(/^End data with <CR><LF>\.<CR><LF>$/, 1),
    ],
  },
  {
    name: 'Apache James',
    version: /\bJAMES SMTP Server (\d[\w.-]*)/i,
    signs: [
      greeting(/\bJAMES\b/i),
      says(/^(?:Sender|Recipient) <[^>]*> OK$/),
      says(/^Ok Send data ending with <CRLF>\.<CRLF>$/i),
      accepts(/^Message received$/, 1),
    ],
  },
  {
    name: 'Courier',
    signs: [
      greeting(/\bCourier\b/),
      hello(/^\S+ Ok\.$/),
      accepts(/^Ok\. [0-9A-F]{16}\.[0-9A-F]+\.[0-9A-F]+/),
      offers(/^XVERP=Courier/m),
    ],
  },
  {
    name: 'Dovecot',
    signs: [greeting(/\bDovecot\b/), accepts(/^<[^>]+> \S{20,28} Saved$/), says(/^OK \[XCLIENT\]|^Logged out$/, 1)],
  },
  {
    name: 'Cyrus',
    version: /\bCyrus \w+ v?(\d[\w.-]*)/,
    signs: [greeting(/\bCyrus\b/), offers(/^IGNOREQUOTA$/m)],
  },
  {
    name: 'go-smtp (Maddy and others)',
    signs: [
      says(/^Roger, accepting mail from </),
      says(/^I'll make sure <.*> gets this$/),
      says(/^Go ahead\. End your data with <CR><LF>\.<CR><LF>$/),
      accepts(/^OK: queued$/, 1),
    ],
  },
  { name: 'Stalwart', signs: [greeting(/\bStalwart\b/)] },
  { name: 'mox', signs: [greeting(/\bESMTP mox\b/)] },
  { name: 'chasquid', signs: [greeting(/\bESMTP chasquid\b/)] },
  { name: 'MDaemon', version: /\bMDaemon (\d[\w.]*)/, signs: [greeting(/\bMDaemon\b/)] },
  { name: 'Kerio Connect', version: /\bKerio Connect (\d[\w.]*)/, signs: [greeting(/\bKerio\b/)] },
  { name: 'IceWarp', version: /\bIceWarp (\d[\w.]*)/, signs: [greeting(/\bIceWarp\b/)] },
  {
    name: 'CommuniGate Pro',
    version: /\bCommuniGate Pro (\d[\w.]*)/,
    signs: [greeting(/\bCommuniGate\b/)],
  },
  { name: 'Domino', version: /\bDomino Release (\S+?)\)/, signs: [greeting(/\bDomino\b/)] },
  { name: 'GroupWise', version: /\bGroupWise Internet Agent (\S+)/, signs: [greeting(/\bGroupWise\b/)] },
  {
    name: 'Yahoo',
    provider: 'yahoo',
    signs: [greeting(/\.(?:yahoo|aol)\.com ESMTP/), greeting(/\.yahoodns\.net\b/)],
  },
  { name: 'iCloud', provider: 'icloud', signs: [greeting(/\.(?:icloud|me)\.com\b.*ESMTP/)] },
  {
    name: 'GMX and WEB.DE',
    provider: 'gmx',
    signs: [greeting(/\bNemesis ESMTP\b/), greeting(/\b(?:gmx\.(?:net|com)|web\.de|kundenserver\.de) \(/)],
  },
  {
    name: 'Amazon SES',
    signs: [greeting(/\bESMTP SimpleEmailService-/), greeting(/\binbound-smtp\.\S+\.amazonaws\.com\b/)],
  },
  { name: 'SendGrid', signs: [greeting(/\bSG ESMTP service ready\b/)] },
  { name: 'Mailgun', signs: [greeting(/\bMailgun\b/)] },
  { name: 'Mimecast', provider: 'mimecast', signs: [greeting(/\.mimecast(?:-offshore)?\.\w+ ESMTP\b/)] },
  { name: 'Proofpoint', provider: 'proofpoint', signs: [greeting(/\.pphosted\.com\b/), greeting(/\bESMTP mfa-m\d+/)] },
  {
    name: 'Barracuda',
    provider: 'barracuda',
    signs: [greeting(/\bbarracuda\b/i), greeting(/\bESMTP \([0-9a-f]{32}\)$/)],
  },
  {
    name: 'a server behind a Cisco firewall that hides it',
    provider: 'firewall',
    signs: [greeting(/^[*20 ]*[*]{8,}[*20 ]*$/), offers(/^X{8,}A?$/m)],
  },
  {
    name: 'Parley',
    provider: 'parley',
    signs: [greeting(/\b(?:ESMTP|LMTP) Parley\b/), hello(/^\S+ greets \S+/, 1)],
  },
]

import { describe, expect, it } from 'vitest'
import { software } from '../../src/explain/data/software.ts'
import { providers } from '../../src/explain/data/providers.ts'
import { recognizeServer } from '../../src/explain/server.ts'
import { readDialogue } from '../../src/transcript/dialogue.ts'
import { talk } from './talk.ts'

interface Speech {
  readonly greeting?: string
  readonly hello?: string
  readonly mail?: string
  readonly rcpt?: string
  readonly data?: string
  readonly end?: string
  readonly quit?: string
}

/** What a server says at each point of a usual conversation. */
function server(speech: Speech) {
  const { greeting = 'x ESMTP', hello = 'x', mail = 'ok', rcpt = 'ok', data = 'go', end = 'ok', quit = 'x' } = speech
  return recognizeServer(
    readDialogue(
      talk(
        `S: 220 ${greeting}`,
        'C: EHLO a.test',
        `S: 250-${hello.replaceAll('\n', '\n250-')}\n250 HELP`,
        'C: MAIL FROM:<a@a.test>',
        `S: 250 ${mail}`,
        'C: RCPT TO:<b@b.test>',
        `S: ${/^\d{3} /.test(rcpt) ? rcpt : `250 ${rcpt}`}`,
        'C: DATA',
        `S: 354 ${data}`,
        'C: hi\n.',
        `S: 250 ${end}`,
        'C: QUIT',
        `S: 221 ${quit}`,
      ),
    ),
  )
}

const stock: readonly [name: string, version: string | null, speech: Speech][] = [
  ['Postfix', null, { greeting: 'mx.b.test ESMTP Postfix (Debian/GNU)', end: '2.0.0 Ok: queued as 4XyBcD1fGhz2jK' }],
  ['Exim', '4.96', { greeting: 'mx.b.test ESMTP Exim 4.96 Sun, 22 Nov 2026', end: 'OK id=1pXyZa-0001aB-2c' }],
  [
    'Sendmail',
    '8.17.1',
    { greeting: 'mx ESMTP Sendmail 8.17.1/8.17.1; Sun, 22 Nov 2026', mail: '2.1.0 <a@a.test>... Sender ok' },
  ],
  ['OpenSMTPD', null, { greeting: 'mx ESMTP OpenSMTPD', end: '2.0.0 12ab34cd Message accepted for delivery' }],
  ['qmail', null, { end: 'ok 1700000000 qp 12345', data: 'go ahead' }],
  [
    'Gmail',
    null,
    { greeting: 'mx.google.com ESMTP a12si345.67 - gsmtp', hello: 'mx.google.com at your service, [192.0.2.1]' },
  ],
  [
    'Microsoft 365 (Exchange Online)',
    null,
    {
      greeting: 'AM1.mail.protection.outlook.com Microsoft ESMTP MAIL Service ready at Sun, 22 Nov 2026',
      data: 'Start mail input; end with <CRLF>.<CRLF>',
      end: '2.6.0 <1@a.test> [InternalId=123, Hostname=AM1.eurprd01.prod.outlook.com] 8 bytes in 0.1, 1 KB/sec Queued mail for delivery',
    },
  ],
  [
    'Microsoft Exchange',
    null,
    {
      greeting: 'ex.b.test Microsoft ESMTP MAIL Service ready at Sun, 22 Nov 2026',
      hello: 'ex.b.test Hello [192.0.2.1]\nX-ANONYMOUSTLS\nXRDST',
    },
  ],
  ['Microsoft Exchange', null, { greeting: 'site.contoso.com Microsoft Exchange Internet Mail Connector' }],
  [
    'Microsoft IIS SMTP service',
    '10.0.17763.1',
    { greeting: 'x Microsoft ESMTP MAIL Service, Version: 10.0.17763.1 ready at Sun, 22 Nov 2026' },
  ],
  ['hMailServer', null, { end: 'Queued (0.015 seconds)', data: 'OK, send.', quit: 'goodbye' }],
  [
    'Haraka',
    '3.0.2',
    { greeting: 'x ESMTP Haraka/3.0.2 ready', hello: 'x Hello a.test [192.0.2.1], Haraka is at your service.' },
  ],
  [
    'Mailpit',
    null,
    { greeting: 'x Mailpit ESMTP Service ready', quit: '2.0.0 x Mailpit ESMTP Service closing transmission channel' },
  ],
  [
    'MailHog',
    null,
    {
      greeting: 'mailhog.example ESMTP MailHog',
      mail: 'Sender a@a.test ok',
      end: 'Ok: queued as abc-DEF=@mailhog.example',
    },
  ],
  ['smtp4dev', null, { greeting: 'x smtp4dev ready', hello: 'Nice to meet you.', mail: 'New message started' }],
  ['aiosmtpd', '1.4.6', { greeting: 'x Python SMTP 1.4.6', data: 'End data with <CR><LF>.<CR><LF>' }],
  ['Python smtpd', '0.3', { greeting: 'x Python SMTP proxy version 0.3' }],
  ['smtp-server of Nodemailer', null, { hello: 'x Nice to meet you, [192.0.2.1]', end: 'OK: message queued' }],
  ['smtp-sink of Postfix', null, { greeting: 'smtp-sink ESMTP', data: 'End data with <CR><LF>.<CR><LF>', quit: 'Bye' }],
  ['Apache James', '3.8', { greeting: 'x JAMES SMTP Server 3.8', mail: '2.1.0 Sender <a@a.test> OK' }],
  ['Courier', null, { hello: 'x Ok.', end: 'Ok. 0000000000123456.5F0A1B2C.00001234' }],
  ['Dovecot', null, { greeting: 'x Dovecot ready.', end: '2.0.0 <b@b.test> aBcDeFgHiJkLmNoPqRsTuV Saved' }],
  ['Cyrus', '3.4.3', { greeting: 'x Cyrus LMTP 3.4.3 server ready', hello: 'x\nIGNOREQUOTA' }],
  [
    'go-smtp (Maddy and others)',
    null,
    { mail: '2.0.0 Roger, accepting mail from <a@a.test>', rcpt: "2.0.0 I'll make sure <b@b.test> gets this" },
  ],
  ['a server behind a Cisco firewall that hides it', null, { greeting: '**********************************' }],
  [
    'a server behind a Cisco firewall that hides it',
    null,
    { greeting: '*****2******0*************', hello: 'x\nXXXXXXXA' },
  ],
  ['Parley', null, { greeting: 'x ESMTP Parley', hello: 'x greets a.test [127.0.0.1]' }],
]

describe('recognizeServer', () => {
  it.each(stock)('%s %s %j', (name, version, speech) => {
    const guess = server(speech)
    expect(guess).toMatchObject({ name, version })
    expect(guess!.evidence.length).toBeGreaterThan(0)
  })

  it('is certain only of a server that also behaves like its greeting', () => {
    expect(server({ greeting: 'x ESMTP Postfix' })!.confidence).toBe('likely')
    expect(server({ greeting: 'x ESMTP Postfix', end: '2.0.0 Ok: queued as 8B3F21234' })!.confidence).toBe('certain')
  })

  it('knows a server without its greeting, with less certainty', () => {
    const guess = server({ end: '2.0.0 Ok: queued as 8B3F21234', rcpt: '554 5.7.1 <b@b.test>: Relay access denied' })
    expect(guess).toMatchObject({ name: 'Postfix', confidence: 'likely', provider: 'postfix' })
    expect(server({ end: '2.0.0 Ok: queued as 8B3F21234' })!.confidence).toBe('possible')
  })

  it('shows the evidence with its event', () => {
    expect(server({ greeting: 'x ESMTP Postfix', end: '2.0.0 Ok: queued as 8B3F21234' })!.evidence).toEqual([
      { text: 'The greeting says "Postfix".', event: 0 },
      { text: 'It accepts a message with "Ok: queued as 8B3F21234".', event: 10 },
    ])
  })

  it('does not guess from what everybody says', () => {
    expect(server({})).toBeNull()
    expect(server({ data: 'End data with <CR><LF>.<CR><LF>' })).toBeNull()
    expect(recognizeServer(readDialogue(talk()))).toBeNull()
  })

  it('is not fooled by a name in an address', () => {
    expect(server({ rcpt: '550 5.1.1 <postfix@b.test> Exim Sendmail Haraka' })).toBeNull()
  })

  it('names only providers that exist', () => {
    for (const { provider } of software) if (provider !== undefined) expect(providers).toHaveProperty(provider)
  })
})

import { describe, expect, it } from 'vitest'
import { decode } from '../../src/protocol/bytes.ts'
import { createReply, writeReply, type Reply } from '../../src/protocol/reply.ts'
import { parseReply } from '../../src/protocol/reply-reader.ts'
import type { Occasion } from '../../src/protocol/transitions.ts'
import { replies } from '../../src/server/replies.ts'
import { explainCode, explainReply } from '../../src/explain/reply.ts'

const basis = (text: string | Reply, occasion: Occasion | null = null) =>
  explainReply(text, { occasion }).readings[0]!.basis

describe('explainCode', () => {
  it('knows a code as a number and as text', () => {
    const explanation = explainCode('550')
    expect(explanation).toEqual(explainCode(550))
    expect(explanation).toMatchObject({ code: 550, enhanced: null, provider: null, fault: 'you', retry: false })
    expect(explanation!.references).toContain('RFC 5321 §4.2.2')
  })

  it.each(['5.7.26', '#5.7.26', ' 5.7.26 '])('knows the enhanced code %s', (text) => {
    expect(explainCode(text)).toMatchObject({
      code: null,
      enhanced: '5.7.26',
      title: 'Several authentication checks failed',
      fault: 'your server',
      retry: false,
      confidence: 'certain',
    })
  })

  it('takes X.1.1 for the refusal', () => {
    expect(explainCode('X.1.1')).toEqual(explainCode('5.1.1'))
  })

  it('knows both together', () => {
    expect(explainCode('450 4.2.2')).toMatchObject({
      code: 450,
      enhanced: '4.2.2',
      title: 'Mailbox full',
      retry: 'later',
    })
  })

  it.each(['', ' ', 'abc', '55', '5500', '550 hello', '1.2.3.4', '6.1.1'])('is not for %j', (text) => {
    expect(explainCode(text)).toBeNull()
  })

  it('tells what a number means at a provider that uses it for something else', () => {
    expect(explainCode('5.7.27')!.notes).toEqual(['At Gmail, 5.7.27 means that SPF did not pass.'])
    expect(explainCode('5.1.10')!.notes).toEqual(['At Microsoft 365, 5.1.10 means that the recipient was not found.'])
  })

  it('reads a number that only one provider uses as that provider does, without being sure', () => {
    expect(explainCode('5.7.515')).toMatchObject({
      provider: 'Microsoft 365',
      title: 'Outlook wants SPF, DKIM and DMARC from senders of many messages',
      confidence: 'possible',
      notes: ['5.7.515 is not in the registry of enhanced status codes.'],
    })
  })

  it('goes by the first digit of a code that nobody knows', () => {
    expect(explainCode(559)).toMatchObject({ title: 'Refused', retry: false, confidence: 'possible' })
    expect(explainCode(459 - 2)).toMatchObject({ title: 'Not now', retry: 'later' })
    expect(explainCode(559)!.notes).toEqual(['No RFC defines the code 559: only its first digit counts.'])
  })

  it.each([199, 600, 999, 570, '000'])('says that %s cannot be a code', (code) => {
    expect(explainCode(code)!.notes[0]).toMatch(/cannot be an SMTP reply code/)
  })

  it('does not believe folklore', () => {
    expect(explainCode(441)).toMatchObject({
      confidence: 'possible',
      meaning: expect.stringContaining('4.4.1 written') as string,
    })
  })
})

describe('the order of readings', () => {
  it('puts a provider that fits before the enhanced code, before the code, before the first digit', () => {
    const { readings } = explainReply(
      '550-5.7.26 This mail has been blocked because the sender is unauthenticated. - gsmtp',
    )
    expect(readings.map(({ basis, provider }) => [basis, provider])).toEqual([
      ['provider text', 'Gmail'],
      ['enhanced code', null],
      ['code', null],
      ['first digit', null],
    ])
  })

  it("says whose number 5.6.11 is, in Parley's own refusal", () => {
    const text = decode(writeReply(replies.bareLineEnds)).trim()
    const { provider, meaning, notes } = explainReply(text)
    expect([provider, notes]).toEqual(['Parley', []])
    expect(meaning).toMatch(
      /^Parley refuses.*The registry has no number for that; 5\.6\.11 is the one that Exchange says/,
    )
    expect(
      explainReply('550 5.6.11 SMTPSEND.BareLinefeedsAreIllegal; message contains invalid characters').provider,
    ).toBe('Microsoft 365')
  })

  it('reads the same number by the text of each provider', () => {
    const titles = [
      '550 5.7.25 [192.0.2.1] The IP address sending this message does not have a PTR record setup - gsmtp',
      '550 5.7.25 Service unavailable, sending IPv6 address [2001:db8::1] must have reverse DNS record',
      '550 5.7.25 Client host rejected: cannot find your hostname, [192.0.2.1]',
    ].map((text) => explainReply(text).provider)
    expect(titles).toEqual(['Gmail', 'Microsoft 365', 'Postfix'])
    const listed = [
      '550 5.7.1 Service unavailable; client host [192.0.2.1] blocked using bl.example.org',
      '550 5.7.1 Service unavailable; client host [192.0.2.1] blocked using zen.spamhaus.org',

      '550 5.7.1 relay access denied',
      '550 5.7.1 Message rejected as likely unsolicited mail - gsmtp',
    ]
    expect(listed.map((text) => explainReply(text).title)).toEqual([
      'The sending address is on a block list',
      'On a list of Spamhaus',
      'Relaying denied',
      'Gmail takes it for spam',
    ])
  })

  it('falls back to the standard meaning where no text fits', () => {
    expect(explainReply('550 5.7.25 Go away')).toMatchObject({
      provider: null,
      title: 'No valid reverse DNS for the sending address',
      confidence: 'certain',
    })
    expect(explainReply('550 5.7.30 Something else').title).toBe('The way on is not encrypted enough')
    expect(explainReply('550 5.7.30 Something else').notes).toEqual(['At Gmail, 5.7.30 means that DKIM did not pass.'])
  })

  it('does not take the words of one code for those of another', () => {
    expect(explainReply('552 5.2.2 daily limit for message recipients').provider).toBeNull()
    expect(explainReply('450 4.7.1 banned sending ip').provider).toBeNull()
  })

  it.each([
    '550 5.7.1 Relaying denied',
    '450 Connection refused',
    '450 4.0.0 Deferred: Connection refused by mx.b.test.',
    '552 5.3.4 Message exceeds size limits',
    '550 5.7.1 Your host is an open proxy',
    '550 Invalid recipient',
    '452 4.3.1 Insufficient system storage',
    '421 4.7.0 Too many errors',
    '550 SPF check failed',
    '421 TLS required',
  ])('takes %j for nobody in particular', (text) => {
    expect(explainReply(text).provider).toBeNull()
  })

  it('puts words that come with other numbers behind what everybody says', () => {
    const { provider, readings } = explainReply('550 User unknown in virtual mailbox table')
    expect(provider).toBeNull()
    expect(readings.map(({ basis, provider, confidence }) => [basis, provider, confidence]).slice(0, 2)).toEqual([
      ['common text', null, 'likely'],
      ['provider text', 'Postfix', 'possible'],
    ])
    expect(explainReply('550 Relay access denied', { provider: 'postfix' })).toMatchObject({
      provider: 'Postfix',
      confidence: 'likely',
    })
  })

  it('is never certain of a text whose source was not checked', () => {
    const text = '550 5.7.1 <x@example.test>... Relaying denied'
    expect(explainReply(text, { provider: 'sendmail' })).toMatchObject({ provider: 'Sendmail', confidence: 'likely' })
  })

  it('takes a provider that is known from elsewhere for a sign', () => {
    const text = '452 4.5.3 Too many recipients'
    expect(explainReply(text).provider).toBeNull()
    expect(explainReply(text, { provider: 'gmail' }).provider).toBe('Gmail')
    expect(explainReply(text, { provider: 'postfix' }).provider).toBe('Postfix')
  })

  it('is not led astray by the address of the recipient', () => {
    expect(explainReply('550 5.1.1 <bob@yahoo.com>: Recipient address rejected: User unknown').provider).toBeNull()
    expect(explainReply('552 5.2.2 <x@support.google.com> out of storage').provider).toBeNull()
  })

  it('lets common words say more than a vague code, and not more than an exact one', () => {
    expect(basis('550 Sorry, no such user here')).toBe('common text')
    expect(basis('550 5.7.1 listed at some blacklist')).toBe('common text')
    expect(basis('550 5.1.1 spam')).toBe('enhanced code')
  })

  it('uses the command where the enhanced code says little', () => {
    expect(basis('454 4.7.0 Unavailable', 'STARTTLS')).toBe('code in context')
    expect(basis('454 4.7.0 Unavailable')).toBe('enhanced code')
    expect(basis('502 5.5.1 Not offered')).toBe('code')
    expect(basis('550 5.1.1 x', 'RCPT')).toBe('enhanced code')
    expect(basis('504 5.5.2 x', 'HELO')).toBe('code in context')
  })
})

describe('explainReply', () => {
  it.each([
    ['554 5.7.1 <x@example.net>: Recipient address rejected: Access denied', /^Log in first/],
    ['421 4.7.1 mx.example.test Error: No client certificate presented', /--tls-cert/],
    ['421 4.7.1 mx.example.test Error: Client certificate not trusted', /--tls-cert/],
  ])('says what a Postfix for submission misses: %s', (text, action) => {
    expect(explainReply(text).action).toMatch(action)
  })

  it('reads the relay refusal of Postfix', () => {
    expect(explainReply('454 4.7.1 <x@example.net>: Relay access denied')).toMatchObject({
      code: 454,
      enhanced: '4.7.1',
      provider: 'Postfix',
      title: 'Relaying put off',
      fault: 'you',
      retry: 'later',
      confidence: 'likely',
    })
  })

  it.each([
    ['454', 'STARTTLS', 'TLS is not available at the moment', 'their server'],
    ['454', 'AUTH', 'The login cannot be checked at the moment', 'their server'],
    ['454', 'RCPT', 'Relaying put off', 'you'],
    ['550', 'greeting', 'Turned away at the door', 'your server'],
    ['550', 'EHLO', 'The name given with EHLO or HELO is not good', 'your server'],
    ['550', 'MAIL', 'Sender refused', 'you'],
    ['550', 'RCPT', 'Recipient refused', 'you'],
    ['550', 'end-of-data', 'Message refused', 'you'],
    ['554', 'greeting', 'No service for you', 'your server'],
    ['554', 'DATA', 'No valid recipients', 'you'],
    ['503', 'DATA', 'No recipient has been accepted', 'you'],
    ['503', 'BDAT LAST', 'Command out of order', 'you'],
    ['421', 'greeting', 'The server takes no connection now', 'their server'],
    ['500', 'EHLO', 'EHLO not known', 'their server'],
    ['500', 'HELO', 'The server does not know the hello of SMTP', 'you'],
    ['502 5.5.2', 'LHLO', 'The server does not speak LMTP', 'you'],
    ['500 5.5.1', 'LHLO', 'The server does not speak LMTP', 'you'],
    ['501', 'LHLO', 'The name given with EHLO or HELO is not good', 'your server'],
    ['530', 'MAIL', 'Log in or encrypt first', 'you'],
    ['530', 'auth-response', 'Encryption required', 'you'],
    ['220', 'greeting', 'Service ready', 'nobody'],
    ['220', 'STARTTLS', 'Ready to start TLS', 'nobody'],
    ['250', 'HELO', 'Hello accepted', 'nobody'],
    ['250', 'end-of-data', 'Message accepted', 'nobody'],
    ['250 2.0.0', 'end-of-data', 'Message accepted', 'nobody'],
    ['221 2.0.0', 'QUIT', 'Goodbye', 'nobody'],
    ['235 2.7.0', 'auth-response', 'Logged in', 'nobody'],
  ] as const)('%s to %s: %s', (code, occasion, title, fault) => {
    expect(explainReply(code, { occasion })).toMatchObject({ code: parseInt(code), title, fault })
  })

  it('takes a reply as the protocol has it', () => {
    const reply = createReply(550, '5.1.1', 'No such', 'user here')
    expect(explainReply(reply)).toMatchObject({ code: 550, enhanced: '5.1.1', title: 'No such mailbox' })
    expect(explainReply(parseReply('hello?\r\n')!)).toMatchObject({ code: null, title: 'No SMTP reply code' })
  })

  it('reads words that a multi-line reply breaks', () => {
    const text = [
      '550-5.1.1 The email account that you tried to reach does',
      '550-5.1.1 not exist. Please try double-checking the address.',
      '550 5.1.1  https://support.google.com/mail/?p=NoSuchUser - gsmtp',
    ]
    for (const ending of ['\r\n', '\n']) {
      expect(explainReply(text.join(ending))).toMatchObject({
        provider: 'Gmail',
        title: 'No such Gmail account',
        confidence: 'certain',
      })
    }
  })

  it.each([
    ['S: 550 5.1.1 No', 550, '5.1.1'],
    ['<** 550 5.1.1 No', 550, '5.1.1'],
    ['  550 No such user (#5.1.1)', 550, '5.1.1'],
    ['550', 550, null],
    ['550-a\n550 b', 550, null],
    ['#5.1.1', null, '5.1.1'],
    ['5.7.1 Blocked', null, '5.7.1'],
    [
      'host mx.example.net[192.0.2.1] said: 550 5.1.1 <x@example.net>: User unknown (in reply to RCPT TO command)',
      550,
      '5.1.1',
    ],
    ['SMTP error from remote mail server after RCPT TO:<x@example.net>: 550 No such person', 550, null],
    ['Remote host said: 553 sorry (#5.7.1)', 553, '5.7.1'],
    ['192.0.2.1 4.94.2.1 nothing', null, null],
    ['', null, null],
  ] as const)('finds the codes in %j', (text, code, enhanced) => {
    expect(explainReply(text)).toMatchObject({ code, enhanced })
  })

  it.each([
    [
      'to=<b@b.test>, relay=none, dsn=4.4.1, status=deferred (connect to mx.b.test[192.0.2.1]:25: Connection timed out)',
      null,
      '4.4.1',
    ],
    [
      'to=<b@b.test>, mailer=esmtp, relay=mx.b.test. [192.0.2.1], dsn=4.0.0, stat=Deferred: Connection refused by mx.b.test.',
      null,
      '4.0.0',
    ],
    [
      '1abcDE-000123-AB == b@b.test R=dnslookup T=remote_smtp defer (-53): retry time not reached for any host',
      null,
      null,
    ],
  ])('reads in the log of a server that the next one cannot be reached: %s', (line, code, enhanced) => {
    expect(explainReply(line)).toMatchObject({ title: 'The next server cannot be reached', code, enhanced })
  })

  it.each([
    ['smtp;550 5.1.1 nobody', 550, '5.1.1'],
    ['<< 550 5.1.1 nobody', 550, '5.1.1'],
    ['ruleset=check_rcpt, arg1=<x@y.test>, reject=550 5.7.1 <x@y.test>... Relaying denied', 550, '5.7.1'],
    ['mailer=esmtp, relay=mx.b.test. [192.0.2.1], dsn=5.1.1, stat=User unknown', null, '5.1.1'],
    ["SMTPAuthenticationError: (535, b'5.7.8 no\\n5.7.8 again')", 535, '5.7.8'],
  ])('hears the codes in %j', (text, code, enhanced) => {
    expect(explainReply(text)).toMatchObject({ code, enhanced })
  })

  it('knows from a log line what was answered', () => {
    const text = 'host mx.example.net[192.0.2.1] said: 550 Refused (in reply to end of DATA command)'
    expect(explainReply(text).title).toBe('Message refused')
    expect(explainReply('after MAIL FROM:<x@example.net>: 550 Refused').title).toBe('Sender refused')
  })

  it('notices codes that contradict each other, and goes by the reply code', () => {
    const { retry, notes } = explainReply('450 5.2.1 Mailbox disabled')
    expect(retry).toBe('later')
    expect(notes).toEqual(['The first digits of 450 and 5.2.1 contradict each other: the reply code decides.'])
  })

  it('calls no success a failure', () => {
    for (const text of [
      '250 2.0.0 Ok',
      '250 2.1.5 Ok',
      '250 2.7.1 spam',
      '354 3.0.0 go',
      '354 2.0.0 go',
      '251 2.1.0 x',
      '299 x',
    ]) {
      expect(explainReply(text), text).toMatchObject({ fault: 'nobody', retry: false })
    }
  })

  it('has every field, whatever it is given', () => {
    for (const text of ['', 'hello', '550', '\0\u{1f600}', '999 9.9.9 x', '5.999.999', 'x'.repeat(100_000)]) {
      expect(Object.keys(explainReply(text)).sort()).toEqual(Object.keys(explainReply('550 5.1.1 x')).sort())
    }
  })
})

it('a list for who has logged in: log in', () => {
  const explained = explainReply(
    '550-5.7.133 Sender not authenticated for group: staff@example.org takes mail only from who has logged in\n550 5.7.133 Log in first (AUTH). Exchange says: RESOLVER.RST.SenderNotAuthenticatedForGroup',
  )
  expect(explained).toMatchObject({ title: 'The recipient takes mail only from who has logged in', fault: 'you' })
  expect(explained.action).toMatch(/^Log in/)
})

it.each([
  '421-Could not find out the name of 192.0.2.1: 192.0.2.53:53 did not answer\n421 Nothing is held against you: try again later',
  '421 Temporary DNS failure',
])('a DNS that failed is not about the number of connections: %s', (text) => {
  const explained = explainReply(text, { occasion: 'greeting' })
  expect(explained).toMatchObject({ title: 'A look-up failed', retry: 'later', fault: 'their server' })
  expect(explained.action).not.toMatch(/connections|reputation/)
})

describe('before an address has been named', () => {
  it.each<[text: string, occasion: Occasion]>([
    ['550 5.1.1 No such user', 'EHLO'],
    ['550 5.1.1 No such mailbox', 'HELO'],
    ['550 No such user here', 'EHLO'],
    ['550 5.2.2 Mailbox full', 'EHLO'],
    ['450 4.1.1 later', 'LHLO'],
    ['554 5.1.1 no', 'greeting'],
    ['454 4.2.1 no', 'STARTTLS'],
  ])('nobody is told to mend one: %s to %s', (text, occasion) => {
    const { title, action, notes } = explainReply(text, { occasion })
    expect(`${title} ${action}`).not.toMatch(/mailbox|address letter|lists/i)
    expect(notes.some((note) => /none had been named yet/.test(note))).toBe(/\d\.\d\.\d/.test(text))
  })

  it('5.1.1 means what it says behind RCPT', () => {
    expect(explainReply('550 5.1.1 No such user', { occasion: 'RCPT' })).toMatchObject({
      title: 'No such mailbox',
      notes: [],
    })
  })

  it.each(['550 5.7.1 go away', '554 5.7.1 blocked by zen.spamhaus.org', '550 5.7.25 no reverse DNS'])(
    'what is about the client stays: %s',
    (text) => {
      expect(explainReply(text, { occasion: 'EHLO' }).notes.join()).not.toMatch(/address/)
    },
  )
})

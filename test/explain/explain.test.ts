import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explain } from '../../src/explain/explain.ts'
import { goodbye, hello, talk } from './talk.ts'

/** The fields that machines count on. */
const contract = ['code', 'enhanced', 'meaning', 'cause', 'fault', 'action', 'retry', 'references']

describe('explain', () => {
  it.each([
    ['550', 'code', 'Refused: no such mailbox, or a rule against it'],
    ['5.7.26', 'code', 'Several authentication checks failed'],
    ['550 5.1.1', 'code', 'No such mailbox'],
    ['454 4.7.1 Relay access denied', 'reply', 'Relaying put off'],
    ['550-5.1.1 one\n550 5.1.1 two', 'reply', 'No such mailbox'],
    ['PIPELINING', 'word', 'PIPELINING: Commands ahead of replies'],
    ['starttls', 'word', 'STARTTLS'],
    ['SIZE 1000', 'word', 'SIZE: Limit of size'],
    ['CRAM-MD5', 'word', 'CRAM-MD5: a way to log in'],
    ['ECONNREFUSED', 'failure', 'Connection refused'],
    ['getaddrinfo ENOTFOUND mx.b.test', 'failure', 'Host name not found'],
    ['Error: self-signed certificate', 'failure', 'The certificate is self-signed'],
    ['ssl3_get_record:wrong version number', 'failure', 'No TLS on this port'],
    ['550 5.7.1 certificate required', 'reply', 'Not authorised: a rule refuses the mail'],
    ['CRITICAL - Socket timeout after 10 seconds', 'failure', 'No answer from the host'],
    ['connect to address 192.0.2.1 and port 25: Connection refused', 'failure', 'Connection refused'],
    ['451 4.4.1 Connection refused', 'reply', 'The next server cannot be reached'],
    ['hello', 'reply', 'No SMTP reply code'],
    ['ERROR', 'reply', 'No SMTP reply code'],
    ['', 'reply', 'No SMTP reply code'],
  ])('%j is a %s', async (input, kind, title) => {
    const explained = await explain(input)
    expect(explained).toMatchObject({ kind, title })
    for (const field of contract) expect(explained).toHaveProperty(field)
  })

  it('reads what a program raised, without the calls that led to it', async () => {
    const python = `Traceback (most recent call last):
${'  File "x.py", line 1, in f\n    g()\n'.repeat(20)}smtplib.SMTPRecipientsRefused: {'b@b.test': (550, b'5.1.1 first line\\n5.1.1 second line')}`
    expect(await explain(python)).toMatchObject({ kind: 'reply', code: 550, enhanced: '5.1.1' })
    const node = `Error: Invalid login: 535 5.7.8 Bad credentials\n${'    at f (/app/x.js:1:1)\n'.repeat(20)}`
    expect(await explain(node)).toMatchObject({ kind: 'reply', code: 535, enhanced: '5.7.8' })
    const refused = `Error: connect ECONNREFUSED 192.0.2.1:25\n${'    at f (/app/x.js:1:1)\n'.repeat(20)}`
    expect(await explain(refused)).toMatchObject({ kind: 'failure', title: 'Connection refused' })
  })

  it('takes a bounce, as octets or as text', async () => {
    const bytes = new Uint8Array(readFileSync('test/message/bounces/postfix.eml'))
    const explained = await explain(bytes)
    expect(explained).toMatchObject({ kind: 'bounce', code: 550, enhanced: '5.1.1', title: 'No such mailbox' })
    expect(explained).not.toHaveProperty('address')
    expect(await explain(readFileSync('test/message/bounces/postfix.eml', 'utf8'))).toEqual(explained)
    const { recipients } = explained as { recipients: readonly object[] }
    expect(recipients).toHaveLength(2)
    for (const recipient of recipients) for (const field of contract) expect(recipient).toHaveProperty(field)
  })

  it('takes a transcript', async () => {
    const explained = await explain(
      talk(...hello, 'C: MAIL FROM:<a@a.test>', 'S: 250 ok', 'C: RCPT TO:<b@b.test>', 'S: 550 5.1.1 no', ...goodbye),
    )
    expect(explained).toMatchObject({
      kind: 'transcript',
      verdict: 'fail',
      code: 550,
      title: 'No such mailbox',
      recipients: [{ address: 'b@b.test', code: 550 }],
    })
    for (const field of contract) expect(explained).toHaveProperty(field)
  })

  it('takes a recording as text', async () => {
    const text = [
      '@peer mx.b.test:25',
      'S: 220 mx.b.test ESMTP Postfix',
      'C: EHLO a.test',
      'S: 250 mx.b.test',
      'C: MAIL FROM:<a@a.test>',
      'S: 553 5.7.1 <a@a.test>: Sender address rejected: not logged in',
    ].join('\n')
    expect(await explain(text)).toMatchObject({
      kind: 'transcript',
      title: 'This sender must log in',
      provider: 'Postfix',
      server: { name: 'Postfix' },
    })
    expect(await explain('@failed connect ECONNREFUSED "connect ECONNREFUSED 127.0.0.1:25"')).toMatchObject({
      kind: 'transcript',
      title: 'Connection refused',
    })
    expect(await explain('S: 550 5.1.1 no')).toMatchObject({ kind: 'reply', code: 550 })
  })

  it('never throws', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.uint8Array({ maxLength: 200 })),
        async (input) => {
          const explained = await explain(input)
          for (const field of contract) expect(explained).toHaveProperty(field)
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('what is nothing of all this', () => {
  it('is not guessed at: pages of prose hold codes and telling words enough', async () => {
    const prose = 'Mail servers that do not like your address say 550, and may put it on a blacklist.\n'.repeat(20)
    expect(await explain(prose)).toMatchObject({ kind: 'reply', code: null, title: 'No SMTP reply code' })
  })
})

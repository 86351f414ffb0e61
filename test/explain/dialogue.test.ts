import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromLatin1 } from '../../src/protocol/bytes.ts'
import type { Transcript } from '../../src/transcript/transcript.ts'
import { explainTranscript } from '../../src/explain/dialogue.ts'
import { closed, failed, goodbye, header, hello, talk, talkTo, tls } from './talk.ts'

/** Outcomes of the six steps, one letter each: yes, no, unknown, skipped (-). */
function steps(transcript: Transcript): string {
  const letters = { yes: 'y', no: 'n', unknown: '?', skipped: '-' }
  return explainTranscript(transcript)
    .steps.map(({ outcome }) => letters[outcome])
    .join('')
}

const received = (text: string) => ({ kind: 'received', bytes: fromLatin1(text), secret: false }) as const

const envelope = ['C: MAIL FROM:<a@a.test>', 'S: 250 ok', 'C: RCPT TO:<b@b.test>', 'S: 250 ok'] as const
const data = ['C: DATA', 'S: 354 go'] as const
const ehloRefused = ['S: 220 x', 'C: EHLO a', 'S: 554 no'] as const

describe('the six steps', () => {
  it.each<[name: string, outcomes: string, verdict: string, transcript: Transcript]>([
    [
      'all of it',
      'yyyyyy',
      'pass',
      talk(...hello, ...envelope, ...data, `C: ${header}\nhi\n.`, 'S: 250 ok', ...goodbye),
    ],
    ['up to RCPT', 'yyyy-y', 'pass', talk(...hello, ...envelope, ...goodbye)],
    ['nothing at all', '------', 'unknown', talk()],
    ['no such host', 'n-----', 'fail', talk(failed('resolve', 'ENOTFOUND'))],
    ['no DNS', '?-----', 'unknown', talk(failed('resolve', 'EAI_AGAIN'))],
    ['refused', 'n-----', 'fail', talk(failed('connect', 'ECONNREFUSED'))],
    ['no answer', '?-----', 'unknown', talk(failed('connect', 'ETIMEDOUT'))],
    ['no greeting', '?-----', 'unknown', talk(closed('timeout'))],
    ['hung up before the greeting', '?-----', 'unknown', talk(closed('peer'))],
    ['half a greeting', '?-----', 'unknown', talk(received('220 mx.b'), closed('timeout'))],
    ['turned away, in half a line', 'n-----', 'fail', talk(received('554 no'), closed('peer'))],
    ['half a yes', 'yyy?--', 'unknown', talk(...hello, ...envelope.slice(0, 3), received('250-'), closed('peer'))],
    ['turned away', 'n-----', 'fail', talk('S: 554 no', closed('peer'))],
    ['busy', '?-----', 'unknown', talk('S: 421 busy', closed('peer'))],
    ['files, not mail', 'n-----', 'fail', talk('S: 220 ftp.b.test FTP server ready', closed('us'))],
    ['files, by the name of a program', 'n-----', 'fail', talk('S: 220 (vsFTPd 3.0.5)', closed('us'))],
    ['no leave to send data', 'yyyyny', 'fail', talk(...hello, ...envelope, 'C: DATA', 'S: 250 ok', ...goodbye)],
    ['leave to send data too early', 'yyn--y', 'fail', talk(...hello, 'C: MAIL FROM:<>', 'S: 354 go', ...goodbye)],
    ['another protocol', 'n-----', 'fail', talk('S: SSH-2.0-x', closed('us'))],
    [
      'HELO after EHLO',
      'yy---y',
      'pass',
      talk('S: 220 x', 'C: EHLO a', 'S: 500 ?', 'C: HELO a', 'S: 250 x', ...goodbye),
    ],
    ['EHLO refused', 'yn---y', 'fail', talk('S: 220 x', 'C: EHLO a', 'S: 550 no', ...goodbye)],
    ['EHLO refused, hung up at HELO', 'yn----', 'fail', talk(...ehloRefused, 'C: HELO a', closed('peer'))],
    [
      'EHLO refused, reset at HELO',
      'yn----',
      'fail',
      talk(...ehloRefused, 'C: HELO a', failed('conversation', 'ECONNRESET')),
    ],
    ['EHLO refused, HELO left waiting', 'y?----', 'unknown', talk(...ehloRefused, 'C: HELO a', closed('timeout'))],
    [
      'EHLO refused, half a yes to HELO',
      'y?----',
      'unknown',
      talk(...ehloRefused, 'C: HELO a', received('250-'), closed('peer')),
    ],
    ['hung up at EHLO', 'y?----', 'unknown', talk('S: 220 x', 'C: EHLO a', closed('peer'))],
    ['login refused', 'yn---y', 'fail', talk(...hello, 'C: AUTH PLAIN AA==', 'S: 535 no', ...goodbye)],
    [
      'login refused, sent all the same',
      'yyyy-y',
      'pass',
      talk(...hello, 'C: AUTH PLAIN AA==', 'S: 535 no', ...envelope, ...goodbye),
    ],
    ['sender refused', 'yyn--y', 'fail', talk(...hello, 'C: MAIL FROM:<a@a.test>', 'S: 550 no', ...goodbye)],
    [
      'sender corrected',
      'yyyy-y',
      'pass',
      talk(...hello, 'C: MAIL FROM:<a@a.test> X=1', 'S: 555 no', ...envelope, ...goodbye),
    ],
    ['recipient refused', 'yyyn-y', 'fail', talk(...hello, ...envelope.slice(0, 3), 'S: 550 no', ...goodbye)],
    [
      'recipient put off',
      'yyyn-y',
      'fail',
      talk(...hello, ...envelope.slice(0, 3), 'S: 450 mailbox locked', ...goodbye),
    ],
    [
      'greylisted',
      'yyy?-y',
      'unknown',
      talk(...hello, ...envelope.slice(0, 3), 'S: 451 4.7.1 Greylisting in action', ...goodbye),
    ],
    [
      'first contact with postscreen',
      'yyy?-y',
      'unknown',
      talk(...hello, ...envelope.slice(0, 3), 'S: 450 4.3.2 Service currently unavailable', ...goodbye),
    ],
    [
      'put off for another reason',
      'yyyn-y',
      'fail',
      talk(...hello, ...envelope.slice(0, 3), 'S: 451 4.3.0 Lookup failure, please try again later', ...goodbye),
    ],
    ['no answer to RCPT', 'yyy?--', 'unknown', talk(...hello, ...envelope.slice(0, 3), closed('timeout'))],
    ['421 to RCPT', 'yyy?--', 'unknown', talk(...hello, ...envelope.slice(0, 3), 'S: 421 bye', closed('peer'))],
    [
      'one of two recipients',
      'yyyy-y',
      'fail',
      talk(...hello, ...envelope, 'C: RCPT TO:<c@b.test>', 'S: 550 no', ...goodbye),
    ],
    ['DATA refused', 'yyyyny', 'fail', talk(...hello, ...envelope, 'C: DATA', 'S: 554 no', ...goodbye)],
    ['message refused', 'yyyyny', 'fail', talk(...hello, ...envelope, ...data, 'C: hi\n.', 'S: 550 spam', ...goodbye)],
    [
      'no verdict on the message',
      'yyyy?-',
      'unknown',
      talk(...hello, ...envelope, ...data, 'C: hi\n.', closed('peer')),
    ],
    ['broken off in the message', 'yyyy?-', 'unknown', talk(...hello, ...envelope, ...data, 'C: hi', closed('peer'))],
    ['BDAT', 'yyyyyy', 'pass', talk(...hello, ...envelope, 'C: BDAT 4 LAST\nhi', 'S: 250 ok', ...goodbye)],
    [
      'no goodbye',
      'yyyyyy',
      'pass',
      talk(...hello, ...envelope, ...data, 'C: hi\n.', 'S: 250 ok', 'C: QUIT', closed('peer')),
    ],
    ['server leaves first', 'yy---?', 'pass', talk(...hello, closed('peer'))],
  ])('%s', (_, outcomes, verdict, transcript) => {
    expect(steps(transcript)).toBe(outcomes)
    expect(explainTranscript(transcript).verdict).toBe(verdict)
  })

  it('carry code, enhanced code and time', () => {
    const { steps } = explainTranscript(talk(...hello, ...envelope.slice(0, 3), 'S: 550 5.1.1 no', ...goodbye))
    expect(steps[0]).toMatchObject({ name: 'connect', code: 220, enhanced: null, ms: 10 })
    expect(steps[3]).toMatchObject({ name: 'recipient', code: 550, enhanced: '5.1.1', ms: 10, turn: 3 })
    expect(steps[4]).toMatchObject({ name: 'message', code: null, ms: null, explanation: null, turn: null })
  })
})

describe('the first thing that went wrong', () => {
  it.each<[name: string, step: string | null, title: string | null, transcript: Transcript]>([
    ['nothing', null, null, talk(...hello, ...envelope, ...goodbye)],
    ['nothing, the record just stops', null, null, talk(...hello, 'C: MAIL FROM:<a@a.test>')],
    ['the name', 'connect', 'Host name not found', talk(failed('resolve', 'ENOTFOUND'))],
    ['the port', 'connect', 'This port speaks TLS from the start', talkTo('mx.b.test:465', closed('timeout'))],
    [
      'TLS on a plain port',
      'connect',
      'No TLS on this port',
      talk(failed('tls', 'ERR_SSL_WRONG_VERSION_NUMBER', 'wrong version number')),
    ],
    [
      'the TLS handshake',
      'handshake',
      'Hung up during the TLS handshake',
      talk(...hello, 'C: STARTTLS', 'S: 220 go', failed('tls', 'ECONNRESET')),
    ],
    ['silence', 'connect', 'No greeting', talk(closed('timeout'))],
    [
      'the first of several',
      'sender',
      'Sender refused',
      talk(...hello, 'C: MAIL FROM:<a@a.test>', 'S: 550 no', 'C: RCPT TO:<b@b.test>', 'S: 503 no', ...goodbye),
    ],
    [
      'not what was made good',
      'recipient',
      'No such mailbox',
      talk(
        'S: 220 x',
        'C: EHLO a',
        'S: 502 ?',
        'C: HELO a',
        'S: 250 x',
        ...envelope.slice(0, 3),
        'S: 550 5.1.1 no',
        ...goodbye,
      ),
    ],
    [
      'one of several recipients',
      'recipient',
      'No such mailbox',
      talk(...hello, ...envelope, 'C: RCPT TO:<c@b.test>', 'S: 550 5.1.1 no', ...goodbye),
    ],
    [
      'not a recipient that worked later',
      null,
      null,
      talk(...hello, ...envelope.slice(0, 3), 'S: 451 later', ...envelope.slice(2), ...goodbye),
    ],
    [
      'a second sender that was refused',
      'sender',
      'Sender refused',
      talk(...hello, 'C: MAIL FROM:<x@a.test>', 'S: 550 no', ...envelope, ...goodbye),
    ],
    [
      'the message',
      'message',
      'Taken for spam',
      talk(...hello, ...envelope, ...data, 'C: hi\n.', 'S: 550 5.7.1 spam', ...goodbye),
    ],
    [
      'no verdict',
      'message',
      'No reply to the end of the message',
      talk(...hello, ...envelope, ...data, 'C: hi\n.', closed('peer')),
    ],
    [
      'broken off by us',
      'message',
      'The message was broken off',
      talk(...hello, ...envelope, ...data, 'C: hi', closed('us')),
    ],
    [
      'a typing error, where nothing else is wrong',
      null,
      'Command not recognised',
      talk(...hello, 'C: HLEP', 'S: 500 what', ...goodbye),
    ],
    [
      'the step, before a typing error',
      'sender',
      'Sender refused',
      talk(...hello, 'C: HLEP', 'S: 500 what', 'C: MAIL FROM:<a@a.test>', 'S: 550 no', ...goodbye),
    ],
    ['421 unasked', null, 'Silent for too long', talk(...hello, 'S: 421 idle', closed('peer'))],
    ['hung up between commands', 'quit', 'The server hung up', talk(...hello, closed('peer'))],
  ])('%s', (_, step, title, transcript) => {
    const { trouble, conclusion, summary } = explainTranscript(transcript)
    expect([trouble?.step ?? null, trouble?.explanation.title ?? null]).toEqual([step, title])
    if (trouble) {
      expect(conclusion).toBe(trouble.explanation)
      expect(summary).toContain(trouble.sentence)
    } else expect(summary).toMatch(/^All went well/)
  })

  it('says what, whose fault, and what to do', () => {
    const { trouble } = explainTranscript(talk(...hello, ...envelope.slice(0, 3), 'S: 550 5.1.1 no', ...goodbye))
    expect(trouble!.sentence).toBe(
      'RCPT TO:<b@b.test> got the answer 550 5.1.1: No such mailbox. It is for you to put right. ' +
        'Check the address letter by letter, or ask the person for the current one. Take it off your lists.',
    )
  })

  it.each<[name: string, rest: string, troubles: number, transcript: Transcript]>([
    [
      'a recipient, then the message',
      ' Then the end of the message got the answer 554 5.7.1: Message refused.',
      2,
      talk(
        ...hello,
        ...envelope,
        'C: RCPT TO:<c@b.test>',
        'S: 550 5.1.1 no',
        ...data,
        `C: ${header}\nhi\n.`,
        'S: 554 5.7.1 no',
        ...goodbye,
      ),
    ],
    [
      'several recipients with the same, and one with another',
      ' The same was answered once more. Then RCPT TO:<d@b.test> got the answer 450 4.2.0: The recipient is not available now.',
      2,
      talk(
        ...hello,
        ...envelope,
        'C: RCPT TO:<c@b.test>',
        'S: 550 5.1.1 no',
        'C: RCPT TO:<d@b.test>',
        'S: 450 4.2.0 locked',
        'C: RCPT TO:<e@b.test>',
        'S: 550 5.1.1 no',
        ...goodbye,
      ),
    ],
    [
      'nothing that only follows',
      '',
      1,
      talk(
        ...hello,
        'C: MAIL FROM:<a@a.test>',
        'S: 550 5.1.1 no',
        'C: RCPT TO:<b@b.test>',
        'S: 503 5.5.1 MAIL first',
        'C: DATA',
        'S: 554 5.5.1 no valid recipients',
        ...goodbye,
      ),
    ],
    [
      'a typing error before',
      ' Before that HLEP got the answer 500: Command not recognised.',
      2,
      talk(...hello, 'C: HLEP', 'S: 500 what', ...envelope.slice(0, 3), 'S: 550 5.1.1 no', ...goodbye),
    ],
    [
      'and TLS, with a certificate that nobody believes',
      ' The certificate is not to be believed: The certificate has expired.',
      1,
      talk(...hello, tls({ distrust: 'CERT_HAS_EXPIRED' }), ...envelope.slice(0, 3), 'S: 550 5.1.1 no', ...goodbye),
    ],
    [
      'and STARTTLS, which was done without',
      ' STARTTLS got the answer 454 4.7.0 (TLS is not available at the moment), and it went on in clear.',
      1,
      talk(...hello, 'C: STARTTLS', 'S: 454 4.7.0 no', ...envelope.slice(0, 3), 'S: 550 5.1.1 no', ...goodbye),
    ],
  ])('names the others in short: %s', (_, rest, count, transcript) => {
    const { trouble, troubles, summary } = explainTranscript(transcript)
    expect(summary).toBe(`${trouble!.sentence}${rest}`)
    expect(troubles).toHaveLength(count)
  })

  it('names what was done without where all went well', () => {
    const transcript = talk(
      ...hello,
      'C: AUTH PLAIN AA==',
      'S: 535 5.7.8 no',
      ...envelope,
      ...data,
      `C: ${header}\nhi\n.`,
      'S: 250 ok',
      ...goodbye,
    )
    expect(explainTranscript(transcript).summary).toBe(
      'All went well: the server accepted the message for the recipient. ' +
        'AUTH PLAIN got the answer 535 5.7.8 (Login refused), and it went on without a login.',
    )
    const thenPassed = talk(...hello, 'C: AUTH LOGIN', 'S: 504 no', 'C: AUTH PLAIN AA==', 'S: 235 ok', ...envelope)
    expect(explainTranscript(thenPassed).summary).toMatch(/No message was sent\.$/)
  })

  it('counts what is too much to name', () => {
    const refused = ['550 5.1.1', '451 4.3.0', '550 5.7.1', '452 4.2.2', '550 5.1.2', '450 4.2.0'] as const
    const tries = refused.flatMap((code, i) => [`C: RCPT TO:<${i}@b.test>`, `S: ${code} no`])
    const { troubles, summary } = explainTranscript(talk(...hello, ...envelope.slice(0, 2), ...tries, ...goodbye))
    expect(troubles).toHaveLength(6)
    expect(summary).toMatch(/ Then RCPT TO:<3@b\.test> got [^.]*\.\d\.\d: [^.]*\. 2 more things went wrong\.$/)
  })

  it.each([
    ['hangs up at HELO', ['C: HELO a', closed('peer')], /hung up too, before HELO could help/],
    ['is reset at HELO', ['C: HELO a', failed('conversation', 'ECONNRESET')], /hung up too/],
    ['hangs up at once', [closed('peer')], /hung up too/],
    ['waits', [closed('us')], /Say HELO instead/],
  ])('EHLO is refused, and the server %s', (_what, ending, action) => {
    const said = talk('S: 220 x', 'C: EHLO a', 'S: 502 5.5.1 no', ...ending)
    const { trouble, summary } = explainTranscript(said)
    expect(trouble!.explanation.action).toMatch(action)
    expect(summary).toMatch(action)
  })

  it('lies with HELO where that is refused behind an unknown EHLO', () => {
    const said = talk('S: 220 x', 'C: EHLO a', 'S: 500 5.5.1 ?', 'C: HELO a', 'S: 500 5.5.1 ?', ...goodbye)
    const { trouble } = explainTranscript(said)
    expect(trouble?.sentence).toMatch(
      /^HELO a got the answer 500 5\.5\.1: The server does not know the hello of SMTP\./,
    )
  })

  it('knows who hung up, whichever end kept the record', () => {
    const asServer = (transcript: Transcript): Transcript => ({
      ...transcript,
      role: 'server',
      events: transcript.events.map((event) =>
        event.kind === 'sent' || event.kind === 'received'
          ? { ...event, kind: event.kind === 'sent' ? 'received' : 'sent' }
          : event,
      ),
    })
    const unanswered = [...hello, 'C: MAIL FROM:<a@a.test>'] as const
    expect(explainTranscript(asServer(talk(...unanswered, closed('peer')))).conclusion.title).toBe('The client left')
    expect(explainTranscript(asServer(talk(...unanswered, closed('us')))).conclusion.title).toBe('The server hung up')
    expect(explainTranscript(talk(...unanswered, closed('us'))).conclusion.title).toBe('The client left')
  })

  it('forgets the addresses that did not answer once one does', () => {
    const open = { kind: 'open', local: null, remote: '192.0.2.1:25' } as const
    const { trouble } = explainTranscript(talk(failed('connect', 'ENETUNREACH'), open, closed('timeout')))
    expect(trouble!.explanation.title).toBe('No greeting')
  })

  it('does not blame anybody for a record that was cut short', () => {
    const { trouble, verdict } = explainTranscript(
      talk(...hello, 'C: MAIL FROM:<a@a.test>', { kind: 'truncated' }, closed('peer')),
    )
    expect([trouble, verdict]).toEqual([null, 'unknown'])
  })

  it('recognises a TLS alert as what it is', () => {
    const alert = { kind: 'received', bytes: Uint8Array.of(21, 3, 1, 0, 2, 2, 70), secret: false } as const
    const { trouble } = explainTranscript(talk('C: EHLO a', alert, closed('peer')))
    expect(trouble!.explanation.title).toBe('This port speaks TLS from the start')
  })

  it('shows no credentials', () => {
    const { trouble, annotations } = explainTranscript(
      talk(...hello, 'C: AUTH PLAIN AGEAc2VjcmV0', 'S: 535 no', ...goodbye),
    )
    expect(JSON.stringify([trouble, annotations])).not.toContain('AGEAc2VjcmV0')
    expect(trouble!.sentence).toMatch(/^AUTH PLAIN got the answer 535: Login refused\./)
    const stray = explainTranscript(
      talk(...hello, 'C: AUTH LOGIN', 'S: 250 eh', 'C: c2VjcmV0', 'S: 500 what', ...goodbye),
    )
    expect(stray.trouble!.sentence).toMatch(/^The login got the answer 500/)
    expect(JSON.stringify([stray.trouble, stray.annotations])).not.toContain('c2VjcmV0')
  })
})

describe('annotations', () => {
  it('are one sentence a turn', () => {
    const { annotations } = explainTranscript(
      talk(
        ...hello,
        'C: MAIL FROM:a@a.test',
        'S: 250 ok',
        'C: RCPT TO:<b@b.test>',
        'S: 550 5.1.1 no',
        'C: VRFY bob',
        'S: 252 maybe',
        'C: QUIT',
        closed('timeout'),
      ),
    )
    expect(annotations.map(({ sentence }) => sentence)).toEqual([
      'The server greets and is ready (220).',
      'The client introduces itself as a.test; the server accepts and offers 1 feature (250).',
      'The client begins a message and names the sender <a@a.test>; the server accepts (250).',
      'The client names the recipient <b@b.test>; the server answers 550 5.1.1: No such mailbox.',
      'The client asks whether bob exists; the server accepts (252).',
      'The client ends the conversation; no answer came: No reply in time.',
    ])
    expect(annotations[2]!.deviations).toEqual(['Address without the angle brackets (RFC 5321 §4.1.2).'])
    expect(annotations.map(({ event }) => event)).toEqual([0, 2, 4, 6, 8, 9])
  })

  it('know a greeting that is none, and what is put off', () => {
    expect(explainTranscript(talk('S: 554 no')).annotations[0]!.sentence).toBe(
      'The server greets with 554: No service for you.',
    )
    expect(explainTranscript(talk('S: 421 no')).annotations[0]!.sentence).toBe(
      'The server greets; the server puts it off with 421: The server takes no connection now.',
    )
  })

  it('read a reply by the server that gives it', () => {
    const refused = (greeting: string) =>
      explainTranscript(
        talk(greeting, 'C: EHLO a', 'S: 250 x', ...envelope.slice(0, 3), 'S: 452 4.5.3 Too many recipients'),
      ).conclusion.provider
    expect(refused('S: 220 x ESMTP Postfix')).toBe('Postfix')
    expect(refused('S: 220 x ESMTP Exim 4.96')).toBe('Exim')
    expect(refused('S: 220 x ESMTP')).toBeNull()
  })
})

describe('recipients', () => {
  it('says who got the message where another did not', () => {
    const { summary } = explainTranscript(
      talk(
        ...hello,
        ...envelope,
        'C: RCPT TO:<c@b.test>',
        'S: 550 5.1.1 no such user',
        ...data,
        'C: hi\n.',
        'S: 250 ok',
        ...goodbye,
      ),
    )
    expect(summary).toMatch(/RCPT TO:<c@b\.test> .* The server accepted the message for b@b\.test\.$/)
  })

  it('each have an explanation and share the fate of the message', () => {
    const { recipients } = explainTranscript(
      talk(
        ...hello,
        ...envelope,
        'C: RCPT TO:<C@b.test>',
        'S: 550 5.1.1 no',
        ...data,
        'C: hi\n.',
        'S: 552 5.3.4 too big',
        ...goodbye,
      ),
    )
    expect(
      recipients.map(({ address, outcome, decidedBy, code, title }) => [address, outcome, decidedBy, code, title]),
    ).toEqual([
      ['b@b.test', 'no', 'message', 552, 'Message too big'],
      ['C@b.test', 'no', 'recipient', 550, 'No such mailbox'],
    ])
  })

  it('belong to their own transaction', () => {
    const { recipients } = explainTranscript(
      talk(
        ...hello,
        ...envelope,
        ...data,
        'C: hi\n.',
        'S: 250 ok',
        'C: MAIL FROM:<a@a.test>',
        'S: 250 ok',
        'C: RCPT TO:<c@b.test>',
        'S: 250 ok',
        ...data,
        'C: hi\n.',
        'S: 550 no',
        ...goodbye,
      ),
    )
    expect(recipients.map(({ address, outcome }) => [address, outcome])).toEqual([
      ['b@b.test', 'yes'],
      ['c@b.test', 'no'],
    ])
  })

  it('are not lost or won by a transaction that was given up or broken off', () => {
    expect(
      explainTranscript(talk(...hello, ...envelope, 'C: RSET', 'S: 250 ok', ...goodbye)).recipients[0]!.outcome,
    ).toBe('yes')
    expect(
      explainTranscript(talk(...hello, ...envelope, ...data, 'C: hi', closed('peer'))).recipients[0]!.outcome,
    ).toBe('unknown')
  })

  it('have a verdict each in LMTP', () => {
    const lmtp = talk(
      'S: 220 x LMTP',
      'C: LHLO a',
      'S: 250 x',
      ...envelope,
      'C: RCPT TO:<x@b.test>',
      'S: 550 no',
      'C: RCPT TO:<c@b.test>',
      'S: 250 ok',
      ...data,
      'C: hi\n.',
      'S: 250 2.0.0 ok\n452 4.2.2 full',
      ...goodbye,
    )
    const { recipients } = explainTranscript({ ...lmtp, protocol: 'lmtp' })
    expect(recipients.map(({ address, outcome, title }) => [address, outcome, title])).toEqual([
      ['b@b.test', 'yes', 'Message accepted'],
      ['x@b.test', 'no', 'Recipient refused'],
      ['c@b.test', 'no', 'Mailbox full'],
    ])
  })
})

describe('the rest of a conversation', () => {
  it('lists deviations once, with section and count', () => {
    const { deviations } = explainTranscript(
      talk(
        'S: 220 x',
        'C: EHLO a',
        'S: 250 x',
        'C: MAIL FROM: <a@a.test>',
        'S: 250 ok',
        'C: RCPT TO: <b@b.test>',
        'S: hello',
      ),
    )
    expect(deviations).toEqual([
      {
        by: 'client',
        code: 'space-around-colon',
        ref: 'RFC 5321 §3.3',
        count: 2,
        sentence: 'By the client: space on a side of the colon of MAIL FROM: or RCPT TO: (RFC 5321 §3.3), 2 times.',
        events: [4, 6],
      },
      expect.objectContaining({ by: 'server', code: 'reply-no-code', count: 1, events: [6] }),
    ])
  })

  it('explains features and an unbelieved certificate', () => {
    const { features, certificate } = explainTranscript(
      talk(
        ...hello,
        'C: STARTTLS',
        'S: 220 go',
        tls({ distrust: 'CERT_HAS_EXPIRED' }),
        'C: EHLO a.test',
        'S: 250-x\n250-PIPELINING\n250 XFOO',
      ),
    )
    expect(features.map(({ keyword, status }) => [keyword, status])).toEqual([
      ['PIPELINING', 'standard'],
      ['XFOO', 'private'],
    ])
    expect(certificate!.title).toBe('The certificate has expired')
    expect(explainTranscript(talk(...hello, tls())).certificate).toBeNull()
  })

  it('never throws, whatever is said', () => {
    const lines = fc.constantFrom(
      ...[
        '220 x',
        '250 ok',
        '250-a',
        '354 go',
        '550 5.1.1 no',
        '421 bye',
        '334 ',
        '235 ok',
        'x',
        '',
        '\0\xff',
        '.',
        'hi',
      ],
      ...[
        'EHLO a',
        'MAIL FROM:<a@b>',
        'MAIL FROM:<>',
        'RCPT TO:<b@c>',
        'RCPT TO',
        'DATA',
        'BDAT 3 LAST',
        'RSET',
        'QUIT',
        'STARTTLS',
        'AUTH PLAIN',
        'LHLO x',
      ],
    )
    const event = fc.oneof(
      { weight: 8, arbitrary: fc.tuple(fc.constantFrom('sent' as const, 'received' as const), lines) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          closed('us'),
          closed('peer'),
          closed('timeout'),
          failed('tls', 'X', 'y'),
          tls({ distrust: 'odd' }),
        ),
      },
    )
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 25 }),
        fc.constantFrom('smtp' as const, 'lmtp' as const),
        (script, protocol) => {
          const events = script.map((entry, at) =>
            Array.isArray(entry)
              ? { kind: entry[0], at, bytes: fromLatin1(`${entry[1]}\r\n`), secret: false }
              : { ...entry, at },
          ) as Transcript['events']
          const { steps, annotations, summary } = explainTranscript({
            role: 'client',
            protocol,
            started: null,
            peer: null,
            events,
          })
          expect(steps).toHaveLength(6)
          for (const { sentence } of annotations) expect(sentence).toMatch(/^The .*\.$/)
          expect(summary).not.toMatch(/undefined|null\b/)
        },
      ),
      { numRuns: 300 },
    )
  })
})

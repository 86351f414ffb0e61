import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encode, fromLatin1, latin1 } from '../../src/protocol/bytes.ts'
import type { Dsn, DsnRecipient } from '../../src/message/dsn.ts'
import { headerValue, readHeaders } from '../../src/message/headers.ts'
import { readDsn } from '../../src/message/read-dsn.ts'
import { statusMeaning } from '../../src/message/status-meaning.ts'
import { writeDsn, type DsnOptions, type ReportedRecipient } from '../../src/message/write-dsn.ts'

const noRecipient: DsnRecipient = {
  finalRecipient: '',
  originalRecipient: null,
  action: 'failed',
  status: null,
  remoteMta: null,
  diagnosticCode: null,
  lastAttempt: null,
  willRetryUntil: null,
}

type Expected = Omit<Dsn, 'original' | 'recipients'> & {
  readonly recipients: readonly Partial<DsnRecipient>[]
  /** A field of the header that came back. */
  readonly original: readonly [name: string, value: string] | null
}

const nobody = { isStandard: true, reportingMta: 'mx.a.test', envelopeId: null, arrivalDate: null }

const samples: Record<string, Expected> = {
  postfix: {
    ...nobody,
    envelopeId: 'order 17',
    arrivalDate: new Date('2026-11-22T08:05:07Z'),
    humanText: expect.stringMatching(/^Two of your recipients[^]*RCPT TO command\)$/) as string,
    returned: 'full',
    original: ['Message-ID', '<lunch@a.test>'],
    recipients: [
      {
        finalRecipient: 'bob@b.test',
        originalRecipient: 'robert@b.test',
        status: '5.1.1',
        remoteMta: 'mx.b.test',
        diagnosticCode: { type: 'smtp', text: '550 5.1.1 <bob@b.test>: nobody here has that name' },
      },
      {
        finalRecipient: 'carol@c.test',
        status: '5.4.4',
        diagnosticCode: { type: 'x-postfix', text: 'no address for the host c.test' },
      },
    ],
  },
  gmail: {
    ...nobody,
    reportingMta: 'googlemail.test',
    arrivalDate: new Date('2026-11-22T08:05:08Z'),
    humanText: '** No such address **\n\nbob@b.test does not exist.',
    returned: 'headers',
    original: ['Subject', 'Lunch'],
    recipients: [
      {
        finalRecipient: 'bob@b.test',
        status: '5.1.1',
        remoteMta: 'mx.b.test.',
        diagnosticCode: {
          type: 'smtp',
          text: '550-5.1.1 There is nobody of that name 550-5.1.1 in our house. Look again 550 5.1.1 at the address.',
        },
        lastAttempt: new Date('2026-11-22T08:05:09Z'),
      },
    ],
  },
  exchange: {
    ...nobody,
    reportingMta: 'EX1.corp.test',
    arrivalDate: new Date('2026-11-22T08:05:08Z'),
    humanText: 'bob@corp.test was not found in the directory.',
    returned: 'full',
    original: ['From', 'Alice <alice@corp.test>'],
    recipients: [
      {
        finalRecipient: 'bob@corp.test',
        status: '5.1.10',
        diagnosticCode: {
          type: 'smtp',
          text: '550 5.1.10 RESOLVER.ADR.RecipientNotFound; nobody by that SMTP address',
        },
      },
    ],
  },
  exim: {
    ...nobody,
    humanText: expect.stringContaining('550 5.1.1 nobody of that name') as string,
    returned: 'headers',
    original: ['Return-path', '<alice@a.test>'],
    recipients: [
      {
        finalRecipient: 'bob@b.test',
        status: '5.0.0',
        remoteMta: 'mx.b.test',
        diagnosticCode: { type: 'smtp', text: '550 5.1.1 nobody of that name' },
      },
    ],
  },
  'exim-plain': {
    ...nobody,
    isStandard: false,
    reportingMta: null,
    humanText: expect.stringContaining('did not reach all') as string,
    returned: 'full',
    original: ['Subject', 'Lunch'],
    recipients: [
      {
        finalRecipient: 'bob@b.test',
        status: '5.1.1',
        remoteMta: 'mx.b.test',
        diagnosticCode: { type: 'smtp', text: '550 5.1.1 nobody of that name' },
      },
      { finalRecipient: 'carol@c.test' },
    ],
  },
  qmail: {
    ...nobody,
    isStandard: false,
    reportingMta: null,
    humanText: expect.stringContaining('did not work out') as string,
    returned: 'headers',
    original: ['Message-ID', '<lunch@a.test>'],
    recipients: [
      {
        finalRecipient: 'bob@b.test',
        remoteMta: '192.0.2.25',
        diagnosticCode: { type: 'smtp', text: '550 no mailbox here' },
      },
      { finalRecipient: 'carol@c.test', status: '5.1.2' },
    ],
  },
  'sendmail-delay': {
    ...nobody,
    arrivalDate: new Date('2026-11-22T04:05:09Z'),
    humanText: 'The message has not arrived so far. There is nothing to be done about it.',
    returned: 'headers',
    original: ['Message-ID', '<lunch@a.test>'],
    recipients: [
      {
        finalRecipient: 'bob@b.test',
        action: 'delayed',
        status: '4.4.1',
        remoteMta: 'mx.b.test',
        lastAttempt: new Date('2026-11-22T08:05:09Z'),
        willRetryUntil: new Date('2026-11-27T04:05:09Z'),
      },
    ],
  },
  'no-blank-lines': {
    ...nobody,
    humanText: 'Two of them.',
    returned: null,
    original: null,
    recipients: [
      {
        finalRecipient: 'one@b.test',
        originalRecipient: 'one@b.test',
        status: '5.7.1',
        diagnosticCode: { type: '', text: '550 go away, and stay there' },
      },
      { finalRecipient: 'two@b.test', originalRecipient: 'two@b.test', action: 'relayed' },
    ],
  },
  fragment: {
    ...nobody,
    humanText: '',
    returned: null,
    original: null,
    recipients: [{ finalRecipient: 'böb@b.test', status: '5.1.1' }],
  },
}

function sample(name: string): string {
  return readFileSync(new URL(`bounces/${name}.eml`, import.meta.url), 'latin1')
}

describe('readDsn', () => {
  const variants = Object.keys(samples).flatMap((name) => [
    [name, 'LF', sample(name)] as const,
    [name, 'CRLF', sample(name).replaceAll('\n', '\r\n')] as const,
  ])

  it.each(variants)('%s, with %s', (name, _ends, text) => {
    const { original, recipients, ...expected } = samples[name]!
    const dsn = readDsn(fromLatin1(text))
    expect(dsn).toEqual({
      ...expected,
      recipients: recipients.map((recipient) => ({ ...noRecipient, ...recipient })),
      original: original === null ? null : (expect.anything() as unknown),
    })
    if (original) expect(headerValue(dsn!.original!, original[0])).toBe(original[1])
  })

  it.each([
    ['a message', 'From: alice@a.test\nSubject: hi\n\nFinal-Recipient: rfc822; bob@b.test\n'],
    ['a mail about an address', 'From: alice@a.test\n\n<bob@b.test>:\nis that right?\n'],
    [
      'another kind of report',
      'From: a@b\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nread\n',
    ],
    ['nothing', ''],
    ['a transcript', '220 mx.a.test\nEHLO x\n250 ok\n'],
  ])('%s is none', (_name, text) => {
    expect(readDsn(encode(text))).toBeNull()
  })

  it('falls back on the names alone where the report is lost', () => {
    const text = sample('gmail')
    const dsn = readDsn(fromLatin1(text.slice(0, text.indexOf('Final-Recipient'))))
    expect(dsn).toMatchObject({ isStandard: false, recipients: [{ ...noRecipient, finalRecipient: 'bob@b.test' }] })
  })

  it('takes no longer for a hostile text', () => {
    // In steps as the square of its length, each would outlast the time that a test has.
    const addresses = Array.from({ length: 5000 }, (_, i) => `a${i}@b`)
    for (const body of [
      `${' @'.repeat(200_000)} x`,
      ` ${'@'.repeat(400_000)} x\n`,
      '<a@b>:\n'.repeat(50_000),
      '550 '.repeat(200_000),
    ]) {
      const text = `From: MAILER-DAEMON\nX-Failed-Recipients: ${addresses.join(',\n ')}\n\n a1@b\n${body}`
      expect(readDsn(encode(text))).toMatchObject({ isStandard: false })
    }
  })

  it('gives as much as it can where the message is cut off anywhere', () => {
    const text = sample('postfix')
    const full = text.indexOf('Final-Recipient: rfc822; carol')
    for (let end = 0; end <= text.length; end += 7) {
      const dsn = readDsn(fromLatin1(text.slice(0, end)))
      if (end > full) expect(dsn?.recipients[0]).toMatchObject({ finalRecipient: 'bob@b.test', status: '5.1.1' })
    }
  })

  it('never throws', () => {
    const parts = fc.constantFrom(
      'Content-Type: multipart/report; boundary=b\n',
      'Content-Type: message/delivery-status\n',
      'Content-Type: message/rfc822\n',
      'X-Failed-Recipients: a@b\n',
      'From: MAILER-DAEMON\n',
      'Final-Recipient: utf-8; \\x{FFFFFF}\n',
      'Status: 5.1.1\n',
      'Action: failed\n',
      '<a@b>:\n',
      '--- copy\n',
      '--b\n',
      '--b--\n',
      '\n',
      'x',
      ';',
      '\xff',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 100 }),
          fc.array(parts, { maxLength: 15 }).map((all) => fromLatin1(all.join(''))),
        ),
        (message) => {
          const dsn = readDsn(message)
          if (dsn) expect(dsn.recipients.every(({ finalRecipient }) => typeof finalRecipient === 'string')).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })
})

function options(more: Partial<DsnOptions> = {}): DsnOptions {
  let count = 0
  return {
    reportingMta: 'mx.example.test',
    to: 'alice@a.test',
    date: new Date('2026-11-22T08:05:09Z'),
    utcOffset: 60,
    id: () => `id${++count}`,
    original: encode('From: alice@a.test\r\nMessage-ID: <lunch@a.test>\r\nSubject: Lunch\r\n\r\nShall we?\r\n'),
    recipients: [{ finalRecipient: 'bounce@example.test', action: 'failed', status: '5.1.1' }],
    ...more,
  }
}

const message = (...lines: string[]) => lines.join('\r\n')

describe('writeDsn', () => {
  it('is exact to the octet', () => {
    const written = writeDsn(
      options({
        envid: 'QQ+2B1',
        arrivalDate: new Date('2026-11-22T08:05:00Z'),
        ret: 'FULL',
        recipients: [
          {
            finalRecipient: 'bob@b.test',
            orcpt: 'rfc822;robert+2Bx@b.test',
            action: 'failed',
            status: '5.1.1',
            remoteMta: 'mx.b.test',
            diagnosticCode: { type: 'smtp', text: '550 5.1.1 No such user' },
            lastAttempt: new Date('2026-11-22T08:05:01Z'),
          },
        ],
      }),
    )
    expect(latin1(written)).toBe(
      message(
        'Date: Sun, 22 Nov 2026 09:05:09 +0100',
        'From: Mail Delivery <postmaster@mx.example.test>',
        'To: alice@a.test',
        'Subject: Not delivered: your message to bob@b.test',
        'Message-ID: <id2@mx.example.test>',
        'In-Reply-To: <lunch@a.test>',
        'Auto-Submitted: auto-replied',
        'MIME-Version: 1.0',
        'Content-Type: multipart/report; report-type=delivery-status; boundary="=_id1"',
        '',
        '--=_id1',
        'Content-Type: text/plain; charset=us-ascii',
        '',
        'This is a report from the mail server mx.example.test.',
        '',
        'Your message could not be delivered to the following address. It will not be',
        'tried again.',
        '',
        '  bob@b.test',
        '    The server mx.b.test said: 550 5.1.1 No such user',
        '    5.1.1 means: There is no mailbox of this name. Check the spelling of the',
        '    part before the "@".',
        '',
        'Attached are the same report in the form that programs read, and your',
        'message. Answers to this report are not read.',
        '',
        '--=_id1',
        'Content-Type: message/delivery-status',
        '',
        'Original-Envelope-Id: QQ+1',
        'Reporting-MTA: dns; mx.example.test',
        'Arrival-Date: Sun, 22 Nov 2026 09:05:00 +0100',
        '',
        'Original-Recipient: rfc822; robert+x@b.test',
        'Final-Recipient: rfc822; bob@b.test',
        'Action: failed',
        'Status: 5.1.1',
        'Remote-MTA: dns; mx.b.test',
        'Diagnostic-Code: smtp; 550 5.1.1 No such user',
        'Last-Attempt-Date: Sun, 22 Nov 2026 09:05:01 +0100',
        '',
        '--=_id1',
        'Content-Type: message/rfc822',
        '',
        'From: alice@a.test',
        'Message-ID: <lunch@a.test>',
        'Subject: Lunch',
        '',
        'Shall we?',
        '',
        '--=_id1--',
        '',
      ),
    )
  })

  it.each([
    ['FULL', 'Content-Type: message/global\r\nContent-Transfer-Encoding: 8bit\r\n\r\nSubject: grüße\r\n\r\nhi'],
    ['HDRS', 'Content-Type: message/global-headers\r\nContent-Transfer-Encoding: 8bit\r\n\r\nSubject: grüße\r\n'],
  ] as const)('says that there is UTF-8 in the header of what it brings back: %s', (ret, part) => {
    const recipients = [{ finalRecipient: 'jürgen@b.test', action: 'failed', status: '5.1.1' }] as const
    const original = encode('Subject: grüße\r\n\r\nhi\r\n')
    const report = (to: string) => new TextDecoder().decode(writeDsn(options({ ret, to, recipients, original })))
    expect(report('alice@a.test')).toContain(part)
    expect(report('alice@a.test')).toContain('Subject: Not delivered: your message to j\\x{FC}rgen@b.test')
    expect(report('älice@a.test')).toContain('Subject: Not delivered: your message to jürgen@b.test')
  })

  it('is read back', () => {
    const recipients: ReportedRecipient[] = [
      {
        finalRecipient: 'bob@b.test',
        orcpt: 'rfc822;robert@b.test',
        action: 'failed',
        status: '5.2.2',
        remoteMta: 'mx.b.test',
        diagnosticCode: { type: 'smtp', text: `552 5.2.2 ${'a very long reason '.repeat(10)}indeed` },
        lastAttempt: new Date('2026-11-22T08:05:01Z'),
      },
      {
        finalRecipient: 'böb@b.test',
        action: 'delayed',
        status: '4.4.1',
        willRetryUntil: new Date('2026-11-27T08:00:00Z'),
      },
      { finalRecipient: 'carol@c.test', action: 'relayed', status: '2.0.0' },
    ]
    const written = writeDsn(options({ recipients, envid: 'id+20one', arrivalDate: new Date('2026-11-22T08:00:00Z') }))
    expect(readHeaders(written).deviations).toEqual([])
    const dsn = readDsn(written)!
    expect(dsn.recipients).toEqual(
      recipients.map(({ orcpt, ...recipient }) => ({
        ...noRecipient,
        originalRecipient: orcpt ? 'robert@b.test' : null,
        ...recipient,
      })),
    )
    expect(dsn).toMatchObject({
      isStandard: true,
      reportingMta: 'mx.example.test',
      envelopeId: 'id one',
      arrivalDate: new Date('2026-11-22T08:00:00Z'),
      returned: 'headers',
    })
    expect(dsn.humanText).toContain('böb@b.test')
    expect(headerValue(dsn.original!, 'subject')).toBe('Lunch')
  })

  it.each([
    ['FULL', 'failed', 'full'],
    ['HDRS', 'failed', 'headers'],
    [null, 'failed', 'headers'],
    ['FULL', 'delivered', 'headers'],
    ['FULL', 'delayed', 'headers'],
  ] as const)('RET=%s of a message that was %s gives back: %s', (ret, action, returned) => {
    const recipients = [{ finalRecipient: 'bob@b.test', action, status: '5.0.0' }]
    expect(readDsn(writeDsn(options({ ret, recipients })))?.returned).toBe(returned)
  })

  it('gives back only the header of what does not fit into a message', () => {
    const original = encode('A: 1\r\n\r\nbare\nline ends')
    expect(readDsn(writeDsn(options({ ret: 'FULL', original })))?.returned).toBe('headers')
  })

  it('says where it is not all ASCII', () => {
    const original = encode('Subject: é\r\n\r\né\r\n')
    for (const ret of ['FULL', 'HDRS'] as const) {
      const text = latin1(writeDsn(options({ ret, original })))
      expect(text.match(/Content-Transfer-Encoding: .*/g)).toEqual([
        'Content-Transfer-Encoding: 8bit',
        'Content-Transfer-Encoding: 8bit',
      ])
    }
  })

  it('gives back a header that no line can carry', () => {
    const original = encode(`A: ${'x'.repeat(2000)}\nB: 2\n\n`)
    const dsn = readDsn(writeDsn(options({ original })))
    expect(headerValue(dsn!.original!, 'B')).toBe('2')
  })

  it('names the worst of the news in its subject', () => {
    const recipients = (['delivered', 'failed', 'delayed', 'failed', 'failed'] as const).map((action, i) => ({
      finalRecipient: `r${i}@b.test`,
      action,
      status: '5.0.0',
    }))
    const headers = readHeaders(writeDsn(options({ recipients })))
    expect(headerValue(headers, 'Subject')).toBe('Not delivered: your message to r1@b.test and 2 others')
  })

  it('lets nobody forge a field', () => {
    const recipients = [
      {
        finalRecipient: 'bob@b.test',
        action: 'failed' as const,
        status: '5.1.1',
        remoteMta: 'x\r\nAction: delivered',
        diagnosticCode: { type: 'smtp', text: '550 no\r\n\r\nFinal-Recipient: rfc822; evil@x\r\n--=_id1' },
      },
    ]
    const dsn = readDsn(writeDsn(options({ recipients, envid: 'a+0D+0AReporting-MTA: dns; evil' })))
    expect(dsn?.recipients.map(({ finalRecipient, action }) => [finalRecipient, action])).toEqual([
      ['bob@b.test', 'failed'],
    ])
    expect(dsn?.reportingMta).toBe('mx.example.test')
  })

  it('makes no server say what none said', () => {
    const diagnosticCode = { type: 'x-parley', text: 'connect ECONNREFUSED 192.0.2.1:25' }
    const recipient = {
      finalRecipient: 'bob@b.test',
      action: 'failed',
      status: '4.4.7',
      remoteMta: 'mx.b.test',
    } as const
    const text = readDsn(writeDsn(options({ recipients: [{ ...recipient, diagnosticCode }] })))!.humanText
    expect(text.replace(/\s+/g, ' ')).toContain(
      'What went wrong with the server mx.b.test: connect ECONNREFUSED 192.0.2.1:25',
    )
    expect(text).not.toMatch(/said/)
  })

  it('is about somebody', () => {
    expect(() => writeDsn(options({ recipients: [] }))).toThrow(TypeError)
  })
})

describe('statusMeaning', () => {
  it.each([
    ['5.1.1', /no mailbox/],
    ['4.2.2', /full/],
    ['5.7.99', /refuses/],
  ])('%s', (status, meaning) => {
    expect(statusMeaning(status)).toMatch(meaning)
  })

  it.each(['5.0.0', '5.9.1', 'x', ''])('has nothing to say about "%s"', (status) => {
    expect(statusMeaning(status)).toBeNull()
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encode } from '../../src/protocol/bytes.ts'
import { readHeaders } from '../../src/message/headers.ts'
import { readReceived, readTrace, type Received } from '../../src/message/received.ts'
import { protocolName, writeReceived, writeReturnPath } from '../../src/message/stamp.ts'

const nothing: Received = {
  from: null,
  fromComment: null,
  ip: null,
  by: null,
  via: null,
  with: null,
  id: null,
  for: null,
  date: null,
}
const date = new Date('2026-11-22T08:05:09Z')
const when = 'Sun, 22 Nov 2026 09:05:09 +0100'

const values: readonly [name: string, value: string, expected: Partial<Received>][] = [
  [
    'Postfix',
    `from mail.a.test (mail.a.test [192.0.2.7]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519) by mx.b.test (Postfix) with ESMTPS id 4Yx1 for <bob@b.test>; ${when} (CET)`,
    {
      from: 'mail.a.test',
      fromComment:
        'mail.a.test [192.0.2.7]; using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519',
      ip: '192.0.2.7',
      by: 'mx.b.test',
      with: 'ESMTPS',
      id: '4Yx1',
      for: 'bob@b.test',
    },
  ],
  [
    'Exim',
    `from [2001:db8::7] (helo=laptop) by mx.b.test with esmtpsa (TLS1.3) tls TLS_AES_128_GCM_SHA256 (Exim 4.98) (envelope-from <a@a.test>) id 1tE-00 for bob@b.test; ${when}`,
    {
      from: '[2001:db8::7]',
      fromComment: 'helo=laptop',
      ip: '2001:db8::7',
      by: 'mx.b.test',
      with: 'esmtpsa',
      id: '1tE-00',
      for: 'bob@b.test',
    },
  ],
  [
    'Exchange, with a semicolon in the middle',
    `from EX1.corp.test (2001:db8::1:2) by EX2.corp.test (2001:db8::1:3) with Microsoft SMTP Server (version=TLS1_2, cipher=ECDHE) id 15.1.2507.37; via Frontend Transport; ${when}`,
    {
      from: 'EX1.corp.test',
      fromComment: '2001:db8::1:2',
      ip: '2001:db8::1:2',
      by: 'EX2.corp.test',
      with: 'Microsoft SMTP Server',
      id: '15.1.2507.37',
      via: 'Frontend Transport',
    },
  ],
  [
    'Gmail, which leaves from out',
    `by 2002:a05:6402:1 with SMTP id q1csp1; Sun, 22 Nov 2026 00:05:09 -0800 (PST)`,
    { by: '2002:a05:6402:1', with: 'SMTP', id: 'q1csp1' },
  ],
  [
    'qmail',
    `from unknown (HELO foo) (192.0.2.9) by 0 with SMTP; 22 Nov 2026 08:05:09 -0000`,
    { from: 'unknown', fromComment: 'HELO foo; 192.0.2.9', ip: '192.0.2.9', by: '0', with: 'SMTP' },
  ],
  ['qmail, local', `(qmail 1234 invoked by uid 0); 22 Nov 2026 08:05:09 -0000`, {}],
  [
    'the address literal of RFC 5321',
    `FROM foo ([IPv6:2001:db8::9])\tBY bar VIA tcp WITH ESMTP ID <x@y> FOR <"a b"@c.test>; ${when}`,
    {
      from: 'foo',
      fromComment: '[IPv6:2001:db8::9]',
      ip: '2001:db8::9',
      by: 'bar',
      via: 'tcp',
      with: 'ESMTP',
      id: '<x@y>',
      for: '"a b"@c.test',
    },
  ],
  [
    'an unfinished comment',
    `from a (b [192.0.2.1] by c; ${when}`,
    { from: 'a', fromComment: `b [192.0.2.1] by c; ${when}`, ip: '192.0.2.1', date: null },
  ],
  ['no date', 'from a by b with SMTP id c', { from: 'a', by: 'b', with: 'SMTP', id: 'c', date: null }],
  ['nothing', '', { date: null }],
]

describe('readReceived', () => {
  it.each(values)('%s', (_name, value, expected) => {
    expect(readReceived(value)).toEqual({ ...nothing, date, ...expected })
  })

  it('never throws', () => {
    const word = fc.constantFrom('from', 'by', 'for', 'id', ';', '(', ')', '"', '\\', '<', '>', '[192.0.2.1]', ' ', 'x')
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word).map((words) => words.join('')),
        ),
        (value) => {
          expect(Object.keys(readReceived(value))).toEqual(Object.keys(nothing))
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('takes no longer for a hostile value', () => {
    // In steps as the square of its length, each would outlast the time that a test has.
    for (const part of ['(', '<', '"', '"a', ';', '; 1 ', '<(">;']) {
      expect(Object.keys(readReceived(part.repeat(400_000)))).toEqual(Object.keys(nothing))
    }
  })
})

describe('readTrace', () => {
  it('goes from the first host to the last, with the time between them', () => {
    const headers = readHeaders(
      encode(
        [
          'Received: from b by c; Sun, 22 Nov 2026 09:05:07 +0100',
          'Received: from x by b',
          'Subject: x',
          'Received: from a by x; Sun, 22 Nov 2026 08:05:09 +0000',
          'Received: by a; Sun, 22 Nov 2026 08:05:00 +0000',
          '\r\n',
        ].join('\r\n'),
      ),
    )
    expect(readTrace(headers).map(({ by, delay }) => [by, delay])).toEqual([
      ['a', null],
      ['x', 9000],
      ['b', null],
      ['c', null],
    ])
  })

  it('shows clocks that disagree as a negative time', () => {
    const stamps = [date, new Date(date.getTime() + 2000)].map((at) =>
      writeReceived({ helo: 'a', ip: null, by: 'b', with: 'SMTP', id: '1', date: at, utcOffset: 0 }),
    )
    expect(readTrace(readHeaders(encode(`${stamps.join('')}\r\n`))).map(({ delay }) => delay)).toEqual([null, -2000])
  })
})

describe('writeReceived', () => {
  const stamp = { helo: 'mail.a.test', ip: '192.0.2.7', by: 'mx.b.test', with: 'ESMTP', id: 'q1', date, utcOffset: 60 }

  it.each([
    [{}, `Received: from mail.a.test ([192.0.2.7])\r\n\tby mx.b.test with ESMTP id q1; ${when}\r\n`],
    [
      { rdns: 'a.test', for: 'bob@b.test', tls: 'TLSv1.3, TLS_AES_256_GCM_SHA384' },
      `Received: from mail.a.test (a.test [192.0.2.7])\r\n\tby mx.b.test with ESMTP (TLSv1.3, TLS_AES_256_GCM_SHA384) id q1\r\n\tfor <bob@b.test>; ${when}\r\n`,
    ],
    [
      { ip: '2001:db8::7' },
      `Received: from mail.a.test ([IPv6:2001:db8::7])\r\n\tby mx.b.test with ESMTP id q1; ${when}\r\n`,
    ],
    [{ ip: null }, `Received: from mail.a.test\r\n\tby mx.b.test with ESMTP id q1; ${when}\r\n`],
    [{ ip: null, helo: '' }, `Received: from unknown\r\n\tby mx.b.test with ESMTP id q1; ${when}\r\n`],
    [
      { helo: 'x)(y;\r\nBcc: z', for: 'a>; b' },
      `Received: from x??y???Bcc:?z ([192.0.2.7])\r\n\tby mx.b.test with ESMTP id q1\r\n\tfor <a?; b>; ${when}\r\n`,
    ],
  ])('%o', (more, text) => {
    expect(writeReceived({ ...stamp, ...more })).toBe(text)
  })

  it('is read back, whatever the client said its name was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (helo) => {
        const written = writeReceived({ ...stamp, helo, for: 'bob@b.test' })
        const { list, deviations } = readHeaders(encode(`${written}\r\n`))
        expect(deviations.filter(({ code }) => code !== 'header-utf8')).toEqual([])
        const { ip, by, id, for: recipient, date: at } = readReceived(list[0]!.value)
        expect({ ip, by, id, recipient, at }).toEqual({
          ip: stamp.ip,
          by: stamp.by,
          id: 'q1',
          recipient: 'bob@b.test',
          at: date,
        })
      }),
    )
  })

  it.each([
    [{}, 'ESMTP'],
    [{ extended: false, tls: true }, 'SMTP'],
    [{ tls: true, authenticated: true }, 'ESMTPSA'],
    [{ authenticated: true }, 'ESMTPA'],
    [{ lmtp: true }, 'LMTP'],
    [{ lmtp: true, tls: true, utf8: true }, 'UTF8LMTPS'],
    [{ utf8: true }, 'UTF8SMTP'],
  ])('names the protocol of %o', (session, name) => {
    expect(protocolName(session)).toBe(name)
  })

  it('writes the reverse-path', () => {
    const path = { kind: 'mailbox', localPart: 'a b', domain: 'c.test', literal: null, route: [] } as const
    expect(writeReturnPath(path)).toBe('Return-Path: <"a b"@c.test>\r\n')
    expect(writeReturnPath({ kind: 'null' })).toBe('Return-Path: <>\r\n')
  })
})

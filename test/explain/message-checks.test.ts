import { describe, expect, it } from 'vitest'
import { explainTranscript } from '../../src/explain/dialogue.ts'
import { goodbye, header, hello, talk } from './talk.ts'

/** Ids of what is said about a message sent from a@a.test to b@b.test. */
function remarks(message: string, { mail = 'MAIL FROM:<a@a.test>', to = ['b@b.test'] } = {}) {
  const { messages } = explainTranscript(
    talk(
      ...hello,
      `C: ${mail}`,
      'S: 250 ok',
      ...to.flatMap((address) => [`C: RCPT TO:<${address}>`, 'S: 250 ok']),
      'C: DATA',
      'S: 354 go',
      `C: ${message}${message === '' ? '' : '\n'}.`,
      'S: 250 ok',
      ...goodbye,
    ),
  )
  return messages[0]!
}

const ids = (...args: Parameters<typeof remarks>) => remarks(...args).map(({ id }) => id)
const without = (name: string) => header.replace(new RegExp(`^${name}:.*\n`, 'm'), '')

describe('checkMessage', () => {
  it('has nothing to say of a good message', () => {
    expect(ids(`${header}\nhi`)).toEqual([])
  })

  it.each([
    ['an empty message', '', ['empty']],
    ['no header at all', 'testing\ntesting', ['no-header']],
    ['From missing', `${without('From')}\nhi`, ['from-missing']],
    ['From without an address', `From: me\n${without('From')}\nhi`, ['from-malformed']],
    ['two authors, no Sender', `From: a@a.test, c@a.test\n${without('From')}\nhi`, ['sender-missing']],
    ['two authors and Sender', `From: a@a.test, c@a.test\nSender: a@a.test\n${without('From')}\nhi`, []],
    ['Date missing', `${without('Date')}\nhi`, ['date-missing']],
    ['Date malformed', `Date: yesterday\n${without('Date')}\nhi`, ['date-malformed']],
    ['Message-ID missing', `${without('Message-ID')}\nhi`, ['message-id-missing']],
    ['Message-ID malformed', `Message-ID: 1\n${without('Message-ID')}\nhi`, ['message-id-malformed']],
    ['Subject missing', `${without('Subject')}\nhi`, ['subject-missing']],
    ['two Subjects', `Subject: again\n${header}\nhi`, ['duplicate-header']],
    ['Bcc shown', `Bcc: b@b.test\n${header}\nhi`, ['bcc-shown']],
    ['Return-Path', `Return-Path: <a@a.test>\n${header}\nhi`, ['return-path-present']],
    ['From of another domain', `From: a@other.test\n${without('From')}\nhi`, ['from-differs']],
    ['Sender of another domain', `Sender: a@other.test\n${header}\nhi`, ['sender-differs']],
    ['Sender of the same domain', `Sender: x@a.test\n${header}\nhi`, []],
    ['From of the same domain in capitals', `From: x@A.TEST\n${without('From')}\nhi`, []],
    ['To names somebody else', `To: c@b.test\n${without('To')}\nhi`, ['recipients-hidden', 'recipients-not-addressed']],
    ['no To', `${without('To')}\nhi`, ['recipients-hidden']],
    ['UTF-8 in the header', `Subject: ü\n${without('Subject')}\nhi`, ['data-8bit-without-leave', 'header-utf8']],
    ['TLS-Required: No', `TLS-Required: No\n${header}\nhi`, ['tls-optional']],
    ['TLS-Required with a comment', `TLS-Required: (really) no\n${header}\nhi`, ['tls-optional']],
    ['TLS-Required: Yes', `TLS-Required: Yes\n${header}\nhi`, ['tls-required-malformed']],
    ['TLS-Required twice', `TLS-Required: No\nTLS-Required: No\n${header}\nhi`, ['tls-required-malformed']],
    ['a long line', `${header}\n${'x'.repeat(1200)}`, ['data-line-too-long']],
  ] as const)('%s', (_, message, expected) => {
    expect(ids(message)).toEqual(expected)
  })

  it('looks at the envelope', () => {
    const mail = 'MAIL FROM:<a@a.test> REQUIRETLS'
    expect(ids(`TLS-Required: No\n${header}\nhi`, { mail })).toEqual(['tls-required-overruled'])
    expect(ids(`${header}\nhi`, { mail: 'MAIL FROM:<>' })).toEqual(['null-sender'])
    expect(
      ids(`Subject: ü\n${without('Subject')}\nhi`, { mail: 'MAIL FROM:<a@a.test> BODY=8BITMIME SMTPUTF8' }),
    ).toEqual([])
    expect(ids(`Cc: C@b.test\n${header}\nhi`, { to: ['b@b.test', 'c@b.test'] })).toEqual([])
  })

  it('says in sentences what and where it is written', () => {
    for (const remark of remarks(`To: x@x.test, y@x.test\nhi`, { to: ['b@b.test', 'c@b.test'] })) {
      expect(remark.sentence).toMatch(/^\S.*\.$/)
      expect(remark.ref).toMatch(/^RFC \d+ §/)
      expect(['problem', 'note']).toContain(remark.level)
    }
    expect(remarks(`${without('To')}\nhi`)[0]!.sentence).toBe(
      'b@b.test is neither in To nor in Cc: a blind copy, a list, or a forwarded message.',
    )
  })
})

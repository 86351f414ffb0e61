import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { encode } from '../../src/protocol/bytes.ts'
import { explainBounce } from '../../src/explain/bounce.ts'

const stored = (name: string) => explainBounce(new Uint8Array(readFileSync(`test/message/bounces/${name}.eml`)))

async function summary(name: string) {
  const { recipients } = (await stored(name))!
  return recipients.map(({ address, fate, code, enhanced, title }) => [address, fate, code, enhanced, title])
}

describe('explainBounce', () => {
  it('explains each recipient of a standard report', async () => {
    expect(await summary('postfix')).toEqual([
      ['bob@b.test', 'failed', 550, '5.1.1', 'No such mailbox'],
      ['carol@c.test', 'failed', null, '5.4.4', 'No way to the destination'],
    ])
    const bounce = (await stored('postfix'))!
    expect(bounce.reportingMta).toBe('mx.a.test')
    expect(bounce.summary).toBe(
      'bob@b.test did not get the message: No such mailbox. It is for you to put right. There is 1 more.',
    )
    expect(bounce.recipients[0]!.remoteMta).toBe('mx.b.test')
  })

  it('reads the words of a provider', async () => {
    const [recipient] = (await stored('exchange'))!.recipients
    expect(recipient).toMatchObject({
      provider: 'Microsoft 365',
      title: 'No such recipient at Microsoft 365',
      fault: 'you',
      retry: false,
    })
  })

  it('reads the plain words of qmail and Exim', async () => {
    expect(await summary('qmail')).toEqual([
      ['bob@b.test', 'failed', 550, null, 'No such mailbox'],
      ['carol@c.test', 'failed', null, '5.1.2', "The recipient's domain cannot be found"],
    ])
    expect(await summary('exim-plain')).toEqual([
      ['bob@b.test', 'failed', 550, '5.1.1', 'No such mailbox'],
      ['carol@c.test', 'failed', null, null, "The recipient's domain cannot be found"],
    ])
  })

  it('knows a delay from a failure', async () => {
    const bounce = (await stored('sendmail-delay'))!
    expect(bounce.recipients[0]).toMatchObject({ fate: 'delayed', enhanced: '4.4.1', retry: 'later' })
    expect(bounce.recipients[0]!.notes.at(-1)).toMatch(/^The server goes on trying until 2026-.* UTC: do not send/)
    expect(bounce.summary).toMatch(/^bob@b\.test has not got the message yet: /)
  })

  it('calls a success a success', async () => {
    const report = (action: string) =>
      explainBounce(
        encode(
          'From: MAILER-DAEMON@a.test\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n' +
            '--x\r\n\r\nhi\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a.test\r\n\r\n' +
            `Final-Recipient: rfc822; b@b.test\r\nAction: ${action}\r\nStatus: 2.0.0\r\n\r\n--x--\r\n`,
        ),
      )
    for (const action of ['delivered', 'relayed', 'expanded']) {
      const [recipient] = (await report(action))!.recipients
      expect(recipient).toMatchObject({ fate: action, fault: 'nobody', retry: false, enhanced: '2.0.0' })
    }
    expect((await report('delivered'))!.summary).toBe('b@b.test got the message.')
  })

  it('finds a reply in a bounce of no known form', async () => {
    const bounce = await explainBounce(
      encode(
        'From: Mail Delivery System <postmaster@a.test>\nSubject: Undeliverable\n\n' +
          "Your message to bob@b.test couldn't be delivered.\n\nThe server said: 550 5.7.1 Relaying denied\n\n" +
          'Also carol@c.test: #5.1.1\n',
      ),
    )
    expect(bounce!.recipients.map(({ address, enhanced, title }) => [address, enhanced, title])).toEqual([
      ['bob@b.test', '5.7.1', 'Relaying denied'],
      ['carol@c.test', '5.1.1', 'No such mailbox'],
    ])
  })

  it('is not for other mail', async () => {
    for (const text of [
      'From: a@a.test\nSubject: hi\n\n550 5.1.1 to b@b.test\n',
      'hello',
      '',
      'From: postmaster@a.test\n\nhi\n',
    ]) {
      expect(await explainBounce(encode(text))).toBeNull()
    }
  })

  it('says so where there is no reason', async () => {
    const bounce = await explainBounce(
      encode('From: MAILER-DAEMON@a.test\nX-Failed-Recipients: b@b.test\nSubject: sorry\n\nIt did not work.\n'),
    )
    expect(bounce!.recipients[0]).toMatchObject({
      title: 'Not delivered, without a reason',
      confidence: 'possible',
      code: null,
    })
  })
})

import { generateKeyPairSync } from 'node:crypto'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import { describe, expect, it } from 'vitest'
import { encode } from '../../../src/protocol/bytes.ts'
import { checkDkim, checkDmarc, checkSpf } from '../../../src/wire/identity/mailauth.ts'
import { ZoneResolver } from '../../../src/wire/resolver/zone.ts'
import { failingAt } from './failing-resolver.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')

const zone = new ZoneResolver(`
$ORIGIN example.test.
@ MX 10 mail
  TXT "v=spf1 mx include:other" ".example.test -all"
mail A 192.0.2.1
     TXT "v=spf1 a -all"
other TXT "v=spf1 ip4:192.0.2.64/26 ~all"
two TXT "v=spf1 -all"
    TXT "v=spf1 +all"
broken TXT "v=spf1 oops"
none A 192.0.2.7
_dmarc TXT "v=DMARC1; p=reject; sp=quarantine"
_dmarc.relaxed TXT "v=DMARC1; p=none"
s._domainkey TXT "v=DKIM1; k=rsa; " "p=${key.slice(0, 200)}" "${key.slice(200)}"
`)

const spf = (ip: string, sender: string, resolver = zone as Parameters<typeof checkSpf>[1]) =>
  checkSpf({ ip, sender, helo: 'mail.example.test', hostname: 'mx.example.org' }, resolver)

describe('SPF', () => {
  it.each([
    ['192.0.2.1', 'a@example.test', 'pass'],
    ['192.0.2.65', 'a@example.test', 'pass'],
    ['192.0.2.9', 'a@example.test', 'fail'],
    ['192.0.2.9', 'a@other.example.test', 'softfail'],
    ['192.0.2.9', 'a@two.example.test', 'permerror'],
    ['192.0.2.9', 'a@broken.example.test', 'permerror'],
    ['192.0.2.9', 'a@none.example.test', 'none'],
    ['192.0.2.9', 'a@gone.example.test', 'none'],
    ['192.0.2.1', '', 'pass'],
  ])('%s sends as <%s>: %s', async (ip, sender, result) => {
    expect(await spf(ip, sender)).toMatchObject({ result })
  })

  it('says by what record, and what is wrong with it', async () => {
    expect(await spf('192.0.2.1', 'a@example.test')).toEqual({
      result: 'pass',
      domain: 'example.test',
      record: 'v=spf1 mx include:other.example.test -all',
      reason: null,
    })
    expect((await spf('192.0.2.9', 'a@broken.example.test')).reason).toBe('Unknown mechanism oops')
  })

  it.each([() => true, (name: string) => name.startsWith('other'), (name: string) => name.startsWith('mail')])(
    'cannot be told where the DNS cannot',
    async (when) => {
      expect(await spf('192.0.2.9', 'a@example.test', failingAt(zone, when))).toMatchObject({
        result: 'temperror',
        reason: 'it is broken',
      })
    },
  )
})

const message = 'From: Al <al@example.test>\r\nSubject: hi\r\n\r\nhi\r\n'

async function sign(text: string): Promise<string> {
  const signing = {
    signingDomain: 'example.test',
    selector: 's',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  }
  return (await dkimSign(text, { signatureData: [signing] } as never)).signatures + text
}

describe('DKIM', () => {
  it('of a message that is signed', async () => {
    expect(await checkDkim(encode(await sign(message)), zone)).toEqual({
      from: ['al@example.test'],
      signatures: [{ result: 'pass', domain: 'example.test', selector: 's', reason: null }],
    })
  })

  it.each([
    ['header', 'Subject: hi', 'bad signature'],
    ['body', '\r\n\r\nhi', 'body hash did not verify'],
  ])('of one whose %s was changed', async (_, part, reason) => {
    const changed = (await sign(message)).replace(part, part.replace('hi', 'ho'))
    expect((await checkDkim(encode(changed), zone)).signatures).toMatchObject([{ result: 'fail', reason }])
  })

  it('of one whose key is not there', async () => {
    const { signatures } = await checkDkim(encode((await sign(message)).replace('; s=s;', '; s=t;')), zone)
    expect(signatures).toMatchObject([{ result: 'permerror', selector: 't', reason: 'no key' }])
  })

  it('of one that is not signed', async () => {
    expect((await checkDkim(encode(message), zone)).signatures).toEqual([])
  })

  it('cannot be told where the DNS cannot', async () => {
    const { signatures } = await checkDkim(encode(await sign(message)), failingAt(zone))
    expect(signatures).toMatchObject([{ result: 'temperror', reason: 'DNS failure: it is broken' }])
  })
})

describe('DMARC', () => {
  const passing = { result: 'pass', domain: 'example.test', record: null, reason: null } as const

  it.each([
    ['example.test', passing, 'pass', 'reject'],
    ['example.test', null, 'fail', 'reject'],
    ['sub.example.test', null, 'fail', 'quarantine'],
    ['relaxed.example.test', null, 'fail', 'none'],
    ['example.org', null, 'none', null],
  ])('mail from %s', async (domain, spf, result, policy) => {
    expect(await checkDmarc({ domain, spf, dkim: [] }, zone)).toMatchObject({ result, policy, domain })
  })

  it('a signature is as good', async () => {
    const dkim = [{ result: 'pass', domain: 'example.test', selector: 's', reason: null }] as const
    expect(await checkDmarc({ domain: 'example.test', spf: null, dkim }, zone)).toMatchObject({ result: 'pass' })
  })

  it('cannot be told where the DNS cannot', async () => {
    const verdict = await checkDmarc({ domain: 'example.test', spf: null, dkim: [] }, failingAt(zone))
    expect(verdict).toMatchObject({ result: 'temperror', reason: 'it is broken' })
  })
})

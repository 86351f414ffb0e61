import { expect, it } from 'vitest'
import { explain } from '../../src/explain/explain.ts'
import { showExplanation } from '../../src/report/explanation.ts'
import { createStyle } from '../../src/report/style.ts'
import { goodbye, hello, talk, tls } from '../explain/talk.ts'

const certificate = {
  subject: 'CN=mail.example.test',
  issuer: 'CN=Parley local authority',
  names: ['DNS:mail.example.test', 'DNS:localhost', 'IP Address:127.0.0.1', 'IP Address:0:0:0:0:0:0:0:1'],
  validFrom: '2026-01-01T00:00:00.000Z',
  validTo: '2026-04-01T00:00:00.000Z',
  fingerprint: 'AA',
}

it('says of a certificate less than of what went wrong', async () => {
  const refused = ['C: MAIL FROM:<a@a.test>', 'S: 250 ok', 'C: RCPT TO:<b@b.test>', 'S: 550 5.1.1 no'] as const
  const secured = tls({ servername: null, distrust: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', certificate })
  const explained = await explain(talk(...hello, secured, ...hello.slice(1), ...refused, ...goodbye))
  const shown = showExplanation(explained, { style: createStyle(false), width: 80 })
  const sectionOf = (title: string) => new RegExp(`^${title}\n([^]*?)\n\n`, 'm').exec(shown)![1]!
  expect(sectionOf('Certificate').replace(/\s+/g, ' ').trim()).toBe(
    "The issuer of the certificate is not known here. If the authority is one of your own, have it believed here: --tls-ca-path. If not, the server's administrator must install the full chain. " +
      'The TLS library says: UNABLE_TO_VERIFY_LEAF_SIGNATURE. It is for mail.example.test, localhost, 127.0.0.1, ::1, valid from 2026-01-01 to 2026-04-01, issued by CN=Parley local authority.',
  )
  expect(sectionOf('Certificate').split('\n').length).toBeLessThanOrEqual(
    sectionOf('What went wrong first').split('\n').length,
  )
})

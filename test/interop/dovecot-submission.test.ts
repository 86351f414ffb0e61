import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { startDovecotSubmission, type DovecotSubmission } from './dovecot-submission.ts'
import { startPostfix, type Postfix } from './postfix.ts'
import { runParley } from './program.ts'

/** Our client at Dovecot's own submission service: passwords and tokens, checked by a foreign program. */

let postfix: Postfix
let dovecot: DovecotSubmission

beforeAll(async () => {
  postfix = await startPostfix()
  dovecot = await startDovecotSubmission(postfix.port)
})
afterAll(async () => {
  await dovecot?.stop()
  postfix?.stop()
})

const at = () => `127.0.0.1:${dovecot.port}`
const believing = () => ['--tls', '--tls-verify', '--tls-ca-path', dovecot.file('ca.pem')]
const envelope = ['--from', 'bob@example.test', '--to', 'alice@example.test', '--helo', 'client.example.org']
const send = (...args: readonly string[]) => runParley(['send', at(), ...believing(), ...envelope, ...args])
const asked = (stdout: string) => stdout.match(/(?<=^C: AUTH )\S+/gm) ?? []
const tokenOf = (seconds: number) => ['--auth-user', 'bob', '--auth-token', dovecot.token('bob', seconds)]
const password = (user: string, word = 'pencil') => ['--auth-user', user, '--auth-password', word]

describe('a token', () => {
  it.each(['OAUTHBEARER', 'XOAUTH2'])('lets us in by %s, and mail goes out', async (mechanism) => {
    const subject = `by ${mechanism}`
    const { code, stdout, stderr } = await send('--auth', mechanism, ...tokenOf(300), '--subject', subject)
    expect([code, stderr]).toEqual([0, ''])
    expect(asked(stdout)).toEqual([mechanism])
    expect(stdout).not.toContain(dovecot.token('bob', 300).slice(0, 30))
    await postfix.mail('alice', new RegExp(`^Subject: ${subject}$`, 'm'))
  })

  it.each(['OAUTHBEARER', 'XOAUTH2'])('that is expired is refused by %s, and it is understood', async (mechanism) => {
    const { code, stdout, stderr } = await send('--auth', mechanism, ...tokenOf(-30))
    expect(code).toBe(exitCodes.auth)
    expect(asked(stdout)).toEqual([mechanism])
    expect(stderr).toMatch(/the token is expired, revoked, or not for this server/)
  })

  it('is tried once where it is wrong, and no second way', async () => {
    const { code, stdout, stderr } = await send(...tokenOf(-30))
    expect([code, asked(stdout)]).toEqual([exitCodes.auth, ['OAUTHBEARER']])
    expect(stderr).toContain('not tried by XOAUTH2, which the server offers too')
  })

  it('lets test in, too', async () => {
    const args = ['test', at(), '--as', 'submission', ...believing(), ...envelope, ...tokenOf(300), '--auth-only']
    const { code, stdout } = await runParley(args)
    expect(code, stdout).toBe(0)
    expect(stdout).toMatch(/^PASS {2}The server lets us log in, by AUTH OAUTHBEARER\. /m)
  })
})

describe('a password', () => {
  it.each(['SCRAM-SHA-256', 'SCRAM-SHA-1', 'CRAM-MD5', 'PLAIN', 'LOGIN'])('lets us in by %s', async (mechanism) => {
    const { code, stdout, stderr } = await send('--auth', mechanism, ...password('bob'), '--auth-only')
    expect([code, stderr]).toEqual([0, ''])
    expect(asked(stdout)).toEqual([mechanism])
  })

  it('by the strongest, and mail goes out', async () => {
    const { code, stdout } = await send(...password('bob'), '--subject', 'by the strongest')
    expect([code, asked(stdout)]).toEqual([0, ['SCRAM-SHA-256']])
    await postfix.mail('alice', /^Subject: by the strongest$/m)
  })

  it('that is wrong counts as one guess', async () => {
    const { code, stdout } = await send(...password('bob', 'wrong'))
    expect([code, asked(stdout)]).toEqual([exitCodes.auth, ['SCRAM-SHA-256']])
  })

  // Nothing in the reply tells it from a wrong password: so what was not tried is said, and can be named.
  it('of which the server has a hash only is refused by what it offers, and goes through where that is named', async () => {
    const usual = await send(...password('carol'))
    expect([usual.code, asked(usual.stdout)]).toEqual([exitCodes.auth, ['SCRAM-SHA-256']])
    expect(usual.stderr).toMatch(
      /535 5\.7\.8 .*not tried by SCRAM-SHA-1, CRAM-MD5, PLAIN and LOGIN, .* name one to try it/,
    )
    const named = await send(...password('carol'), '--auth', 'PLAIN', '--auth-only')
    expect([named.code, asked(named.stdout)]).toEqual([0, ['PLAIN']])
    const both = await send(...password('carol'), '--auth', 'SCRAM-SHA-256,PLAIN', '--auth-only')
    expect([both.code, asked(both.stdout)]).toEqual([0, ['SCRAM-SHA-256', 'PLAIN']])
  })
})

it('the submission service is talked to by hand and played with, behind --tls', async () => {
  const { code, stdout } = await runParley(['talk', at(), ...believing()], 'NOOP\nQUIT\n')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^C: STARTTLS$[^]*^@tls[^]*^C: EHLO [^]*^C: NOOP$/m)
})

import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { makeCertificate } from '../wire/tls-certificates.ts'
import { freePort } from './postfix.ts'
import { isListening, runDovecot } from './run-dovecot.ts'

/** A real Dovecot that takes submissions itself, with passwords and tokens, and hands the mail on to a Postfix. */
export interface DovecotSubmission {
  readonly port: number
  /** A file in its folder: "ca.pem" is to be believed. */
  file(name: string): string
  /** A token that it takes, for so many seconds. */
  token(user: string, seconds: number): string
  stop(): Promise<void>
}

const passwordMechanisms = 'plain login cram-md5 scram-sha-1 scram-sha-256'
const secret = 'a secret that signs tokens'

/** Bob's password is kept as it is; of Carol's there is a hash, which is good for PLAIN and LOGIN alone. */
export async function startDovecotSubmission(relayPort: number): Promise<DovecotSubmission> {
  const home = mkdtempSync(join(tmpdir(), 'parley-dovecot-submission-'))
  chmodSync(home, 0o755)
  const file = (name: string) => join(home, name)
  const write = (name: string, text: string) => {
    mkdirSync(dirname(file(name)), { recursive: true })
    writeFileSync(file(name), text, { mode: 0o644 })
  }
  const port = await freePort()
  const authority = makeCertificate({ cn: 'Root', isAuthority: true, names: [] })
  const pair = makeCertificate({ cn: 'mx.example.test', names: ['IP:127.0.0.1'], issuer: authority })
  const hash = execFileSync('doveadm', ['pw', '-s', 'SHA512-CRYPT', '-p', 'pencil'], { encoding: 'utf8' }).trim()
  write('ca.pem', authority.cert)
  write('cert.pem', pair.cert)
  write('key.pem', pair.key)
  write('users', `bob:{PLAIN}pencil\ncarol:${hash}\n`)
  write('keys/default/HS256/default', Buffer.from(secret).toString('base64'))
  write(
    'oauth2',
    `introspection_mode = local\nlocal_validation_key_dict = fs:posix:prefix=${home}/keys/\nusername_attribute = sub\n`,
  )
  write('conf', configOf(home, port, relayPort))
  mkdirSync(file('mail'))
  chownSync(file('mail'), Number(execFileSync('id', ['-u', 'nobody'])), Number(execFileSync('id', ['-g', 'nobody'])))
  const stop = await runDovecot(home, () => isListening(port))
  return { port, file, token: writeToken, stop }
}

/** A JSON Web Token, signed with the secret that Dovecot knows. */
function writeToken(user: string, seconds: number): string {
  const now = Math.floor(Date.now() / 1000)
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: user, iat: now - 60, exp: now + seconds })}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

function configOf(home: string, port: number, relayPort: number): string {
  return `base_dir = ${home}/run
state_dir = ${home}/state
log_path = ${home}/log
protocols = submission
hostname = mx.example.test
ssl = yes
ssl_cert = <${home}/cert.pem
ssl_key = <${home}/key.pem
auth_mechanisms = ${passwordMechanisms} xoauth2 oauthbearer
auth_failure_delay = 0
mail_location = mbox:${home}/mail
submission_relay_host = 127.0.0.1
submission_relay_port = ${relayPort}
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${home}/oauth2
}
passdb {
  driver = passwd-file
  mechanisms = ${passwordMechanisms}
  args = username_format=%n ${home}/users
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=${home}/mail
}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service submission-login {
  inet_listener submission {
    address = 127.0.0.1
    port = ${port}
  }
}
`
}

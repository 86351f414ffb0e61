export interface MechanismFacts {
  readonly meaning: string
  /** What a listener learns on an unencrypted connection: the secret, something to guess it from, or nothing. */
  readonly withoutTls: 'readable' | 'weak' | 'safe'
  readonly references: readonly string[]
}

const scram = 'The password is proved, not sent, and the server proves that it knows it too'

/** Ways to log in (SASL mechanisms), by name in upper case. */
export const mechanisms: Readonly<Record<string, MechanismFacts>> = {
  PLAIN: {
    meaning: 'User name and password in one piece of base64, which anybody can read: use it over TLS only.',
    withoutTls: 'readable',
    references: ['RFC 4616'],
  },
  LOGIN: {
    meaning: 'User name and password one after the other in base64, which anybody can read: use it over TLS only.',
    withoutTls: 'readable',
    references: ['draft-murchison-sasl-login'],
  },
  'CRAM-MD5': {
    meaning:
      'The password is proved by a digest of a challenge. It is old and weak, and the server must store the password.',
    withoutTls: 'weak',
    references: ['RFC 2195'],
  },
  'DIGEST-MD5': {
    meaning: 'The password is proved by a digest. It was declared historic because of its weaknesses.',
    withoutTls: 'weak',
    references: ['RFC 6331'],
  },
  'SCRAM-SHA-1': { meaning: `${scram}; with SHA-1.`, withoutTls: 'safe', references: ['RFC 5802'] },
  'SCRAM-SHA-1-PLUS': {
    meaning: `${scram}; with SHA-1, and bound to the TLS connection.`,
    withoutTls: 'safe',
    references: ['RFC 5802'],
  },
  'SCRAM-SHA-256': { meaning: `${scram}; with SHA-256.`, withoutTls: 'safe', references: ['RFC 7677'] },
  'SCRAM-SHA-256-PLUS': {
    meaning: `${scram}; with SHA-256, and bound to the TLS connection.`,
    withoutTls: 'safe',
    references: ['RFC 7677'],
  },
  XOAUTH2: {
    meaning: 'An OAuth access token instead of a password, in the form that Google and Microsoft use.',
    withoutTls: 'readable',
    references: ['Google Workspace documentation of XOAUTH2'],
  },
  OAUTHBEARER: {
    meaning: 'An OAuth access token instead of a password, in the standard form.',
    withoutTls: 'readable',
    references: ['RFC 7628'],
  },
  EXTERNAL: {
    meaning: 'The identity is proved outside of SMTP, mostly by a TLS client certificate.',
    withoutTls: 'safe',
    references: ['RFC 4422'],
  },
  ANONYMOUS: {
    meaning: 'No identity at all: anybody may go on, with a word of who they are.',
    withoutTls: 'safe',
    references: ['RFC 4505'],
  },
  GSSAPI: {
    meaning: 'A Kerberos ticket, as in company networks.',
    withoutTls: 'safe',
    references: ['RFC 4752'],
  },
  'GS2-KRB5': { meaning: 'A Kerberos ticket, in the newer framing.', withoutTls: 'safe', references: ['RFC 5801'] },
  NTLM: {
    meaning: 'The login of Windows networks. It is old and weak.',
    withoutTls: 'weak',
    references: ['MS-SMTPNTLM'],
  },
}

import type { CertificateDetails } from '../../transcript/event.ts'
import type { Topic } from '../facts.ts'

/** Why a certificate is not believed. */
export interface Distrust extends Topic {
  /** OpenSSL's or Node's codes. */
  readonly codes: readonly string[]
  /** In the message, where there is no code. */
  readonly words: RegExp
  /** Whether {@link whyUntraced} may know more. */
  readonly isUntraced?: true
}

const impact = 'Mail servers mostly go on all the same, as they would without TLS; programs that log in must not.'

const incomplete: Topic = {
  title: 'The chain of certificates is incomplete',
  meaning: `The server sends its own certificate and not that of the authority in between, so it leads to no authority that this machine trusts. ${impact}`,
  cause: 'The certificate was installed without the intermediate one that came with it.',
  fault: 'their server',
  action: "The server's administrator must install the full chain, often called fullchain.pem.",
  retry: false,
}

const unknownAuthority: Topic = {
  title: 'The certificate comes from an authority that nobody knows',
  meaning: `The chain of certificates ends in an authority that this machine does not trust. ${impact}`,
  cause: "A company's own authority, or a virus scanner or firewall that looks into the connection.",
  fault: 'their server',
  action: 'Add the authority to the trusted ones if you know it; otherwise find out who is in between.',
  retry: false,
}

const unknownIssuer: Topic = {
  title: 'The issuer of the certificate is not known here',
  meaning: `The certificate cannot be traced to an authority that this machine trusts. ${impact}`,
  cause:
    "It was issued by an authority of somebody's own, or the server does not send the intermediate certificate: that cannot be told from outside.",
  fault: 'their server',
  action:
    "If the authority is one of your own, have it believed here: --tls-ca-path. If not, the server's administrator must install the full chain.",
  retry: false,
}

/** What a certificate says by which an incomplete chain can be told from an authority that nobody knows. */
interface Traces {
  readonly certificate: CertificateDetails | null
  readonly chain?: readonly CertificateDetails[]
}

/**
 * Why a certificate leads nowhere. Authorities that are known to the public write into their certificates where their
 * own can be had; who sends certificates behind his own means the chain to be whole.
 */
// RFC 5280
export function whyUntraced({ certificate, chain = [] }: Traces): Topic {
  if (certificate === null) return unknownIssuer
  if (chain.length > 0) return unknownAuthority
  return certificate.issuerUrl === undefined ? unknownIssuer : incomplete
}

export const distrusts: readonly Distrust[] = [
  {
    codes: ['CERT_HAS_EXPIRED'],
    words: /expired/i,
    title: 'The certificate has expired',
    meaning: `The certificate of the server is past its date. ${impact}`,
    cause: 'Nobody renewed it, or the server was not restarted with the new one.',
    fault: 'their server',
    action: "The server's administrator must renew the certificate and reload the server.",
    retry: false,
  },
  {
    codes: ['CERT_NOT_YET_VALID'],
    words: /not yet valid/i,
    title: 'The certificate is not valid yet',
    meaning: `The certificate of the server begins to be valid only later. ${impact}`,
    cause: 'A clock that is wrong, yours or that of who made the certificate.',
    fault: 'you',
    action: 'Check the clock of this machine first.',
    retry: 'later',
  },
  {
    codes: ['DEPTH_ZERO_SELF_SIGNED_CERT'],
    words: /self[- ]signed certificate(?! in)/i,
    title: 'The certificate is self-signed',
    meaning: `The server made its certificate itself, so nobody else vouches for it. ${impact}`,
    cause: 'A server as it was installed, or a test server.',
    fault: 'their server',
    action: "Use a certificate of a public authority such as Let's Encrypt. For a test of your own it is good enough.",
    retry: false,
  },
  {
    codes: ['SELF_SIGNED_CERT_IN_CHAIN'],
    words: /self[- ]signed certificate in/i,
    ...unknownAuthority,
  },
  {
    codes: ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
    words: /unable to (?:verify the first|get (?:local )?issuer)/i,
    ...unknownIssuer,
    isUntraced: true,
  },
  {
    codes: ['ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH'],
    words: /does not match certificate|altnames|hostname/i,
    title: 'The certificate is for another name',
    meaning: `The certificate does not bear the name that was connected to. ${impact}`,
    cause: 'The server has several names, or was reached by its address or an alias.',
    fault: 'their server',
    action: 'Connect with a name that stands in the certificate, or have it issued for this name too.',
    retry: false,
  },
  {
    codes: ['CERT_REVOKED'],
    words: /revoked/i,
    title: 'The certificate was revoked',
    meaning: `The authority has declared the certificate invalid. ${impact}`,
    cause: 'Its key was lost, or it was issued by mistake.',
    fault: 'their server',
    action: "The server's administrator must get a new one.",
    retry: false,
  },
  {
    codes: [
      'CERT_SIGNATURE_FAILURE',
      'CERT_UNTRUSTED',
      'CERT_REJECTED',
      'INVALID_PURPOSE',
      'INVALID_CA',
      'PATH_LENGTH_EXCEEDED',
      'CERT_CHAIN_TOO_LONG',
    ],
    words: /signature failure|untrusted|invalid ca|purpose/i,
    title: 'The certificate is not good for this',
    meaning: `The certificate is damaged, or was issued for something else than a server. ${impact}`,
    cause: 'A wrong file was installed.',
    fault: 'their server',
    action: "The server's administrator must install a certificate for servers, with its chain.",
    retry: false,
  },
  {
    codes: ['no certificate'],
    words: /no certificate/i,
    title: 'The server shows no certificate',
    meaning: `The connection is encrypted, but nothing tells with whom. ${impact}`,
    cause: 'A cipher without a certificate was agreed on.',
    fault: 'their server',
    action: "The server's administrator must install a certificate.",
    retry: false,
  },
]

export const wrongName: Topic = distrusts.find(({ codes }) => codes.includes('ERR_TLS_CERT_ALTNAME_INVALID'))!

export const expiring: Topic = {
  title: 'The certificate is about to expire',
  meaning: 'The certificate is good, and will not be for long.',
  cause: 'It was not renewed yet: mostly that is done three weeks before or earlier, without anybody doing it by hand.',
  fault: 'their server',
  action: 'See that it is renewed, and that the server is reloaded with the new one.',
  retry: false,
}

export const weakKey: Topic = {
  title: 'The key of the certificate is weak',
  meaning: 'The key is so short that it can be found out with effort, and many programs refuse it.',
  cause: 'A certificate or an authority from long ago.',
  fault: 'their server',
  action: 'Have a certificate issued for a new key: RSA of 2048 bits or more, or an elliptic curve of 256.',
  retry: false,
}

export const weakSignature: Topic = {
  title: 'The signature on the certificate is weak',
  meaning: 'The certificate is signed by way of a hash that can be forged, and many programs refuse it.',
  cause: 'An authority with settings from long ago.',
  fault: 'their server',
  action: 'Have the certificate issued anew, signed with SHA-256.',
  retry: false,
}

export const unknownDistrust: Topic = {
  title: 'The certificate is not believed',
  meaning: `The certificate of the server could not be verified. ${impact}`,
  cause: 'The message of the TLS library says why.',
  fault: 'their server',
  action: 'Look at the certificate and its chain.',
  retry: false,
}

/** What OpenSSL's words mean where a client's handshake with us has failed. */
const words: Readonly<Record<string, string>> = {
  ERR_SSL_WRONG_VERSION_NUMBER: 'the client speaks in clear where TLS has to begin',
  ERR_SSL_HTTP_REQUEST: 'the client speaks HTTP where TLS has to begin',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'the client knows only versions of TLS that are too old here',
  ERR_SSL_VERSION_TOO_LOW: 'the client knows only versions of TLS that are too old here',
  ERR_SSL_NO_SHARED_CIPHER: 'the client knows no cipher that is allowed here',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'the client wants another version of TLS',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'the client does not know who issued our certificate',
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: 'the client does not accept our certificate',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: 'the client says that our certificate has expired',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: 'the client does not accept our certificate',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: 'the client found no version, cipher or key that it wants',
}

/** OpenSSL's own message, and what it means. */
export function explainHandshake(code: string, message: string): string {
  const meaning = words[code]
  return meaning === undefined ? message : `${message}: ${meaning}`
}

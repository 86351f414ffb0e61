import { EMPTY, latin1 } from '../protocol/bytes.ts'

/** AUTH's initial response, RFC 4954 §4; and of services other than SMTP: PASS (FTP, POP3) and IMAP's LOGIN. */
const credentials = /^\s*(?:AUTH\s+\S+|PASS|\S+\s+LOGIN\s+\S+)\s+(?=\S)/i

/** The octets of a typed line that are a credential; empty where there is none. */
export function secretIn(line: Uint8Array): Uint8Array {
  const before = credentials.exec(latin1(line))
  return before ? line.subarray(before[0].length) : EMPTY
}

/** A line as it may be remembered. */
export function withoutSecret(line: string): string {
  return credentials.exec(line)?.[0].trimEnd() ?? line
}

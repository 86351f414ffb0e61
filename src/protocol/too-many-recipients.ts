import type { EnhancedCode } from './reply.ts'

/**
 * Whether a refusal of RCPT is about the number of recipients, though its code says that it is for good: those behind
 * it can have the message in another transaction. Old servers say 552 where 452 is meant.
 * @param hasAccepted whether an earlier recipient of the same transaction was accepted
 */
// RFC 5321 §4.5.3.1.10
export function isTooManyRecipients(
  { code, enhanced }: { readonly code: number | null; readonly enhanced: EnhancedCode | null },
  hasAccepted: boolean,
): boolean {
  const isOther = enhanced !== null && enhanced.slice(1).join('.') !== '5.3'
  return code === 552 && hasAccepted && !isOther
}

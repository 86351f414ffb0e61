import type { RfcRef } from '../protocol/rfc.ts'
import { checkContent, type ContentRemarkId } from './content-checks.ts'
import { checkMessage, type CheckedMessage, type RemarkId } from './message-checks.ts'

/** One thing to say about a message, as a page shows it. */
export interface ReviewRemark {
  readonly id: RemarkId | ContentRemarkId
  readonly level: 'problem' | 'note'
  readonly title: string
  readonly sentence: string
  readonly ref: RfcRef | null
}

/**
 * All there is to say about a message that came in: header, envelope and octets, then the content. Problems come first.
 * How HTML looks in which program is another question: `checkHtmlSupport`.
 */
export function reviewMessage(message: CheckedMessage, receivedAt: Date | null): ReviewRemark[] {
  const remarks = [...checkMessage(message), ...checkContent(message.content, receivedAt)]
  const titled = remarks.map((remark) => ({ ...remark, title: titleOf(remark.id) }))
  return [...titled.filter(({ level }) => level === 'problem'), ...titled.filter(({ level }) => level === 'note')]
}

function titleOf(id: ReviewRemark['id']): string {
  if (!isTitled(id)) return 'A fault in the octets'
  return titles[id]
}

function isTitled(id: ReviewRemark['id']): id is keyof typeof titles {
  return Object.hasOwn(titles, id)
}

const titles: Readonly<Record<Exclude<ReviewRemark['id'], `data-${string}`>, string>> = {
  empty: 'Empty message',
  'no-header': 'No header',
  'from-missing': 'No From',
  'from-malformed': 'From without an address',
  'sender-missing': 'Several authors, no Sender',
  'date-missing': 'No Date',
  'date-malformed': 'Date that is none',
  'date-off': 'Date is off',
  'message-id-missing': 'No Message-ID',
  'message-id-malformed': 'Message-ID is malformed',
  'subject-missing': 'No Subject',
  'duplicate-header': 'Header more than once',
  'bcc-shown': 'Bcc is shown to all',
  'return-path-present': 'Return-Path is there already',
  'from-differs': 'From is not the envelope sender',
  'sender-differs': 'Sender is not the envelope sender',
  'null-sender': 'Null sender',
  'recipients-hidden': 'Recipients that are not in To or Cc',
  'recipients-not-addressed': 'To or Cc names others',
  'tls-required-malformed': 'TLS-Required is malformed',
  'tls-required-overruled': 'TLS-Required is overruled',
  'tls-optional': 'TLS is optional',
  'header-utf8': '8-bit header',
  'unsubscribe-malformed': 'List-Unsubscribe is malformed',
  'unsubscribe-not-https': 'One-click without https',
  'one-click-missing': 'No one-click unsubscribing',
  'one-click-malformed': 'List-Unsubscribe-Post is malformed',
  'text-missing': 'No plain text',
  'image-without-alt': 'Images without alt text',
  'html-clipped': 'Gmail will clip it',
  'link-not-https': 'Links without encryption',
  'link-to-address': 'Link to an IP address',
  'link-punycode': 'Link to an internationalized name',
  'link-text-differs': 'Link leads elsewhere than it says',
  'attachment-dangerous': 'Dangerous attachment',
  'parts-cut': 'Too many parts',
}

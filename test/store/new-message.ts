import { encode } from '../../src/protocol/bytes.ts'
import { memoryContent } from '../../src/store/content.ts'
import type { NewMessage } from '../../src/store/store.ts'

let made = 0

/** A message as a server hands it over; what is not given does not matter to the test. */
export function newMessage({
  content = 'Subject: hello\r\n\r\nText.\r\n',
  ...facts
}: Partial<Omit<NewMessage, 'content'>> & { readonly content?: string | Uint8Array } = {}): NewMessage {
  const octets = typeof content === 'string' ? encode(content) : content
  const to = facts.to ?? ['bob@example.test']
  return {
    id: `M${++made}`,
    sessionId: 'S1',
    receivedAt: new Date(Date.UTC(2026, 2, 1, 12, 0, made % 60)),
    from: 'alice@example.org',
    to,
    params: { mail: [], rcpt: to.map(() => []) },
    mailboxes: to,
    user: null,
    trace: 'Return-Path: <alice@example.org>\r\n',
    tags: [],
    deviations: [],
    ...facts,
    content: memoryContent([octets], octets.length),
  }
}

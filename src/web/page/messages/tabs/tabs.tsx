import type { ComponentChildren } from 'preact'
import type { MessageDetail, Part } from '../../api-types.ts'
import { Attachments } from './attachments.tsx'
import { Checks } from './checks.tsx'
import { Headers } from './headers.tsx'
import { Html } from './html.tsx'
import { Parts } from './parts.tsx'
import { Source } from './source.tsx'
import { Text } from './text.tsx'
import { TheConversation } from './the-conversation.tsx'
import { Way } from './way.tsx'

export interface Tab {
  readonly id: string
  readonly name: string
  readonly note?: number
  readonly show: () => ComponentChildren
}

/** The views of a message, in order; what it does not have is left out. */
export function tabsOf(message: MessageDetail): Tab[] {
  const { hasHtml, attachments, hops, checks, deviations } = message
  const bad = checks.filter(({ verdict }) => verdict === 'fail').length
  return [
    ...(hasHtml ? [{ id: 'html', name: 'HTML', show: () => <Html message={message} /> }] : []),
    { id: 'text', name: 'Text', show: () => <Text message={message} /> },
    { id: 'headers', name: 'Headers', note: message.headers.length, show: () => <Headers message={message} /> },
    { id: 'parts', name: 'Parts', note: countParts(message.parts), show: () => <Parts message={message} /> },
    { id: 'source', name: 'Source', show: () => <Source message={message} /> },
    ...(attachments.length > 0
      ? [
          {
            id: 'attachments',
            name: 'Attachments',
            note: attachments.length,
            show: () => <Attachments message={message} />,
          },
        ]
      : []),
    {
      id: 'conversation',
      name: 'Conversation',
      note: deviations,
      show: () => <TheConversation message={message} />,
    },
    { id: 'way', name: 'Way', note: hops.length, show: () => <Way message={message} /> },
    { id: 'checks', name: 'Checks', note: bad, show: () => <Checks message={message} /> },
  ]
}

function countParts(part: Part): number {
  return 1 + (part.children ?? []).reduce((sum, child) => sum + countParts(child), 0)
}

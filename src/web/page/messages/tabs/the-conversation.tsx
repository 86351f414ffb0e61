import type { MessageDetail } from '../../api-types.ts'
import { Failure } from '../../controls.tsx'
import { Dialogue } from '../../conversations/dialogue.tsx'
import { useSession } from '../../conversations/session.ts'

/** The dialogue that brought the message. */
export function TheConversation({ message: { sessionId } }: { readonly message: MessageDetail }) {
  const { value, failure } = useSession(sessionId).value
  if (failure !== null && value === null) return <Failure text={failure} />
  if (value === null) return <p class="quiet padded">Fetching …</p>
  return (
    <>
      <p class="bar">
        {value.wrong !== null && <span class="bad">{value.wrong}</span>}
        <span class="gap" />
        <a href={`#/conversations/${encodeURIComponent(sessionId)}`}>Open the conversation</a>
      </p>
      <Dialogue lines={value.lines} />
    </>
  )
}

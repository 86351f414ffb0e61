import { api } from '../../api.ts'
import type { MessageDetail } from '../../api-types.ts'
import { useAsked } from '../../asked.ts'
import { Failure } from '../../controls.tsx'
import { Dialogue } from '../../conversations/dialogue.tsx'

/** The dialogue that brought the message. */
export function TheConversation({ message: { sessionId } }: { readonly message: MessageDetail }) {
  const [asked] = useAsked(() => api.session(sessionId), [sessionId])
  const { value, failure } = asked.value
  if (failure !== null) return <Failure text={failure} />
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

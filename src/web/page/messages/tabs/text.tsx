import type { MessageDetail } from '../../api-types.ts'
import { Linked } from '../../linked.tsx'

export function Text({ message: { text, hasHtml } }: { readonly message: MessageDetail }) {
  if (text === null || text === '') {
    return <p class="quiet padded">{hasHtml ? 'There is no text beside the HTML.' : 'The message has no text.'}</p>
  }
  return (
    <div class="plain-text" tabIndex={0}>
      <Linked text={text} />
    </div>
  )
}

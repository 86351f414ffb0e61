import { useLayoutEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { api } from '../api.ts'
import type { MessageDetail } from '../api-types.ts'
import { complain } from '../notice.ts'

/** The tags of a message, to take away and to add to. */
export function Tags({ message }: { readonly message: MessageDetail }) {
  const tags = useSignal(message.tags)
  const underWay = useRef(0)
  useLayoutEffect(() => {
    if (underWay.current === 0) tags.value = message.tags
  }, [message.tags])
  // At once: the next one is added to it, or taken from it.
  const set = (changed: readonly string[]) => {
    tags.value = changed
    underWay.current++
    api
      .change({ ids: [message.id] }, { tags: changed })
      .catch((error: unknown) => {
        complain(error)
        if (underWay.current === 1) tags.value = message.tags
      })
      .finally(() => underWay.current--)
  }
  const add = (event: SubmitEvent) => {
    event.preventDefault()
    const field = (event.currentTarget as HTMLFormElement).elements.namedItem('tag') as HTMLInputElement
    const tag = field.value.trim()
    if (tag !== '' && !tags.value.includes(tag)) set([...tags.value, tag].sort())
    field.value = ''
  }
  return (
    <div class="tag-line">
      {tags.value.map((tag) => (
        <span key={tag} class="tag">
          {tag}
          <button
            type="button"
            aria-label={`Remove the tag ${tag}`}
            onClick={() => set(tags.value.filter((each) => each !== tag))}
          >
            ×
          </button>
        </span>
      ))}
      <form onSubmit={add}>
        <input
          name="tag"
          class="tag-field"
          placeholder="add a tag"
          aria-label="Add a tag"
          autocomplete="off"
          size={9}
        />
      </form>
    </div>
  )
}

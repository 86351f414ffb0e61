import { useSignal } from '@preact/signals'
import type { MessageDetail } from '../../api-types.ts'

/** All fields in their order, and those of the trace that a mail host would put on top. */
export function Headers({ message }: { readonly message: MessageDetail }) {
  const sought = useSignal('')
  const isRaw = useSignal(false)
  const word = sought.value.toLowerCase()
  const fields = message.headers.filter(({ name, value }) => `${name}: ${value}`.toLowerCase().includes(word))
  return (
    <>
      <div class="bar">
        <input
          type="search"
          class="filter"
          placeholder="Filter fields"
          aria-label="Filter fields"
          value={sought.value}
          onInput={(event) => (sought.value = event.currentTarget.value)}
        />
        <span class="gap" />
        <label class="check">
          <input
            type="checkbox"
            checked={isRaw.value}
            onChange={(event) => (isRaw.value = event.currentTarget.checked)}
          />
          As they stand
        </label>
      </div>
      {fields.length === 0 && <p class="quiet padded">No field fits.</p>}
      <dl class="header-fields">
        {fields.map(({ name, value, raw }, index) => (
          <div key={index}>
            <dt>{name}</dt>
            <dd class={isRaw.value ? 'raw' : ''}>{isRaw.value ? raw.replace(/^[^:]*:/, '').trimEnd() : value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

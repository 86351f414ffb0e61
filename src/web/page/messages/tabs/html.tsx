import { useSignal } from '@preact/signals'
import { urls } from '../../api.ts'
import type { MessageDetail } from '../../api-types.ts'
import { IconButton } from '../../controls.tsx'
import { narrowWidths } from './widths.ts'

/** Messages whose remote content was agreed to. */
const isRemoteWanted = new Set<string>()

/**
 * The HTML, in a frame that can do nothing: no script, no origin of its own, and by the policy of its document no
 * request to anywhere, unless somebody asks for it.
 */
export function Html({ message }: { readonly message: MessageDetail }) {
  const width = useSignal<keyof typeof narrowWidths | 'desktop'>('desktop')
  const isRemote = useSignal(isRemoteWanted.has(message.id))
  const isAsked = useSignal(false)
  const allow = (isAllowed: boolean) => {
    isAsked.value = false
    isRemote.value = isAllowed
    if (isAllowed) isRemoteWanted.add(message.id)
    else isRemoteWanted.delete(message.id)
  }
  const pixels = width.value === 'desktop' ? null : narrowWidths[width.value]
  return (
    <>
      <div class="bar">
        {(['phone', 'tablet', 'desktop'] as const).map((each) => (
          <IconButton
            key={each}
            icon={each}
            label={
              each === 'desktop' ? 'As wide as there is room' : `As wide as on a ${each}: ${narrowWidths[each]} px`
            }
            isPressed={width.value === each}
            onClick={() => (width.value = each)}
          />
        ))}
        <span class="gap" />
        <label class="check">
          <input
            type="checkbox"
            checked={isRemote.value || isAsked.value}
            onChange={(event) => {
              isAsked.value = event.currentTarget.checked
              if (!isAsked.value) allow(false)
            }}
          />
          Load remote content
        </label>
      </div>
      {isAsked.value && (
        <div class="consent" role="group" aria-label="Load remote content?">
          <p>
            Your browser will fetch pictures and fonts from where the mail says. Whoever sent it learns your address,
            and that you read it. A name of theirs may lead into your own network.
          </p>
          <button type="button" class="button main" onClick={() => allow(true)}>
            Load it
          </button>
          <button type="button" class="button" onClick={() => allow(false)}>
            Rather not
          </button>
        </div>
      )}
      <div class="stage">
        <iframe
          key={`${message.id} ${isRemote.value}`}
          title="The message, as HTML"
          src={urls.html(message.id, isRemote.value)}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerpolicy="no-referrer"
          {...(pixels !== null && { width: String(pixels) })}
        />
      </div>
    </>
  )
}

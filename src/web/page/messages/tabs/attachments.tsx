import { useSignal } from '@preact/signals'
import { urls } from '../../api.ts'
import type { Attachment, MessageDetail, Part } from '../../api-types.ts'
import { CopyButton } from '../../controls.tsx'
import { formatCount, formatSize } from '../../format.ts'
import { Icon } from '../../icons.tsx'
import { isText, TextPreview } from './text-preview.tsx'

/** Above so many octets an image is not shown without being asked for. */
const PREVIEWED = 2_000_000
/** Attachments that are drawn at first: nobody looks at thousands. */
const DRAWN = 200
/** Kinds that a browser draws without running anything of them. */
const drawn = /^image\/(?:png|jpeg|gif|webp)$/i

export function Attachments({ message }: { readonly message: MessageDetail }) {
  const isAll = useSignal(false)
  const { id, attachments } = message
  const shown = isAll.value ? attachments : attachments.slice(0, DRAWN)
  return (
    <ul class="attachments">
      {shown.map((attachment) => (
        <AttachmentCard key={attachment.part} id={id} attachment={attachment} whole={message.parts} />
      ))}
      {shown.length < attachments.length && (
        <li>
          <button type="button" class="button" onClick={() => (isAll.value = true)}>
            Show {formatCount(attachments.length - shown.length)} more attachments
          </button>
        </li>
      )}
    </ul>
  )
}

interface CardProps {
  readonly id: string
  readonly attachment: Attachment
  readonly whole: Part
}

function AttachmentCard({ id, attachment, whole }: CardProps) {
  const { part, filename, type, size, sha256, isInline, contentId } = attachment
  const isImage = drawn.test(type)
  const isShown = useSignal(isImage && size <= PREVIEWED)
  const isRead = useSignal(false)
  return (
    <li class="attachment">
      <div class="preview">
        {isShown.value ? (
          <img src={urls.part(id, part)} alt={`Preview of ${filename ?? 'the attachment'}`} loading="lazy" />
        ) : isImage ? (
          <button type="button" class="button" onClick={() => (isShown.value = true)}>
            Show {formatSize(size)}
          </button>
        ) : (
          <Icon name="clip" />
        )}
      </div>
      <div class="about-it">
        <b>{filename ?? <i>no name</i>}</b>
        <span class="quiet">
          <span class="mono">{type}</span> · {formatSize(size)}
          {isInline && ' · inline'}
          {contentId !== null && ` · cid:${contentId}`}
        </span>
        <span class="checksum">
          <span class="quiet">SHA-256</span> <code title={sha256}>{sha256}</code>
          <CopyButton text={sha256} what="the checksum" />
        </span>
        <span class="deeds">
          <a href={urls.part(id, part, '?download=1')}>Download</a>
          {isText(type) && size <= PREVIEWED && (
            <button
              type="button"
              class="button"
              aria-expanded={isRead.value}
              onClick={() => (isRead.value = !isRead.value)}
            >
              {isRead.value ? 'Hide the text' : 'Show the text'}
            </button>
          )}
        </span>
        {isRead.value && <TextPreview id={id} part={part} whole={whole} />}
      </div>
    </li>
  )
}

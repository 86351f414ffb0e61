import { useSignal } from '@preact/signals'
import { urls } from '../../api.ts'
import type { MessageDetail, Part } from '../../api-types.ts'
import { formatCount, formatSize } from '../../format.ts'

/** Parts within one that are drawn at first: nobody reads thousands. */
const DRAWN = 500

/** The tree of MIME parts. */
export function Parts({ message }: { readonly message: MessageDetail }) {
  return (
    <ul class="tree" role="tree" aria-label="Parts">
      <PartOf id={message.id} part={message.parts} />
    </ul>
  )
}

function PartOf({ id, part }: { readonly id: string; readonly part: Part }) {
  const { type, size, filename, charset, encoding, disposition, children = [] } = part
  const isAll = useSignal(false)
  const shown = isAll.value ? children : children.slice(0, DRAWN)
  const notes = [charset, encoding, disposition].filter((each) => each !== null && each !== undefined && each !== '')
  return (
    <li role="treeitem" aria-expanded={children.length > 0 || undefined}>
      <div class="part">
        <span class="number">{part.part}</span>
        <span class="mono">{type}</span>
        {filename && <b>{filename}</b>}
        <span class="quiet">{notes.join(' · ')}</span>
        <span class="gap" />
        <span class="quiet">{formatSize(size)}</span>
        {children.length === 0 && part.part !== '' && (
          <>
            <a href={urls.part(id, part.part)} target="_blank" rel="noopener">
              show
            </a>
            <a href={urls.part(id, part.part, '?download=1')}>save</a>
          </>
        )}
      </div>
      {children.length > 0 && (
        <ul role="group">
          {shown.map((child) => (
            <PartOf key={child.part} id={id} part={child} />
          ))}
          {shown.length < children.length && (
            <li role="none">
              <button type="button" class="button" onClick={() => (isAll.value = true)}>
                Show {formatCount(children.length - shown.length)} more parts
              </button>
            </li>
          )}
        </ul>
      )}
    </li>
  )
}

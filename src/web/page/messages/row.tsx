import { formatAge, formatSize, formatTime } from '../format.ts'
import type { MessageRow } from '../api-types.ts'
import { now } from '../clock.ts'
import { Icon } from '../icons.tsx'
import { messagesRoute } from '../here.ts'
import { writeRoute } from '../route.ts'
import { openAt } from './deeds.ts'
import { cursor, isSelected, pointAt, rowAt, selectTo, toggle, total } from './state.ts'

export interface RowProps {
  readonly index: number
  readonly isOpen: boolean
  readonly top: number
}

/** One message of the list. Its place is where it stands in the whole list, drawn or not. */
export function Row({ index, isOpen, top }: RowProps) {
  const row = rowAt(index)
  const isAtCursor = cursor.value === index
  const place = { transform: `translateY(${top}px)` }
  if (!row) return <li class="row blank" style={place} aria-hidden="true" />
  const isMarked = isSelected(row.id)
  const classes = [
    'row',
    row.isRead ? 'read' : 'unread',
    isOpen && 'open',
    isMarked && 'marked',
    isAtCursor && 'cursor',
  ]
  return (
    <li class={classes.filter(Boolean).join(' ')} style={place} aria-setsize={total.value} aria-posinset={index + 1}>
      <label class="pick">
        <input
          type="checkbox"
          checked={isMarked}
          tabIndex={-1}
          aria-label={`Select: ${row.subject || 'no subject'}`}
          onClick={(event) => {
            if (event.shiftKey) selectTo(index)
            else toggle(row.id)
            pointAt(index)
          }}
        />
      </label>
      <Link row={row} index={index} isOpen={isOpen} isAtCursor={isAtCursor} />
    </li>
  )
}

interface LinkProps extends Omit<RowProps, 'top'> {
  readonly row: MessageRow
  readonly isAtCursor: boolean
}

function Link({ row, index, isOpen, isAtCursor }: LinkProps) {
  const { query, tab } = messagesRoute()
  return (
    <a
      href={writeRoute({ view: 'messages', query, id: row.id, tab })}
      tabIndex={isAtCursor ? 0 : -1}
      data-index={index}
      aria-current={isOpen || undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        openAt(index)
      }}
    >
      {!row.isRead && <span class="unseen">Unread. </span>}
      <span class="who" title={row.from || 'the null reverse-path'}>
        {row.author ? row.author.name || row.author.address : row.from || '<>'}
      </span>
      <span class="what">
        <span class="subject">{row.subject || <i>no subject</i>}</span>
        <span class="snippet-text">{row.snippet}</span>
      </span>
      <span class="marks">
        {row.tags.map((tag) => (
          <span key={tag} class="tag">
            {tag}
          </span>
        ))}
        {row.deviations > 0 && (
          <span class="mark-deviation" title={`${row.deviations} × not as the RFCs have it`}>
            RFC {row.deviations}
          </span>
        )}
        {row.attachments > 0 && (
          <span class="clip" title={`${row.attachments} attached`}>
            <Icon name="clip" />
            <span class="unseen">{row.attachments} attached</span>
          </span>
        )}
        <span class="size">{formatSize(row.size)}</span>
      </span>
      <time dateTime={row.receivedAt} title={formatTime(row.receivedAt)}>
        {formatAge(row.receivedAt, now.value)}
      </time>
    </a>
  )
}

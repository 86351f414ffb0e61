import { useLayoutEffect, useRef } from 'preact/hooks'
import type { SessionRow } from '../api-types.ts'
import { about } from '../about/about-state.ts'
import { firstMail } from '../about/first-mail.ts'
import { now } from '../clock.ts'
import { Failure, Snippet } from '../controls.tsx'
import { formatAge, formatCount, formatDuration, formatTime, plural } from '../format.ts'
import { go } from '../here.ts'
import { writeRoute } from '../route.ts'
import { cursor, isLoaded, pointAt, sessions, showMore, total, trouble } from './state.ts'
import { conversationsRoute } from './where.ts'

const filters = [
  ['', 'All'],
  ['delivered', 'Brought mail'],
  ['refused', 'Refused'],
  ['dropped', 'Dropped'],
  ['no-quit', 'No QUIT'],
  ['nothing', 'No mail'],
  ['tls', 'TLS'],
  ['clear', 'In clear'],
  ['faults', 'Faults'],
] as const

/** Every conversation, the live ones first. */
export function ConversationList() {
  const { filter, text, id } = conversationsRoute()
  const list = useRef<HTMLUListElement>(null)
  // The keys move the focus, but take it from no field.
  const at = cursor.value
  const isFirst = useRef(true)
  useLayoutEffect(() => {
    if (isFirst.current) isFirst.current = false
    else if (document.activeElement === document.body || list.current?.contains(document.activeElement))
      list.current?.querySelector<HTMLElement>(`a[data-index="${at}"]`)?.focus()
  }, [at])
  return (
    <div class="pane">
      <div class="chips" role="group" aria-label="Show only">
        {filters.map(([value, name]) => (
          <button
            key={value}
            type="button"
            class="chip"
            aria-pressed={filter === value}
            onClick={() => go({ ...conversationsRoute(), filter: value })}
          >
            {name}
          </button>
        ))}
        <span class="gap" />
        <span class="quiet">{formatCount(total.value)}</span>
      </div>
      <div class="list sessions">
        {trouble.value !== null && <Failure text={trouble.value} />}
        {isLoaded.value && sessions.value.length === 0 && trouble.value === null && (
          <Nobody isSought={filter !== '' || text !== ''} />
        )}
        <ul aria-label="Conversations" ref={list}>
          {sessions.value.map((session, index) => (
            <Row key={session.id} session={session} index={index} isOpen={session.id === id} />
          ))}
        </ul>
        {sessions.value.length < total.value && (
          <button type="button" class="button more" onClick={showMore}>
            Show more
          </button>
        )}
      </div>
    </div>
  )
}

interface RowProps {
  readonly session: SessionRow
  readonly index: number
  readonly isOpen: boolean
}

function Row({ session, index, isOpen }: RowProps) {
  const { id, started, duration, clientAddress, helo, user, tls, deviations, faults, isLive } = session
  return (
    <li
      class={['session', isOpen && 'open', isLive && 'live', cursor.value === index && 'cursor']
        .filter(Boolean)
        .join(' ')}
    >
      <a
        href={writeRoute({ ...conversationsRoute(), id })}
        data-index={index}
        tabIndex={cursor.value === index ? 0 : -1}
        aria-current={isOpen || undefined}
        onClick={() => pointAt(index)}
      >
        <span class={`outcome ${outcomeOf(session)}`} />
        <span class="who">
          {clientAddress ?? 'a client'} <span class="quiet">{helo ?? ''}</span>
        </span>
        <span class="what">{sentence(session)}</span>
        <span class="marks">
          {tls !== null && <span class="tag">{tls}</span>}
          {user !== null && <span class="tag">{user}</span>}
          {deviations > 0 && <span class="mark-deviation">RFC {deviations}</span>}
          {faults > 0 && <span class="mark-fault">{plural(faults, 'fault')}</span>}
        </span>
        <span class="lasted">{isLive ? 'live' : formatDuration(duration)}</span>
        <time dateTime={started} title={formatTime(started)}>
          {formatAge(started, now.value)}
        </time>
      </a>
    </li>
  )
}

function outcomeOf({ isLive, refusals, messageIds, hasQuit }: SessionRow): string {
  if (isLive) return 'live'
  if (refusals > 0) return 'refused'
  if (messageIds.length > 0) return 'delivered'
  return hasQuit ? 'nothing' : 'dropped'
}

/** What came of it, for the list. */
function sentence({ isLive, firstRefusal, messageIds, hasQuit }: SessionRow): string {
  const mail = messageIds.length > 0 ? plural(messageIds.length, 'message') : ''
  if (firstRefusal !== null) return [mail, firstRefusal].filter(Boolean).join(', ')
  if (mail !== '') return hasQuit || isLive ? mail : `${mail}, no QUIT`
  if (isLive) return 'under way'
  return hasQuit ? 'no mail' : 'left without a word'
}

function Nobody({ isSought }: { readonly isSought: boolean }) {
  if (isSought) {
    return (
      <div class="empty">
        <h2>None fits</h2>
        <p>No conversation of those that are kept is like that.</p>
      </div>
    )
  }
  const [first] = firstMail(about.value)
  return (
    <div class="empty">
      <h2>Nobody has called yet</h2>
      <p>Every connection to the server is shown here, line by line, also those that bring no mail.</p>
      {first && <Snippet text={first.text} what="a first message" />}
      <p>
        Or hold a conversation yourself, under <a href="#/talk">Talk</a>.
      </p>
    </div>
  )
}

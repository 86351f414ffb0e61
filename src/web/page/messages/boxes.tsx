import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { api } from '../api.ts'
import type { MailboxCount } from '../api-types.ts'
import { formatCount } from '../format.ts'
import { go, messagesRoute } from '../here.ts'
import { onLive } from '../live.ts'
import { hasList } from './state.ts'

/** Milliseconds: counts in the side bar need not be faster; at first they leave the list the time to be drawn. */
const SOON = 1000
const FIRST = 30

/** Mailboxes by who gets the mail or who logged in to send it, and tags: each is a search. */
export function Boxes() {
  const by = useSignal<'recipient' | 'login'>('recipient')
  const boxes = useSignal<{ readonly by: typeof by.value; readonly list: readonly MailboxCount[] } | null>(null)
  const tags = useSignal<readonly string[]>([])
  const { query } = messagesRoute()
  useEffect(() => {
    if (!hasList.value) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let last = 0
    const ask = () => {
      timer = undefined
      const mine = ++last
      const isLast = () => mine === last
      // The list itself complains where the server does not answer.
      api.mailboxes(by.value).then(
        (list) => isLast() && (boxes.value = { by: by.value, list }),
        () => {},
      )
      api.tags().then(
        (answer) => isLast() && (tags.value = answer),
        () => {},
      )
    }
    const askSoon = () => (timer ??= setTimeout(ask, SOON))
    timer = setTimeout(ask, FIRST)
    const stops = (['message', 'changed', 'deleted', 'again'] as const).map((kind) => onLive(kind, askSoon))
    return () => {
      last++
      clearTimeout(timer)
      stops.forEach((stop) => stop())
    }
  }, [by.value, hasList.value])
  // Until the answer is there, those of before are not what is asked for now.
  const shown = boxes.value?.by === by.value ? boxes.value.list : null
  const word = by.value === 'recipient' ? 'mailbox' : 'login'
  return (
    <div class="boxes">
      <header>
        <h2>Mailboxes</h2>
        <select
          aria-label="Mailboxes by"
          value={by.value}
          onChange={(event) => (by.value = event.currentTarget.value as 'recipient' | 'login')}
        >
          <option value="recipient">by recipient</option>
          <option value="login">by login</option>
        </select>
      </header>
      {shown?.length === 0 && (
        <p class="quiet">{by.value === 'recipient' ? 'None yet.' : 'Nobody has logged in yet.'}</p>
      )}
      <ul>
        {shown?.map(({ name, messages, unread }) => (
          <Box
            key={name}
            name={name}
            sought={`${word}:${quoted(name)}`}
            now={query}
            count={unread > 0 ? unread : messages}
            isUnread={unread > 0}
          />
        ))}
      </ul>
      {tags.value.length > 0 && (
        <>
          <header>
            <h2>Tags</h2>
          </header>
          <ul>
            {tags.value.map((tag) => (
              <Box key={tag} name={tag} sought={`tag:${quoted(tag)}`} now={query} count={null} isUnread={false} />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

interface BoxProps {
  readonly name: string
  readonly sought: string
  readonly now: string
  readonly count: number | null
  readonly isUnread: boolean
}

function Box({ name, sought, now, count, isUnread }: BoxProps) {
  const isShown = now === sought
  return (
    <li>
      <button
        type="button"
        aria-pressed={isShown}
        title={name}
        onClick={() => go({ view: 'messages', query: isShown ? '' : sought, id: null, tab: null })}
      >
        <span>{name}</span>
        {count !== null && <span class={isUnread ? 'badge' : 'quiet'}>{formatCount(count)}</span>}
      </button>
    </li>
  )
}

function quoted(value: string): string {
  return /[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value
}

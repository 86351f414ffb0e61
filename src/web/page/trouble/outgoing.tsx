import { useEffect } from 'preact/hooks'
import { api } from '../api.ts'
import type { OutgoingMessage } from '../api-types.ts'
import { useAsked } from '../asked.ts'
import { now } from '../clock.ts'
import { Failure, IconButton } from '../controls.tsx'
import { formatAge, formatDuration, formatTime } from '../format.ts'
import { onLive } from '../live.ts'
import { complain } from '../notice.ts'

/** Mail that was released, forwarded, submitted, or is a report: on its way, or stuck. */
export function Outgoing() {
  const [asked, again] = useAsked(api.outgoing, [])
  useEffect(() => {
    const stops = [onLive('outgoing', () => again()), onLive('again', again)]
    return () => stops.forEach((stop) => stop())
  }, [])
  const { value, failure } = asked.value
  return (
    <section class="part-of-sheet" aria-labelledby="outgoing-title">
      <h1 id="outgoing-title">Outgoing mail</h1>
      {failure !== null && <Failure text={failure} />}
      {value?.length === 0 && <p class="calm">Nothing waits to be sent on.</p>}
      <ul class="outgoing">
        {value?.map((message) => (
          <Row key={message.id} message={message} onChange={again} />
        ))}
      </ul>
    </section>
  )
}

const stateWords = { waiting: 'waits', delivered: 'delivered', failed: 'refused', 'given-up': 'given up' } as const
const verdicts = { waiting: '', delivered: 'pass', failed: 'fail', 'given-up': 'fail' } as const

function Row({ message, onChange }: { readonly message: OutgoingMessage; readonly onChange: () => void }) {
  const { id, reason, messageId, reversePath, recipients, created, next, attempts } = message
  const isStuck = recipients.some(({ state }) => state !== 'delivered')
  const last = attempts.at(-1)
  return (
    <li>
      <header>
        <b>{reason}</b>
        <span class="mono">&lt;{reversePath}&gt;</span>
        {messageId !== null && <a href={`#/messages/${encodeURIComponent(messageId)}`}>the message</a>}
        <span class="gap" />
        <time class="quiet" dateTime={created} title={formatTime(created)}>
          {formatAge(created, now.value)}
        </time>
        {isStuck && (
          <IconButton
            icon="retry"
            label="Try again now"
            onClick={() => void api.retryOutgoing(id).then(() => onChange(), complain)}
          />
        )}
        <IconButton
          icon="trash"
          label="Delete it"
          onClick={() => void api.deleteOutgoing(id).then(() => onChange(), complain)}
        />
      </header>
      <ul>
        {recipients.map(({ address, state, answer }) => (
          <li key={address}>
            <span class={`verdict ${verdicts[state]}`}>{stateWords[state]}</span> {address}{' '}
            <span class="quiet">{answer}</span>
          </li>
        ))}
      </ul>
      {(next !== null || last) && (
        <p class="quiet">
          {last && `Last tried ${formatTime(last.at)}${last.host === null ? '' : ` at ${last.host}`}: ${last.detail}. `}
          {next !== null && `Next in ${formatDuration(Math.max(0, Date.parse(next) - now.value))}.`}
        </p>
      )}
    </li>
  )
}

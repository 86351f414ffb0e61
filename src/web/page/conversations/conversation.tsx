import { useSignal } from '@preact/signals'
import { urls } from '../api.ts'
import type { SessionDetail } from '../api-types.ts'
import { Failure, IconButton, Snippet } from '../controls.tsx'
import { formatDuration, formatTime } from '../format.ts'
import { go } from '../here.ts'
import { Dialogue } from './dialogue.tsx'
import { useSession } from './session.ts'
import { conversationsRoute } from './where.ts'

/** One conversation; while it goes on, it grows. */
export function Conversation({ id }: { readonly id: string }) {
  const isWithBytes = useSignal(false)
  const asked = useSession(id, isWithBytes.value)
  const { value, failure } = asked.value
  const close = () => go({ ...conversationsRoute(), id: null })
  return (
    <article class="message conversation" aria-label="Conversation" aria-busy={value === null && failure === null}>
      <header class="message-head">
        <div class="actions">
          <IconButton icon="back" label="Back to the list (Esc)" onClick={close} />
          <IconButton icon="download" label="Download as .smtp" onClick={() => location.assign(urls.transcript(id))} />
          <span class="gap" />
          <label class="check">
            <input
              type="checkbox"
              checked={isWithBytes.value}
              onChange={(event) => (isWithBytes.value = event.currentTarget.checked)}
            />
            Raw octets
          </label>
        </div>
        {value && <Facts session={value} />}
      </header>
      {failure !== null && <Failure text={failure} />}
      {value && <Dialogue lines={value.lines} isWithBytes={isWithBytes.value} isLive={value.isLive} />}
      {value && !value.isLive && <PlayIt id={id} />}
    </article>
  )
}

function Facts({ session }: { readonly session: SessionDetail }) {
  const { clientAddress, helo, user, tls, started, duration, messageIds, wrong, isLive, id } = session
  const isGood = !isLive && wrong === null
  return (
    <>
      <h1>
        {clientAddress ?? 'A client'} {helo !== null && <span class="quiet">{helo}</span>}
      </h1>
      {wrong !== null && <p class="wrong">{wrong}</p>}
      {isGood && (
        <p class="fine">
          {messageIds.length > 0 ? 'Nothing went wrong.' : 'Nothing went wrong, and nothing was sent.'}
        </p>
      )}
      <dl class="facts">
        <dt>Began</dt>
        <dd>
          <time dateTime={started}>{formatTime(started)}</time>
          <span class="quiet">
            {' '}
            · {isLive ? 'goes on' : `took ${formatDuration(duration)}`} · <span class="mono">{id}</span>
          </span>
        </dd>
        <dt>TLS</dt>
        <dd>{tls ?? <span class="quiet">in clear</span>}</dd>
        <dt>Login</dt>
        <dd>{user ?? <span class="quiet">nobody</span>}</dd>
        {messageIds.length > 0 && (
          <>
            <dt>Brought</dt>
            <dd>
              {messageIds.map((message) => (
                <a key={message} class="mono" href={`#/messages/${encodeURIComponent(message)}`}>
                  {message}{' '}
                </a>
              ))}
            </dd>
          </>
        )}
      </dl>
    </>
  )
}

function PlayIt({ id }: { readonly id: string }) {
  return (
    <section class="play-it" aria-label="Play this against a server">
      <h2>Play this against a server</h2>
      <Snippet what="the command" text={`parley run ${id}.smtp mail.example.org`} />
      <p class="quiet">
        The file is the download above. The same file, with <code>parley run --as-server</code>, plays the server to a
        client.
      </p>
    </section>
  )
}

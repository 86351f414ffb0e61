import { useComputed, useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect } from 'preact/hooks'
import { urls } from '../api.ts'
import type { MessageDetail } from '../api-types.ts'
import { about } from '../about/about-state.ts'
import { CopyButton, Failure, IconButton, Tabs } from '../controls.tsx'
import { formatSize, formatTime } from '../format.ts'
import { go, messagesRoute } from '../here.ts'
import { bind } from '../keys.ts'
import { close, mark, remove, step } from './deeds.ts'
import { failure, followOpened, forget, isReadNow, open, opened } from './open.ts'
import { Release } from './release.tsx'
import { Tags } from './tags.tsx'
import { tabsOf } from './tabs/tabs.tsx'

/** One message, with everything that is known of it. */
export function Message({ id }: { readonly id: string }) {
  useEffect(() => {
    // Reading is what marks a message as read.
    void open(id).then((message) => {
      if (message && !message.isRead) mark(true, { ids: [id] })
    })
  }, [id])
  useEffect(() => {
    const stop = followOpened()
    return () => {
      stop()
      forget()
    }
  }, [])
  if (failure.value !== null) {
    return (
      <section class="message" aria-label="Message">
        <Failure text={failure.value} />
        <button type="button" class="button" onClick={close}>
          Back to the list
        </button>
      </section>
    )
  }
  const message = opened.value
  return message ? (
    <Opened message={message} isStale={message.id !== id} />
  ) : (
    <section class="message" aria-busy="true" />
  )
}

function Opened({ message, isStale }: { readonly message: MessageDetail; readonly isStale: boolean }) {
  /** The id of the message: no other one is released in its place. */
  const releasing = useSignal<string | null>(null)
  const tabs = tabsOf(message)
  const wanted = useComputed(() => messagesRoute().tab)
  const tab = tabs.find(({ id }) => id === wanted.value) ?? tabs[0]!
  const openTab = (id: string) => go({ ...messagesRoute(), tab: id }, { isReplacing: true })

  useLayoutEffect(
    () =>
      bind(
        tabs.map(({ id, name }, index) => ({ keys: String(index + 1), what: `Show ${name}`, run: () => openTab(id) })),
      ),
    [message.id],
  )
  useLayoutEffect(() => () => void (releasing.value = null), [message.id])
  return (
    <article class="message" aria-label={`Message: ${message.subject || 'no subject'}`} aria-busy={isStale}>
      <Head message={message} onRelease={() => (releasing.value = message.id)} />
      <Found message={message} />
      <Tabs label="Views of the message" tabs={tabs} open={tab.id} onOpen={openTab} />
      <div
        class={`tab-panel panel-${tab.id}`}
        id="tab-panel"
        role="tabpanel"
        aria-labelledby={`tab-${tab.id}`}
        key={message.id}
      >
        {tab.show()}
      </div>
      {releasing.value === message.id && <Release message={message} onClose={() => (releasing.value = null)} />}
    </article>
  )
}

function Head({ message, onRelease }: { readonly message: MessageDetail; readonly onRelease: () => void }) {
  const selection = { ids: [message.id] }
  const isRead = isReadNow(message)
  const canRelease = (about.value?.release?.to.length ?? 0) > 0
  return (
    <header class="message-head">
      <div class="actions">
        <IconButton icon="back" label="Back to the list (Esc)" onClick={close} />
        <IconButton
          icon="download"
          label="Download as .eml"
          onClick={() => location.assign(urls.raw(message.id, '?download=1'))}
        />
        <IconButton
          icon="unread"
          label={isRead ? 'Mark as unread (u)' : 'Mark as read (u)'}
          isPressed={!isRead}
          onClick={() => mark(!isRead, selection)}
        />
        {canRelease && <IconButton icon="forward" label="Release: send it on to a real server" onClick={onRelease} />}
        <IconButton icon="trash" label="Delete (#)" onClick={() => remove(selection)} />
        <span class="gap" />
        <button
          type="button"
          class="icon-button flip"
          title="The one before (k)"
          aria-label="The one before"
          onClick={() => step(-1)}
        >
          ↑
        </button>
        <button
          type="button"
          class="icon-button flip"
          title="The next one (j)"
          aria-label="The next one"
          onClick={() => step(1)}
        >
          ↓
        </button>
      </div>
      <h1>{message.subject || <i>no subject</i>}</h1>
      <dl class="facts">
        <dt>From</dt>
        <dd>
          {message.author ? (
            <Person name={message.author.name} address={message.author.address} />
          ) : (
            <i>no From field</i>
          )}
        </dd>
        <dt>To</dt>
        <dd>
          {message.headerTo.length === 0 ? (
            <i>nobody, by the header</i>
          ) : (
            message.headerTo.map((each) =>
              typeof each === 'string' ? (
                <Person key={each} name="" address={each} />
              ) : (
                <Person key={each.address} {...each} />
              ),
            )
          )}
        </dd>
        <dt>Envelope</dt>
        <dd class="mono">
          <span class="client">&lt;{message.from}&gt;</span> →{' '}
          {message.envelope.recipients.map(({ address, reply }) => (
            <span key={address} class="client" title={reply ?? undefined}>
              &lt;{address}&gt;{' '}
            </span>
          ))}
          {message.user !== null && <span class="quiet">as {message.user}</span>}
        </dd>
        {message.envelope.refused.length > 0 && (
          <>
            <dt>Refused</dt>
            <dd class="mono">
              {message.envelope.refused.map(({ address, reply }, index) => (
                <div key={index}>
                  <span class="client">&lt;{address}&gt;</span> <span class="bad">{reply}</span>
                </div>
              ))}
            </dd>
          </>
        )}
        <dt>Came</dt>
        <dd>
          <time dateTime={message.receivedAt}>{formatTime(message.receivedAt)}</time>
          <span class="quiet">
            {' '}
            · {formatSize(message.size)} · <span class="mono">{message.id}</span>
          </span>
        </dd>
      </dl>
      <Tags key={message.id} message={message} />
    </header>
  )
}

function Person({ name, address }: { readonly name: string; readonly address: string }) {
  return (
    <span class="person">
      {name !== '' && <b>{name}</b>} <span class={name === '' ? '' : 'quiet'}>{address}</span>
    </span>
  )
}

/** Above so many characters the end of a link is not shown. */
const LINK = 90

/** Codes and links: what people wait for a mail to get at. */
function Found({ message: { codes, links } }: { readonly message: MessageDetail }) {
  if (codes.length === 0 && links.length === 0) return null
  return (
    <div class="found" role="group" aria-label="Found in it">
      {codes.map((code) => (
        <span key={code} class="code">
          <code>{code}</code>
          <CopyButton text={code} what={`the code ${code}`} />
        </span>
      ))}
      {links.slice(0, 3).map((link) => (
        <span key={link} class="link">
          <a href={link} target="_blank" rel="noopener noreferrer nofollow" title={link}>
            {link.length > LINK ? `${link.slice(0, LINK)}…` : link}
          </a>
          <CopyButton text={link} what="the link" />
        </span>
      ))}
      {links.length > 3 && <span class="quiet">{links.length - 3} more links</span>}
    </div>
  )
}

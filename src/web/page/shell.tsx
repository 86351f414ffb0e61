import { useEffect, useLayoutEffect } from 'preact/hooks'
import { formatCount, formatShortly } from './format.ts'
import { go, route } from './here.ts'
import { Icon, type IconName } from './icons.tsx'
import { isLive } from './live.ts'
import { announcement, notice } from './notice.ts'
import { IconButton } from './controls.tsx'
import { nextTheme, theme } from './theme.ts'
import { bind } from './keys.ts'
import { KeyHelp, isHelpOpen } from './key-help.tsx'
import { Messages } from './messages/messages.tsx'
import { counts } from './messages/state.ts'
import { Boxes } from './messages/boxes.tsx'
import { Conversations } from './conversations/conversations.tsx'
import { sessions } from './conversations/state.ts'
import { Talk } from './talk/talk.tsx'
import { Trouble } from './trouble/trouble.tsx'
import { AboutView } from './about/about.tsx'
import type { Route } from './route.ts'
import { about } from './about/about-state.ts'

const views = [
  { view: 'messages', name: 'Messages', key: 'm' },
  { view: 'conversations', name: 'Conversations', key: 'c' },
  { view: 'talk', name: 'Talk', key: 't' },
  { view: 'trouble', name: 'Trouble', key: 'f' },
  { view: 'about', name: 'About', key: 'a' },
] as const satisfies readonly { view: Route['view'] & IconName; name: string; key: string }[]

/** Everything: the bar at the side, and what is shown. */
export function Shell() {
  const { view } = route.value
  useLayoutEffect(
    () =>
      bind([
        ...views.map(({ view: to, name, key }) => ({ keys: `g ${key}`, what: `Go to ${name}`, run: () => goTo(to) })),
        { keys: '?', what: 'Show the keys', run: () => (isHelpOpen.value = true) },
      ]),
    [],
  )
  useEffect(() => {
    const name = views.find((each) => each.view === view)?.name ?? ''
    const unread = counts.value?.unread ?? 0
    document.title = `${unread > 0 ? `(${formatCount(unread)}) ` : ''}${name} · Parley`
  }, [view, counts.value?.unread])
  return (
    <div class="shell">
      <nav class="rail" aria-label="Parley">
        <a class="brand" href="#/messages">
          <img src="icon.svg" alt="" width="22" height="22" />
          <span>Parley</span>
        </a>
        <ul class="views">
          {views.map(({ view: to, name }) => (
            <li key={to}>
              <a href={`#/${to}`} aria-current={view === to ? 'page' : undefined}>
                <Icon name={to} />
                <span>{name}</span>
                <Badge view={to} />
              </a>
            </li>
          ))}
        </ul>
        {view === 'messages' && <Boxes />}
        <div class="foot">
          <p class={`state ${isLive.value ? 'on' : 'off'}`}>
            {isLive.value ? (about.value?.hostname ?? 'live') : 'not connected'}
          </p>
          <IconButton
            icon={theme.value === 'dark' ? 'moon' : theme.value === 'light' ? 'sun' : 'system'}
            label={`Colours: ${theme.value === 'system' ? 'as the system has them' : theme.value}`}
            onClick={nextTheme}
          />
          <IconButton icon="keys" label="Keys (?)" onClick={() => (isHelpOpen.value = true)} />
        </div>
      </nav>
      <main>
        {view === 'messages' && <Messages />}
        {view === 'conversations' && <Conversations />}
        {view === 'talk' && <Talk />}
        {view === 'trouble' && <Trouble />}
        {view === 'about' && <AboutView />}
      </main>
      {isHelpOpen.value && <KeyHelp />}
      <p class="unseen" role="status" aria-live="polite">
        {announcement.value}
      </p>
      <div class="notices" role="status" aria-live="polite">
        {notice.value && <p class={notice.value.isBad ? 'bad-notice' : ''}>{notice.value.text}</p>}
      </div>
    </div>
  )
}

function goTo(view: Route['view']): void {
  if (view === 'messages') go({ view, query: '', id: null, tab: null })
  else if (view === 'conversations') go({ view, filter: '', text: '', id: null })
  else go({ view })
}

function Badge({ view }: { readonly view: Route['view'] }) {
  if (view === 'messages') {
    const unread = counts.value?.unread ?? 0
    return unread > 0 ? (
      <span class="badge" title={formatCount(unread)}>
        {formatShortly(unread)}
        <span class="unseen"> unread</span>
      </span>
    ) : null
  }
  if (view !== 'conversations') return null
  const live = sessions.value.filter((session) => session.isLive).length
  return live > 0 ? <span class="badge live">{live} live</span> : null
}

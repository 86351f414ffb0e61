import { about } from '../about/about-state.ts'
import { firstMail } from '../about/first-mail.ts'
import { Snippet } from '../controls.tsx'
import { go } from '../here.ts'

/** Where there is nothing to show: what to do about it. */
export function NothingYet({ query }: { readonly query: string }) {
  if (query !== '') {
    return (
      <div class="empty">
        <h2>Nothing fits</h2>
        <p>
          No message fits <q>{query}</q>.
        </p>
        <button type="button" class="button" onClick={() => go({ view: 'messages', query: '', id: null, tab: null })}>
          Show all messages
        </button>
      </div>
    )
  }
  return (
    <div class="empty">
      <h2>No mail yet</h2>
      <p>Point a program at this server, or send the first message by hand. It appears here at once.</p>
      {firstMail(about.value).map(({ name, text }) => (
        <Snippet key={name} text={text} what={name} />
      ))}
      <p>
        Settings for programs, frameworks and devices stand under <a href="#/about">About</a>. A message that does not
        arrive has left a trace under <a href="#/conversations">Conversations</a>.
      </p>
    </div>
  )
}

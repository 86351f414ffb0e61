import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { about } from '../about/about-state.ts'
import { IconButton } from '../controls.tsx'
import { copy } from '../notice.ts'
import { Entry } from './entry.tsx'
import { Question } from './question.tsx'
import { begin, lines, phase, question, send } from './state.ts'

/** Commands for Parley itself, as at the local prompt of `parley talk`. */
const locals = [
  ['status', 'Where it stands'],
  ['caps', 'What the server offers'],
  ['starttls', 'STARTTLS'],
  ['auth', 'Log in'],
  ['paste', 'Send a message'],
  ['explain', 'Explain the reply'],
  ['timing', 'Timing'],
  ['close', 'Hang up'],
] as const

/** A conversation held by hand, with this server or one that the operator allows. */
export function Talk() {
  const target = useSignal('')
  const hosts = about.value?.talkHosts ?? []
  const isOpen = phase.value === 'open' || phase.value === 'connecting'
  return (
    <section class="talk" aria-label="Talk">
      <header class="talk-head">
        <h1>Talk</h1>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            begin(target.value)
          }}
        >
          <label>
            with{' '}
            <select value={target.value} onChange={(event) => (target.value = event.currentTarget.value)}>
              <option value="">this server</option>
              {hosts.map((host) => (
                <option key={host}>{host}</option>
              ))}
            </select>
          </label>
          <button type="submit" class="button main">
            {isOpen ? 'Begin anew' : 'Connect'}
          </button>
        </form>
        <span class="gap" />
        {lines.value.length > 0 && (
          <IconButton
            icon="copy"
            label="Copy the conversation, in the .smtp notation"
            onClick={() => void copy(lines.value.map(({ text }) => text).join('\n') + '\n', 'The conversation')}
          />
        )}
      </header>
      <Said />
      {phase.value === 'none' && <Introduction />}
      {question.value && <Question />}
      {phase.value === 'open' && !question.value && <Entry />}
      {phase.value === 'open' && (
        <div class="chips locals" role="group" aria-label="Commands for Parley">
          {locals.map(([text, name]) => (
            <button key={text} type="button" class="chip" onClick={() => command(text)}>
              {name}
            </button>
          ))}
        </div>
      )}
      {phase.value === 'over' && <p class="quiet padded">The conversation is over.</p>}
    </section>
  )
}

/** And the next line can be typed at once. */
function command(text: string): void {
  send({ type: 'local', text })
  document.querySelector<HTMLElement>('.entry-field')?.focus()
}

function Introduction() {
  return (
    <div class="empty">
      <h2>Hold a conversation by hand</h2>
      <p>
        You are the client. Each line that you type is said to the server, in blue; what it answers comes in red, with
        what it means. Begin with <code>EHLO</code>, then <code>MAIL FROM:&lt;you@example.org&gt;</code>,{' '}
        <code>RCPT TO:&lt;someone@example.test&gt;</code> and <code>DATA</code>. A dot on a line by itself ends the
        message.
      </p>
      <p>
        Tab completes, and the arrows go back to lines said before. In a terminal the same is <code>parley talk</code>.
      </p>
    </div>
  )
}

function Said() {
  const box = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  useLayoutEffect(() => {
    if (isAtEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight
  }, [lines.value])
  return (
    <div
      class="talk-lines"
      ref={box}
      role="log"
      aria-label="What was said"
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) =>
        (isAtEnd.current = scrollTop + clientHeight > scrollHeight - 30)
      }
    >
      {lines.value.map(({ kind, text }, index) => (
        <div key={index} class={`talk-line ${kind}`}>
          {text}
        </div>
      ))}
    </div>
  )
}

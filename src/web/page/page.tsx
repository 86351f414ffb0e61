import { render } from 'preact'
import { askAbout } from './about/about-state.ts'
import { watchSessions } from './conversations/state.ts'
import { messagesRoute, route } from './here.ts'
import { listenToKeys } from './keys.ts'
import { listen } from './live.ts'
import { watchMessages } from './messages/follow.ts'
import { seek } from './messages/state.ts'
import { Shell } from './shell.tsx'

/** Milliseconds. */
const PATIENCE = 100

// The list is what people wait for: it is asked for before all else, and before anything is drawn.
const list = route.value.view === 'messages' ? seek(messagesRoute().query, { isAtStart: true }) : null
watchMessages()
listenToKeys()
listen()
askAbout()
watchSessions()
// Drawn once, with its rows, where they come as fast as usual.
if (list) await Promise.race([list, new Promise((resolve) => setTimeout(resolve, PATIENCE))])
render(<Shell />, document.querySelector('#page')!)

import { render } from 'preact'
import { askAbout } from './about/about-state.ts'
import { watchSessions } from './conversations/state.ts'
import { messagesRoute, route } from './here.ts'
import { listenToKeys } from './keys.ts'
import { listen } from './live.ts'
import { seek, watchMessages } from './messages/state.ts'
import { Shell } from './shell.tsx'

// The list is what people wait for: it is asked for before all else, and before anything is drawn.
if (route.value.view === 'messages') seek(messagesRoute().query)
watchMessages()
listenToKeys()
listen()
askAbout()
watchSessions()
render(<Shell />, document.querySelector('#page')!)

import { render } from 'preact'
import { askAbout } from './about/about-state.ts'
import { load as loadSessions, watchSessions } from './conversations/state.ts'
import { listenToKeys } from './keys.ts'
import { listen } from './live.ts'
import { watchMessages } from './messages/state.ts'
import { Shell } from './shell.tsx'

watchMessages()
watchSessions()
listenToKeys()
listen()
askAbout()
void loadSessions('', '')
render(<Shell />, document.querySelector('#page')!)

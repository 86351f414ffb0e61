import type { ClientSession } from '../../../client/session.ts'

/** Nobody needs to be told before that. Milliseconds. */
const PATIENCE = 1000

export interface Waiting {
  watch(session: ClientSession): void
  end(): void
}

/** A line on the terminal, where something takes its time, that says what; it disappears again. */
export function watchWaiting(stream: NodeJS.WriteStream): Waiting {
  let timer: NodeJS.Timeout | undefined
  let isShown = false
  return {
    watch(session) {
      clearInterval(timer)
      let what = whatIsDue(session)
      let since = Date.now()
      timer = setInterval(() => {
        if (whatIsDue(session) !== what) {
          what = whatIsDue(session)
          since = Date.now()
        }
        isShown = true
        stream.write(`\r\x1b[Kparley: waiting for ${what}, ${Math.round((Date.now() - since) / 1000)} s`)
      }, PATIENCE)
    },
    end() {
      clearInterval(timer)
      if (isShown) stream.write('\r\x1b[K')
    },
  }
}

function whatIsDue({ isOver, due }: ClientSession): string {
  if (isOver) return 'the connection'
  switch (due) {
    case null:
      return 'the server'
    case 'greeting':
      return 'the greeting'
    case 'end-of-data':
      return 'the reply to the message'
    default:
      return `the reply to ${due}`
  }
}

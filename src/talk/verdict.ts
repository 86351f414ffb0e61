import type { Commentator } from './comment.ts'
import { occasionInWords } from './ending.ts'
import type { Talk } from './talk.ts'

/** What went wrong, where a conversation did not end as it should; null where it did. */
export function explainEnding(talk: Talk, comments: Commentator): string | null {
  const { due, transcript } = talk.session
  const failure = transcript.events.findLast((event) => event.kind === 'failed')
  const tls = transcript.events.findLast((event) => event.kind === 'tls') ?? null
  if (failure) return comments.failure(failure, tls)
  const unanswered = due === null ? '' : `no reply to ${occasionInWords(due)}. `
  switch (talk.ending) {
    case 'quit':
    case 'left':
      return null
    case 'refused':
      return 'the greeting was a refusal: nothing but QUIT makes sense'
    case 'unavailable':
      return 'the server broke off with 421: try again later'
    case 'hung up':
      return `${unanswered}${comments.silence(due, transcript.peer, 'server')}`
    case 'silence':
      return `${unanswered}${comments.silence(due, transcript.peer)}`
    case 'tls':
      // A handshake that fails stands in the record; here it did not come to one.
      return 'there is no TLS to be had'
    case 'auth':
      return 'the login did not work'
  }
}

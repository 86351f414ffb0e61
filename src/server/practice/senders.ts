import { createReply, type Reply } from '../../protocol/reply.ts'
import type { SessionFacts } from '../policy.ts'
import { shownAddress } from './describe.ts'
import type { ClosedList } from './directory.ts'

/** Whether a sender may write to these lists: the words are those of hosts that have such, made plain. */
export function judgeSender(
  lists: readonly ClosedList[],
  sender: string,
  { user }: Pick<SessionFacts, 'user'>,
): Reply | null {
  for (const { address, from, members } of lists) {
    if (from === 'logged-in' && user === null) {
      return createReply(
        550,
        '5.7.133',
        `Sender not authenticated for group: ${shownAddress(address)} takes mail only from who has logged in`,
        'Log in first (AUTH). Exchange says: RESOLVER.RST.SenderNotAuthenticatedForGroup',
      )
    }
    if (from === 'members' && !members.has(sender.toLowerCase())) {
      return createReply(
        550,
        '5.7.124',
        `Sender not in the allowed-senders list of the group: ${shownAddress(address)} takes mail only from its members`,
        `${sender === '' ? 'The null reverse-path' : sender} is none of them. Exchange says: RESOLVER.RST.NotAuthorized`,
      )
    }
  }
  return null
}

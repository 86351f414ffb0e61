import type { Topic } from '../facts.ts'

const fine = { fault: 'nobody', retry: false } as const

/** What a notification can say of a recipient besides failure and delay. RFC 3464 §2.3.3 */
export const fates: Readonly<Record<'delivered' | 'relayed' | 'expanded', Topic>> = {
  delivered: {
    ...fine,
    title: 'Delivered',
    meaning: 'The message is in the mailbox of the recipient.',
    cause: 'The sender asked to be told.',
    action: 'Nothing.',
  },
  relayed: {
    ...fine,
    title: 'Passed on, without further reports',
    meaning: 'A server took the message that sends no reports, so nothing more will be heard of it.',
    cause: 'The sender asked to be told, and the next server does not offer DSN.',
    action: 'Nothing. Ask the recipient if it matters.',
  },
  expanded: {
    ...fine,
    title: 'Sent on to the members of a list',
    meaning: 'The address is a list or an alias, and the message went on from there to its members.',
    cause: 'The sender asked to be told.',
    action: 'Nothing.',
  },
}

export const unexplained: Topic = {
  title: 'Not delivered, without a reason',
  meaning: 'The notification says that the message did not arrive, and gives neither a code nor a reply.',
  cause: 'The reason stands, if anywhere, in the text for people.',
  fault: 'their server',
  action: 'Read the text of the notification, or ask the administrator of the server that sent it.',
  retry: false,
}

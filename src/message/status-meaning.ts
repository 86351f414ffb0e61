/**
 * What an enhanced status code says, in a sentence or two for whoever wrote the message: what is the matter, and
 * what helps. The subject is enough to go by; a few codes deserve their own words.
 */
// RFC 3463 §3
export function statusMeaning(status: string): string | null {
  const [, subject = '', detail = ''] = /^[245]\.(\d{1,3})\.(\d{1,3})$/.exec(status) ?? []
  return codes[`${subject}.${detail}`] ?? subjects[subject] ?? null
}

const codes: Readonly<Record<string, string>> = {
  '1.1': 'There is no mailbox of this name. Check the spelling of the part before the "@".',
  '1.2': 'The domain takes no mail, or does not exist. Check the spelling of the part after the "@".',
  '1.10': 'The domain says that it takes no mail at all.',
  '2.1': 'The mailbox exists but is switched off. Reach its owner in another way.',
  '2.2': 'The mailbox is full. Its owner has to make room before it takes mail again.',
  '2.3': 'The message is larger than this mailbox takes. Send less, or a link to the file.',
  '3.4': 'The message is larger than the server takes. Send less, or a link to the file.',
  '4.1': 'The server did not answer. The fault is on its side or in the network between.',
  '4.4': 'No server could be found that takes mail for the domain. Its DNS entries are missing or wrong.',
  '4.6': 'The message went in circles between servers. Whoever runs them must mend their forwarding.',
  '4.7': 'The server could not be reached for as long as the message was kept. It is given up.',
  '7.1': 'The server does not take this message from this sender, by a rule of its own.',
}

const subjects: Readonly<Record<string, string>> = {
  '1': 'Something is wrong with the address. Check how it is written.',
  '2': 'Something is wrong with the mailbox. Its owner, or the administrator there, can tell more.',
  '3': "Something is wrong with the recipient's server. Its administrator can tell more.",
  '4': 'The message could not be passed on over the network.',
  '5': 'The two servers did not understand each other. This is a matter for their administrators.',
  '6': 'The server cannot take the message in the form it has: its content or its characters.',
  '7': 'The server refuses the message for security, or by a rule of its own.',
}

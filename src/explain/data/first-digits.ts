import type { Facts } from '../facts.ts'

/** What is left to say of a code that nobody knows. Clients act on the first digit. */
export const firstDigits: Readonly<Record<2 | 3 | 4 | 5, Facts>> = {
  2: {
    title: 'Success',
    meaning: 'The first digit, 2, says that the command was carried out.',
    cause: 'Everything is as it should be.',
    fault: 'nobody',
    action: 'Go on.',
    retry: false,
    references: ['RFC 5321 §4.2.1', 'RFC 5321 §4.3.2'],
  },
  3: {
    title: 'Go on',
    meaning: 'The first digit, 3, says that the server waits for more before it carries the command out.',
    cause: 'The command has a second part.',
    fault: 'nobody',
    action: 'Send what the command asks for.',
    retry: false,
    references: ['RFC 5321 §4.2.1', 'RFC 5321 §4.3.2'],
  },
  4: {
    title: 'Not now',
    meaning: 'The first digit, 4, says that the command failed for the moment and may succeed later.',
    cause: 'Something temporary, which the text of the reply may name.',
    fault: 'their server',
    action: 'Read the text, and try again later.',
    retry: 'later',
    references: ['RFC 5321 §4.2.1', 'RFC 5321 §4.3.2'],
  },
  5: {
    title: 'Refused',
    meaning: 'The first digit, 5, says that the command failed and will fail again if it is repeated as it is.',
    cause: 'Something that the text of the reply may name.',
    fault: 'you',
    action: 'Read the text, and change what it complains about before you try again.',
    retry: false,
    references: ['RFC 5321 §4.2.1', 'RFC 5321 §4.3.2'],
  },
}

/** For a number that cannot be a reply code, and for text without one. */
export const noReply: Facts = {
  title: 'No SMTP reply code',
  meaning: 'There is no reply code here that SMTP knows: three digits, the first from 2 to 5, the second from 0 to 5.',
  cause: 'The number comes from elsewhere, the server speaks another protocol, or something on the way garbles it.',
  fault: 'nobody',
  action: 'Check where the number comes from, and that the port is that of a mail server.',
  retry: false,
  references: ['RFC 5321 §4.2'],
}

import { writeDate } from './date.ts'
import type { DsnAction } from './dsn.ts'
import { statusMeaning } from './status-meaning.ts'
import type { DsnOptions, ReportedRecipient } from './write-dsn.ts'

const openings: Readonly<Record<DsnAction, string>> = {
  failed: 'Your message could not be delivered to the following address. It will not be tried again.',
  delayed: 'Your message could not be delivered to the following address yet. You need not send it again.',
  delivered: 'Your message was delivered to the following address, as you asked to be told.',
  relayed: 'Your message was passed on to a server that may not tell you more, for the following address.',
  expanded: 'Your message reached a list or an alias, and was sent on from there to its members.',
}

/** What the report says to people: what happened to whom, in whose words, what that means and what helps. */
export function dsnText(options: DsnOptions, isFull: boolean): string {
  const { reportingMta, recipients, utcOffset } = options
  const sections = (Object.keys(openings) as DsnAction[]).flatMap((action) => {
    const concerned = recipients.filter((recipient) => recipient.action === action)
    if (concerned.length === 0) return []
    return [wrap(openings[action]), ...concerned.map((recipient) => describe(recipient, utcOffset))]
  })
  const attached = isFull ? 'your message' : 'the header of your message'
  return [
    wrap(`This is a report from the mail server ${reportingMta}.`),
    ...sections,
    wrap(
      `Attached are the same report in the form that programs read, and ${attached}. Answers to this report are not read.`,
    ),
  ].join('\n\n')
}

function describe(recipient: ReportedRecipient, utcOffset: number | undefined): string {
  const { finalRecipient, remoteMta, diagnosticCode, status, action, willRetryUntil } = recipient
  const lines = [`  ${finalRecipient}`]
  if (diagnosticCode) {
    lines.push(wrap(`${speakerOf(remoteMta, diagnosticCode.type)}: ${diagnosticCode.text}`, '    '))
  }
  const meaning = action === 'failed' || action === 'delayed' ? statusMeaning(status) : null
  if (meaning) lines.push(wrap(`${status} means: ${meaning}`, '    '))
  if (willRetryUntil) lines.push(wrap(`It will be tried until ${writeDate(willRetryUntil, utcOffset)}.`, '    '))
  return lines.join('\n')
}

/** Lines of at most 76 characters, where the words allow it. */
function wrap(text: string, indent = ''): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line !== '' && indent.length + line.length + 1 + word.length > 76) {
      lines.push(indent + line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, indent + line].join('\n')
}

/** Only a reply is what a server said: of a connection that failed, or a demand that it does not meet, we tell. */
function speakerOf(remoteMta: string | null | undefined, type: string): string {
  if (!remoteMta) return 'The reason given'
  return type.toLowerCase() === 'smtp' ? `The server ${remoteMta} said` : `What went wrong with the server ${remoteMta}`
}

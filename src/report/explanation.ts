import type { BounceExplanation } from '../explain/bounce.ts'
import type { Explained } from '../explain/explain.ts'
import { describeFault, type Explanation } from '../explain/facts.ts'
import { ConversationPrinter } from './conversation.ts'
import { wrap } from './layout.ts'
import type { Style } from './style.ts'
import { transcriptJson } from '../transcript/write-json.ts'

export interface ExplanationOptions {
  readonly style: Style
  /** Of the terminal, in characters. */
  readonly width: number
}

/** What something means, as a person reads it. */
export function showExplanation(explained: Explained, options: ExplanationOptions): string {
  const lines =
    explained.kind === 'transcript'
      ? showDialogue(explained, options)
      : explained.kind === 'bounce'
        ? showBounce(explained, options)
        : [...showHead(explained, options.style), ...showFacts(explained, options)]
  return `${lines.join('\n')}\n`
}

/** "550 5.7.1  Relaying denied", and by whose lights. */
function showHead({ code, enhanced, title, provider, confidence }: Explanation, style: Style): string[] {
  const numbers = [code, enhanced].filter((each) => each !== null).join(' ')
  const aside = [provider, confidence === 'certain' ? null : confidence].filter((each) => each !== null).join(', ')
  const head = `${style.bold(numbers === '' ? title : numbers)}${numbers === '' ? '' : `  ${style.bold(title)}`}`
  return [`${head}${aside === '' ? '' : style.dim(`  (${aside})`)}`]
}

function showFacts(explanation: Explanation, options: ExplanationOptions): string[] {
  const { meaning, cause, fault, action, retry, references, notes } = explanation
  const again = { true: 'At once, if need be.', later: 'Later.', false: null }[
    String(retry) as 'true' | 'later' | 'false'
  ]
  return rows(
    [
      ['means', meaning],
      ['cause', cause],
      ['fault', describeFault(fault)],
      ['to do', action],
      ['again', again],
      ...notes.map((note) => ['note', note] as const),
      ['see', references.join(', ')],
    ],
    options,
  )
}

/** A label and a text beside it; what has no text is left out. */
function rows(
  all: readonly (readonly [label: string, text: string | null])[],
  { style, width }: ExplanationOptions,
): string[] {
  return all.flatMap(([label, text]) => {
    if (!text) return []
    const [first = '', ...rest] = wrap(text, width, ' '.repeat(9))
    return [`  ${style.dim(label.padEnd(5))}  ${first.trimStart()}`, ...rest]
  })
}

function showDialogue(explained: Extract<Explained, { kind: 'transcript' }>, options: ExplanationOptions): string[] {
  const { style, width } = options
  const { trouble, steps, recipients, deviations, messages, server, certificate, summary, verdict } = explained
  const marks = {
    yes: style.good('yes'),
    no: style.bad('no'),
    unknown: style.unsure('could not tell'),
    skipped: style.dim('not tried'),
  }
  const remarks = messages.flat()
  return [
    ...showConversation(explained, options),
    '',
    style.bold('Steps'),
    ...steps.map(
      ({ name, outcome, code, enhanced }) =>
        `  ${name.padEnd(11)}${[code, enhanced]
          .filter((each) => each !== null)
          .join(' ')
          .padEnd(12)}${marks[outcome]}`,
    ),
    ...(recipients.length > 1
      ? [
          '',
          style.bold('Recipients'),
          ...recipients.map(
            ({ address, outcome, title }) => `  ${address}  ${marks[outcome]}${outcome === 'yes' ? '' : `: ${title}`}`,
          ),
        ]
      : []),
    ...section(
      'Deviations',
      deviations.map(({ sentence }) => sentence),
      options,
    ),
    ...section(
      'The message',
      remarks.map(({ sentence, ref }) => (sentence.includes(ref) ? sentence : `${sentence} (${ref})`)),
      options,
    ),
    ...(server
      ? section(
          'Server',
          [
            `${{ certain: '', likely: 'probably ', possible: 'perhaps ' }[server.confidence]}${server.name}${server.version === null ? '' : ` ${server.version}`}`,
          ],
          options,
        )
      : []),
    ...(certificate ? section('Certificate', inShort(certificate), options) : []),
    ...(trouble
      ? [
          '',
          style.bold('What went wrong first'),
          ...showHead(trouble.explanation, style),
          ...showFacts(trouble.explanation, options),
        ]
      : []),
    '',
    ...wrap(summary, width).map({ pass: style.good, fail: style.bad, unknown: style.unsure }[verdict]),
  ]
}

/** Beside what went wrong: what it is, for whom, and what to do. */
function inShort({ title, action, notes }: Explanation): string[] {
  return [`${title}. ${action}`, notes.map((note) => note.replace(/(?<!\.)$/, '.')).join(' ')]
}

/** The conversation, with a sentence behind each turn. */
function showConversation(
  { annotations, transcript }: Extract<Explained, { kind: 'transcript' }>,
  { style }: ExplanationOptions,
): string[] {
  let nth = 0
  const printer = new ConversationPrinter(transcript, {
    style,
    deviations: true,
    comment: () => annotations[nth++]?.sentence ?? null,
  })
  return transcript.events.flatMap((event) => printer.read(event))
}

function showBounce(bounce: BounceExplanation, options: ExplanationOptions): string[] {
  const { style, width } = options
  const { subject, messageId, date } = bounce.original
  return [
    style.bold('A bounce: a notification about mail that was sent'),
    ...rows(
      [
        ['from', bounce.reportingMta],
        ['about', subject],
        ['date', date],
        ['id', messageId],
      ],
      options,
    ),
    ...bounce.recipients.flatMap((recipient) => [
      '',
      `${style.bold(recipient.address)}  ${style.unsure(recipient.fate ?? '')}`.trimEnd(),
      ...(recipient.diagnostic ? [style.server(`S: ${recipient.diagnostic}`)] : []),
      ...showHead(recipient, style),
      ...showFacts(recipient, options),
    ]),
    '',
    ...wrap(bounce.summary, width).map(style.bold),
  ]
}

function section(title: string, texts: readonly string[], { style, width }: ExplanationOptions): string[] {
  if (texts.length === 0) return []
  return ['', style.bold(title), ...texts.flatMap((text) => wrap(text, width, '  '))]
}

/** What `parley explain --json` prints: schema/explain.schema.json. */
export function explanationJson(explained: Explained): object {
  const schema = 'parley-explain/1'
  if (explained.kind !== 'transcript') return { schema, ...explained }
  return { schema, ...explained, transcript: transcriptJson(explained.transcript) }
}

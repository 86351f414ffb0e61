import type { RecipientRequest } from '../../../client/transaction.ts'
import { findParam, type Param } from '../../../protocol/params.ts'
import { collect } from '../../values.ts'
import { Option, type Verb } from '../../verb.ts'

export interface EnvelopeFlags {
  readonly from?: Mailbox
  readonly to?: readonly Recipient[][]
  readonly cc?: readonly Recipient[][]
  readonly bcc?: readonly Recipient[][]
  readonly mailParam?: readonly Param[][]
  readonly rcptParam?: readonly Param[][]
}

export interface Mailbox {
  /** Without brackets. */
  readonly address: string
  /** As it stands in a header: with the name, where there is one. */
  readonly text: string
}

export interface Recipient extends Mailbox {
  readonly params: readonly Param[]
}

export function addEnvelopeOptions(verb: Verb): Verb {
  return verb
    .addOption(
      new Option('-f, --from <address>', 'the sender; <> for none (default: you, at this machine)').argParser(
        readMailbox,
      ),
    )
    .addOption(
      new Option(
        '-t, --to <addresses>',
        'recipients: several with commas, or one with parameters, as "bob@example.org NOTIFY=SUCCESS,FAILURE"; may be repeated',
      ).argParser(collect(readRecipients)),
    )
    .addOption(new Option('--cc <addresses>', 'recipients who are named in Cc').argParser(collect(readRecipients)))
    .addOption(new Option('--bcc <addresses>', 'recipients whom no header names').argParser(collect(readRecipients)))
    .addOption(
      new Option('--mail-param <KEY=value>', 'parameters of MAIL, as "RET=HDRS ENVID=7"').argParser(
        collect(readParams),
      ),
    )
    .addOption(
      new Option('--rcpt-param <KEY=value>', 'parameters of every RCPT, as NOTIFY=NEVER').argParser(
        collect(readParams),
      ),
    )
}

/** Whom to send to, parameters and all. */
export function envelopeRecipients({ to = [], cc = [], bcc = [], rcptParam = [] }: EnvelopeFlags): RecipientRequest[] {
  const common = rcptParam.flat()
  return [...to, ...cc, ...bcc].flat().map(({ address, params }) => {
    const added = common.filter(({ keyword }) => findParam(params, keyword) === undefined)
    return { address, params: [...params, ...added] }
  })
}

/** `bob@example.org`, `<bob@example.org>`, `Bob <bob@example.org>`; anything else is an address as it stands. */
export function readMailbox(text: string): Mailbox {
  const { address, name } = /^(?<name>[^<]*)<(?<address>[^<>]*)>\s*$/s.exec(text)?.groups ?? {}
  if (address === undefined) return { address: text.trim(), text: text.trim() }
  return { address, text: name?.trim() ? text.trim() : address }
}

/**
 * Recipients with commas between them, each with parameters or without. In a list of values, as NOTIFY has it, a comma
 * does not begin a recipient: what follows is no address.
 */
export function readRecipients(text: string): Recipient[] {
  const pieces = text.match(/(?:"(?:\\.|[^"\\])*"|<[^<>]*>|[^,])+/gs) ?? []
  const whole: string[] = []
  for (const piece of pieces) {
    const before = whole.at(-1)
    const isValue = before !== undefined && readRecipient(before).params.length > 0 && !/^\s*[^\s=]*@/.test(piece)
    if (isValue) whole[whole.length - 1] = `${before},${piece}`
    else whole.push(piece)
  }
  return whole.map(readRecipient)
}

/** Parameters stand behind an address that is one, or behind brackets. */
function readRecipient(text: string): Recipient {
  const bracketed = /^\s*([^<]*<[^<>]*>)\s*(.*)$/s.exec(text)
  const plain = /^\s*((?:"(?:\\.|[^"\\])*"|[^\s"])+@\S+|postmaster)\s+(\S.*)$/is.exec(text)
  const [, mailbox = text, params = ''] = bracketed ?? plain ?? []
  return { ...readMailbox(mailbox), params: readParams(params) }
}

export function readParams(text: string): Param[] {
  return text
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => {
      const [, keyword = word, value = null] = /^([^=]*)=(.*)$/s.exec(word) ?? []
      return { keyword: keyword.toUpperCase(), value }
    })
}

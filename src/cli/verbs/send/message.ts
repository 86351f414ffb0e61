import { basename } from 'node:path'
import { hasBareLf, rawMessage, templateMessage } from '../../../client/given-message.ts'
import { LineMender } from '../../../client/mend-lines.ts'
import { composedMessage, type LetterParts, type MessageSource } from '../../../client/outgoing.ts'
import type { Alternative, Attachment } from '../../../message/compose.ts'
import type { HeaderEdits } from '../../../message/field.ts'
import { parseHeaderArgument, testBody } from '../../../message/template.ts'
import { concat, CRLF, decode, isUtf8, latin1, LF } from '../../../protocol/bytes.ts'
import { exitCodes } from '../../exit-codes.ts'
import { collect } from '../../values.ts'
import { Complaint, Option, type Verb } from '../../verb.ts'
import { AttachOrder, type AttachOption } from './attach.ts'
import type { EnvelopeFlags } from './envelope.ts'
import { isText, Sources } from './source.ts'

export interface MessageFlags {
  readonly subject?: string
  readonly body?: string
  readonly header?: readonly string[]
  readonly addHeader?: readonly string[]
  readonly data?: string
  readonly rawData?: boolean
  readonly attach?: readonly AttachOption[]
  readonly attachBody?: readonly AttachOption[]
}

export interface GivenMail {
  readonly source: MessageSource
  /** Whether it can be sent again. */
  readonly isLasting: boolean
  readonly notes: readonly string[]
  /** It will not be needed any more. */
  readonly close: () => void
}

export function addMessageOptions(verb: Verb): Verb {
  const order = new AttachOrder()
  return verb
    .option('--subject <text>', 'subject of the message')
    .option('--body <text>', 'text of the message; @file for the text in a file, - for standard input')
    .addOption(
      new Option('--attach <text>', 'an attachment: text, @file or -; may be repeated').argParser(
        collect((text: string) => order.take('attachment', text)),
      ),
    )
    .addOption(
      new Option('--attach-body <text>', 'a form of the body, as text/plain or text/html: text, @file or -').argParser(
        collect((text: string) => order.take('body', text)),
      ),
    )
    .addOption(
      new Option('--attach-type <type>', 'MIME type of the attachments behind it').argParser((text) =>
        order.setType(text),
      ),
    )
    .addOption(
      new Option('--attach-name [name]', 'file name of the next attachment; none: without a name').argParser((text) =>
        order.setName(text),
      ),
    )
    .addOption(
      new Option(
        '--header <field>',
        'a header field, as "Subject: hi", in place of another of its name; also --h-Subject hi',
      ).argParser(collect(String)),
    )
    .addOption(new Option('--add-header <field>', 'a header field more').argParser(collect(String)))
    .option(
      '-d, --data <text>',
      'the whole message: text, @file or -; tokens as %FROM_ADDRESS% are replaced, and LF becomes CRLF',
    )
    .option('--raw-data', 'send --data octet by octet: no tokens, no line ends mended, nothing added')
    .hook('preAction', () => order.end())
}

/** The message that the options describe. @throws Complaint */
export async function readMail(flags: MessageFlags & EnvelopeFlags, version: string): Promise<GivenMail> {
  const sources = new Sources()
  const close = () => sources.close()
  if (flags.rawData) return { ...(await readRaw(flags, sources)), close }
  const { from, to = [], cc = [], data } = flags
  const parts = await readParts(flags, sources)
  const toAddresses = [...to, ...cc].flat().map(({ address }) => address)
  const common = { ...parts, headers: readHeaderEdits(flags), version, toAddresses }
  if (data === undefined) {
    const source = composedMessage({
      ...common,
      ...(from && from.address !== from.text && { from: from.text }),
      to: to.flat().map(({ text }) => text),
      cc: cc.flat().map(({ text }) => text),
    })
    return { source, isLasting: true, notes: sources.notes, close }
  }
  const given = await sources.read('--data', data)
  const notes = [...sources.notes]
  if (!isText(data) && hasBareLf(given))
    notes.push('LF at the end of lines becomes CRLF; --raw-data leaves it as it is')
  const hasParts = flags.body !== undefined || flags.attach || flags.attachBody
  if (hasParts && !latin1(given.head).includes('%BODY%'))
    notes.push('the message of --data has no %BODY%: the body and the attachments are left out')
  return { source: templateMessage(given, common), isLasting: given.isLasting, notes, close }
}

async function readRaw(flags: MessageFlags, sources: Sources): Promise<Omit<GivenMail, 'close'>> {
  const { data, body, attach, attachBody, header, addHeader, subject } = flags
  if (data === undefined) throw new Complaint('--raw-data is about --data, which is missing', exitCodes.usage)
  if ([body, attach, attachBody, header, addHeader, subject].some((each) => each !== undefined))
    throw new Complaint('--raw-data changes nothing: no body, attachment or header can be added', exitCodes.usage)
  const given = await sources.read('--data', data)
  return { source: rawMessage(given), isLasting: given.isLasting, notes: sources.notes }
}

type Parts = Pick<LetterParts, 'text' | 'html' | 'alternatives' | 'attachments'>

async function readParts({ body, attach = [], attachBody = [] }: MessageFlags, sources: Sources): Promise<Parts> {
  const forms: Alternative[] = []
  for (const { argument, type = 'text/plain' } of attachBody) {
    const octets = await sources.readWhole('--attach-body', argument)
    forms.push({ type, content: /^text\//i.test(type) ? textLines(octets) : octets })
  }
  if (body !== undefined)
    forms.unshift({ type: 'text/plain', content: textLines(await sources.readWhole('--body', body)) })
  const attachments: Attachment[] = []
  for (const { argument, type, name } of attach) {
    const content = await sources.readWhole('--attach', argument)
    const filename = name ?? (/^@(?!@)/.test(argument) ? basename(argument.slice(1)) : '')
    attachments.push({ content, filename: filename === '' ? null : filename, ...(type !== undefined && { type }) })
  }
  const text = forms.length === 0 ? testBody : takeForm(forms, 'text/plain')
  const html = takeForm(forms, 'text/html')
  return {
    ...(text !== undefined && { text }),
    ...(html !== undefined && { html: decode(html) }),
    alternatives: forms,
    attachments,
  }
}

/** Takes the first form of this plain type out of the list. */
function takeForm(forms: Alternative[], wanted: string): Uint8Array | undefined {
  const at = forms.findIndex(({ type, content }) => type.toLowerCase() === wanted && isUtf8(content))
  return at < 0 ? undefined : forms.splice(at, 1)[0]!.content
}

/** Text in any charset as lines, each ended by CRLF. */
function textLines(octets: Uint8Array): Uint8Array {
  const isUnfinished = octets.length > 0 && octets[octets.length - 1] !== LF
  return new LineMender().write(isUnfinished ? concat([octets, CRLF]) : octets)
}

function readHeaderEdits({ subject, header = [], addHeader = [] }: MessageFlags): HeaderEdits {
  const fields = header.flatMap(parseHeaderArgument)
  // A line without a name takes no other's place.
  const [named, nameless] = [fields.filter(({ name }) => name !== ''), fields.filter(({ name }) => name === '')]
  return {
    set: [...(subject === undefined ? [] : [{ name: 'Subject', value: subject }]), ...named],
    add: [...nameless, ...addHeader.flatMap(parseHeaderArgument)],
  }
}

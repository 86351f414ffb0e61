import { compose, type ComposeOptions } from '../../message/compose.ts'
import type { HeaderEdits } from '../../message/field.ts'
import { samplePdf } from '../../message/sample-pdf.ts'
import type { Profile } from './profiles.ts'

/** A message made for a test, and how to know it again. */
export interface TestMessage {
  readonly subject: string
  /** With its brackets; null where it has none. */
  readonly messageId: string | null
  /** Stands in the message, and in no other. */
  readonly token: string
  readonly content: Uint8Array
}

export interface MessageRequest {
  readonly profile: Profile
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string | null
  /** This host. */
  readonly host: string
  readonly date: Date
  /** Gives a different short word each time. */
  readonly id: () => string
}

const SCAN_OCTETS = 2 * 1024 * 1024

/** The messages of a test, as the profile writes them. */
export async function composeMessages(request: MessageRequest): Promise<TestMessage[]> {
  const messages: TestMessage[] = []
  for (let nth = 1; nth <= request.profile.messages; nth++) messages.push(await composeOne(request, nth))
  return messages
}

async function composeOne(request: MessageRequest, nth: number): Promise<TestMessage> {
  const { profile, from, to, host, date, id } = request
  const token = id()
  const subject = (request.subject ?? `Parley test ${token}`) + (profile.messages > 1 ? ` (${nth})` : '')
  const messageId = profile.content === 'bare' ? null : `<${token}@${host}>`
  const content = await compose({
    from: from === '' ? `postmaster@${host}` : from,
    to,
    subject,
    text: bodyText(profile, token),
    date,
    host,
    id,
    ...(messageId !== null && { messageId }),
    ...styleOf(profile, from),
  })
  return { subject, messageId, token, content }
}

function bodyText({ title }: Profile, token: string): string {
  return `This is a test message, sent with Parley in the manner of ${title}.
Nothing needs to be done about it.

Test ${token}
`
}

/** What sets the kinds of message apart. */
function styleOf({ content }: Profile, from: string): Partial<ComposeOptions> {
  switch (content) {
    case 'plain':
      return {}
    case 'mail program':
      return { mailer: 'Parley' }
    case 'bare':
      return { headers: { set: [{ name: 'Message-ID', value: null }] } }
    case 'scan':
      return {
        attachments: [{ filename: 'scan.pdf', type: 'application/pdf', content: samplePdf(SCAN_OCTETS) }],
      }
    case 'list post':
      return { headers: listHeaders(from) }
  }
}

/** `staff-bounces@example.org` receives the bounces of the list `staff@example.org`. */
// RFC 2369, RFC 2919
function listHeaders(bounceAddress: string): HeaderEdits {
  const address = bounceAddress.replace(/-(?:bounces?|owner|request|return)(?=@|$)/i, '')
  const [name, domain = 'localhost'] = address.split('@')
  return {
    set: [{ name: 'To', value: address }],
    add: [
      { name: 'Sender', value: bounceAddress },
      { name: 'List-Id', value: `<${name}.${domain}>` },
      { name: 'List-Post', value: `<mailto:${address}>` },
      { name: 'List-Unsubscribe', value: `<mailto:${name}-request@${domain}?subject=unsubscribe>` },
      // QUIRK: no RFC defines it, but programs that answer by themselves keep silent where they see it.
      { name: 'Precedence', value: 'list' },
    ],
  }
}

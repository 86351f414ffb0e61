import type { Explanation } from './facts.ts'
import { codeText, type JudgedTurn } from './judged.ts'
import type { ExplainedRecipient } from './recipients.ts'
import type { Ending } from './silence.ts'
import type { Step } from './steps.ts'
import type { Trouble } from './trouble.ts'

/** What a summary is made of. */
export interface Summarized {
  readonly turns: readonly JudgedTurn[]
  readonly steps: readonly Step[]
  readonly recipients: readonly ExplainedRecipient[]
  readonly trouble: Trouble | null
  readonly troubles: readonly Trouble[]
  /** Why it is not believed. */
  readonly certificate: Explanation | null
  readonly ending: Ending
}

/** Troubles that are named; more are counted. */
const NAMED = 4

/** The conversation in a few sentences: the first trouble in full, the others and what was done without in short. */
export function summarize(whole: Summarized): string {
  const { steps, recipients, trouble, troubles } = whole
  const beside = asides(whole).map((text) => ` ${text}`)
  if (!trouble) return [`All went well${achievement(steps, recipients)}`, ...beside].join('')
  const others = troubles.filter((each) => each !== trouble)
  const further = others.slice(0, NAMED - 1).map((each) => ` ${describeFurther(each, trouble)}`)
  const more = others.length - further.length
  return [
    trouble.sentence,
    ...(trouble.count > 1 ? [` The same was answered ${times(trouble.count - 1)} more.`] : []),
    ...further,
    ...(more > 0 ? [` ${more === 1 ? 'One more thing' : `${more} more things`} went wrong.`] : []),
    // Beside the way: it kept nothing from working.
    ...(troubles.every(({ step }) => step === null) && trouble.explanation.code !== 421
      ? [` Otherwise all went well${achievement(steps, recipients)}`]
      : []),
    ...gotThrough(recipients),
    ...beside,
  ].join('')
}

/** Who got the message, where others did not. */
function gotThrough(recipients: readonly ExplainedRecipient[]): string[] {
  const reached = recipients.filter(({ outcome, decidedBy }) => decidedBy === 'message' && outcome === 'yes')
  if (reached.length === 0 || reached.length === recipients.length) return []
  const whom =
    reached.length > NAMED ? `${reached.length} recipients` : reached.map(({ address }) => address).join(', ')
  return [` The server accepted the message for ${whom}.`]
}

function describeFurther(each: Trouble, main: Trouble): string {
  const isBefore = each.turn !== null && main.turn !== null && each.turn < main.turn
  const headline = /^The /.test(each.headline) ? `the ${each.headline.slice(4)}` : each.headline
  const again = each.count > 1 ? ` (and the same ${times(each.count - 1)} more)` : ''
  return `${isBefore ? 'Before that' : 'Then'} ${headline}${again}.`
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

/** What did not work and was done without: a certificate that nobody should believe, a mail in clear, no login. */
function asides({ turns, certificate, ending }: Summarized): string[] {
  const hasMail = (from: number) =>
    turns.slice(from).some(({ step, outcome }) => step === 'sender' && outcome === 'yes')
  const without = turns.filter(({ turn: { occasion, reply }, outcome, index }) => {
    const isLogin = occasion === 'AUTH' || occasion === 'auth-response'
    if ((!isLogin && occasion !== 'STARTTLS') || outcome === 'yes' || !reply || !hasMail(index)) return false
    const again = turns
      .slice(index + 1)
      .filter(({ turn }) => isLogin && /^(?:AUTH|auth-response)$/.test(turn.occasion ?? ''))
    return !again.some(({ turn }) => turn.reply?.code === 235) && !again.some((each) => each.outcome !== 'yes')
  })
  const told = without.map(({ turn, label, explanation }) => {
    const how = turn.occasion === 'STARTTLS' ? 'in clear' : 'without a login'
    return `${label.charAt(0).toUpperCase()}${label.slice(1)} got the answer ${codeText(turn.reply)} (${explanation.title}), and it went on ${how}.`
  })
  const isDoubted = certificate !== null && ending.failure?.phase !== 'tls'
  return [...told, ...(isDoubted ? [`The certificate is not to be believed: ${certificate.title}.`] : [])]
}

/** How far it came, after "all went well". */
function achievement(steps: readonly Step[], recipients: readonly ExplainedRecipient[]): string {
  const reached = steps.findLast(({ name, outcome }) => outcome === 'yes' && name !== 'quit')
  const whom = recipients.length > 1 ? `all ${recipients.length} recipients` : 'the recipient'
  switch (reached?.name) {
    case 'message':
      return `: the server accepted the message for ${whom}.`
    case 'recipient':
      return ` as far as it went: the server accepts ${whom}. No message was sent.`
    case 'sender':
      return ' as far as it went: the server accepts the sender. No recipient was named.'
    case 'handshake':
      return ' as far as it went: the server accepts the hello. No message was begun.'
    case 'connect':
      return ' as far as it went: the server answers and is ready.'
    default:
      return ': there is no conversation here.'
  }
}

import type { Occasion } from '../../protocol/transitions.ts'
import type { StepName } from '../../explain/judged.ts'
import type { Turn } from '../../transcript/dialogue.ts'
import type { Case } from './case.ts'
import { isStoppedByLogin } from './login-trouble.ts'
import { mainTroubleOf } from './main-trouble.ts'
import type { Phase, TestResult } from './result.ts'

/** Where the conversation stopped going well. */
export function phaseOf(held: Case, verdict: TestResult['verdict']): Phase | null {
  if (verdict === 'pass') return null
  if (held.facts.arrival?.arrived === false) return 'arrival'
  const trouble = mainTroubleOf(held, verdict)
  if (!trouble) return null
  return trouble.turn ? phaseOfTurn(trouble.turn, held) : phaseWithoutTurn(trouble.step, held)
}

function phaseOfTurn({ occasion }: Turn, held: Case): Phase {
  switch (occasion) {
    case 'EHLO':
    case 'HELO':
    case 'LHLO':
      return held.dialogue.turns.some(({ occasion }) => occasion === 'STARTTLS') ? 'hello after tls' : 'hello'
    case 'RCPT':
      return wentToOthers(held) ? 'some recipients' : 'recipients'
    case 'end-of-data':
    case 'BDAT LAST':
      return held.transcript.protocol === 'lmtp' && wasAnyServed(held) ? 'some recipients' : 'message'
    case null:
      return 'hello'
    default:
      return phases[occasion] ?? 'hello'
  }
}

const phases: Readonly<Partial<Record<Occasion, Phase>>> = {
  greeting: 'greeting',
  STARTTLS: 'tls',
  AUTH: 'auth',
  'auth-response': 'auth',
  MAIL: 'sender',
  DATA: 'data',
  BDAT: 'data',
  QUIT: 'quit',
}

/** The connection did not come about, or ended between two commands. */
function phaseWithoutTurn(step: StepName | null, { dialogue, transcript, facts }: Case): Phase {
  if (facts.isTlsPort || dialogue.failure?.phase === 'tls') return 'tls'
  switch (step) {
    case 'connect':
      return transcript.events.some(({ kind }) => kind === 'open') ? 'greeting' : 'connect'
    // A hello that was answered, and no TLS or no login.
    case 'handshake':
      return isStoppedByLogin(facts) ? 'auth' : 'tls'
    case 'message':
      return 'message'
    default:
      return 'quit'
  }
}

/** Whether there are recipients who were accepted, and got the message if there was one. */
function wentToOthers({ explanation: { steps, annotations }, facts }: Case): boolean {
  if (facts.send) return steps.some(({ name, outcome }) => name === 'message' && outcome === 'yes')
  return annotations.some(({ step, outcome }) => step === 'recipient' && outcome === 'yes')
}

function wasAnyServed({ explanation }: Case): boolean {
  return explanation.recipients.some(({ outcome }) => outcome === 'yes')
}

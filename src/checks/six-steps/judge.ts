import type { Annotation } from '../../explain/annotate.ts'
import { explainTranscript } from '../../explain/dialogue.ts'
import type { StepName } from '../../explain/judged.ts'
import type { Step } from '../../explain/steps.ts'
import { readDialogue, type Dialogue } from '../../transcript/dialogue.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import { receiversOf, type Case, type TestFacts } from './case.ts'
import { conclude } from './conclude.ts'
import { readFindings } from './findings.ts'
import { isStoppedByLogin, withLoginTrouble } from './login-trouble.ts'
import { phaseOf } from './phase.ts'
import type { TestResult, TestStep } from './result.ts'
import { lacksTls, withMissingTls } from './tls-demand.ts'
import { withTlsPort } from './tls-port.ts'
import { readTimes } from './times.ts'

/** The verdict on the six steps, from the record of the conversation alone. */
export function judgeSixSteps(transcript: Transcript, facts: TestFacts): TestResult {
  const dialogue = readDialogue(transcript)
  const explanation = explainWith(facts, transcript, dialogue)
  const held: Case = { transcript, dialogue, explanation, facts }
  const steps = judgeSteps(held)
  const verdict = verdictOn(steps, facts)
  const { recipients, server, features } = explanation
  const wasSent = dialogue.messages.some(({ isComplete }) => isComplete)
  return {
    target: transcript.peer ?? '',
    isPractice: facts.isPractice,
    as: facts.as,
    verdict,
    phase: phaseOf(held, verdict),
    conclusion: conclude(held, verdict),
    steps,
    recipients,
    arrived: facts.arrival?.arrived ?? null,
    findings: readFindings(held),
    server,
    features,
    times: readTimes(transcript, dialogue),
    messages: wasSent ? facts.messages : [],
    transcript,
    identity: null,
    route: null,
    places: null,
  }
}

/** What the record says, and what the facts around it make of that. */
function explainWith(facts: TestFacts, transcript: Transcript, dialogue: Dialogue) {
  const { isTlsPort, requiresTls } = facts
  const said = explainTranscript(transcript)
  if (isStoppedByLogin(facts)) return withLoginTrouble(said, facts)
  if (isTlsPort) return withTlsPort(said, transcript.peer ?? '')
  return requiresTls && lacksTls(dialogue) ? withMissingTls(said) : said
}

function judgeSteps(held: Case): TestStep[] {
  let isStopped = false
  return held.explanation.steps.map((step) => {
    const judged = judgeStep(step, held)
    const sentence = step.outcome === 'skipped' ? whySkipped(step, isStopped, held.facts) : judged.sentence
    isStopped ||= judged.outcome === 'no' || judged.outcome === 'unknown'
    return { ...judged, sentence }
  })
}

/** A step in which anything was refused has failed, whatever else went well in it. */
function judgeStep(step: Step, held: Case): TestStep {
  const { name, ms } = step
  const worst = name === 'sender' || name === 'recipient' || name === 'message' ? worstOf(name, held) : null
  const { outcome, explanation } = worst ?? step
  const { code = null, enhanced = null } = explanation ?? {}
  return { name, outcome, code, enhanced, ms, sentence: worst?.sentence ?? sentenceOf(step, held), explanation }
}

function worstOf(name: StepName, { explanation: { annotations } }: Case): Annotation | null {
  const failed = annotations.filter(({ step, outcome }) => step === name && outcome !== 'yes')
  return failed.find(({ outcome }) => outcome === 'no') ?? failed[0] ?? null
}

function sentenceOf({ name, turn, explanation }: Step, held: Case): string {
  const { length } = receiversOf(held.dialogue)
  if (name === 'recipient' && length > 1) return `The client names ${length} recipients; the server accepts them all.`
  return turn === null ? (explanation?.meaning ?? '') : held.explanation.annotations[turn]!.sentence
}

function whySkipped({ name }: Step, isStopped: boolean, { send, loginOnly }: TestFacts): string {
  if (name === 'quit') return 'There was nobody left to say goodbye to.'
  if (isStopped) return 'It did not come to this.'
  if (loginOnly) return 'The test ends behind the login.'
  return name === 'message' && !send ? 'No mail was sent; --send sends one.' : 'It was left out.'
}

/** How the conversation ends decides only where the server objects to it. */
function verdictOn(steps: readonly TestStep[], { send, arrival, loginOnly }: TestFacts): TestResult['verdict'] {
  if (steps.some(({ outcome }) => outcome === 'no') || arrival?.arrived === false) return 'fail'
  const wanted = steps.filter(({ name }) =>
    loginOnly ? name === 'connect' || name === 'handshake' : name !== 'quit' && (name !== 'message' || send),
  )
  return wanted.every(({ outcome }) => outcome === 'yes') ? 'pass' : 'unknown'
}

import type { Explanation } from '../../explain/facts.ts'
import type { StepName } from '../../explain/judged.ts'
import type { KeywordExplanation } from '../../explain/keyword.ts'
import type { ExplainedRecipient } from '../../explain/recipients.ts'
import type { ServerGuess } from '../../explain/server.ts'
import type { Route } from '../../client/route.ts'
import type { TlsDetails } from '../../transcript/event.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import type { Finding } from '../finding.ts'
import type { ProfileName } from './profiles.ts'
import type { Times } from './times.ts'

/** What a test of the six steps came to. */
export interface TestResult {
  /** "mail.example.org:25" */
  readonly target: string
  /** Whether it is a practice server that was started for this test. */
  readonly isPractice: boolean
  readonly as: ProfileName
  /** 'unknown': could not tell. */
  readonly verdict: 'pass' | 'fail' | 'unknown'
  /** Where it stopped going well; null where it did not. */
  readonly phase: Phase | null
  /** What failed first, whose fault it is and what to do next; or what was reached. In sentences. */
  readonly conclusion: string
  /** All six, in their order. */
  readonly steps: readonly TestStep[]
  readonly recipients: readonly ExplainedRecipient[]
  /** Whether the message lies in the mailbox as it was sent; null where that cannot be seen from here. */
  readonly arrived: boolean | null
  readonly findings: readonly Finding[]
  /** What the server probably is. */
  readonly server: ServerGuess | null
  /** What it offered last. */
  readonly features: readonly KeywordExplanation[]
  readonly times: Times
  /** What was sent, and how to find it. */
  readonly messages: readonly SentTestMessage[]
  readonly transcript: Transcript
  /** How we look to a server that asks the DNS about us; null where nobody looked. */
  readonly identity: readonly Finding[] | null
  /** Where mail for the domain goes; null where a host was named. */
  readonly route: Route | null
  /**
   * Every address of every mail host, where all were tried; else null. The rest of the result is then about the one by
   * which the verdict was decided.
   */
  readonly places: readonly Place[] | null
}

/** One address of one mail host, with a test of its own. */
export interface Place {
  readonly host: string
  readonly preference: number | null
  readonly address: string
  /** False: this machine has no way to such addresses, and nothing follows from it. */
  readonly isWithinReach: boolean
  readonly tls: TlsDetails | null
  /** Why there is no TLS, in a clause; null where there is, or where nobody could know. */
  readonly tlsTrouble: string | null
  readonly test: TestResult
}

/** One of the six steps, with its verdict and what it means. `ms` is in milliseconds. */
export interface TestStep {
  readonly name: StepName
  /** 'unknown': could not tell. 421, greylisting, a time-out, a connection that closed. */
  readonly outcome: 'yes' | 'no' | 'unknown' | 'skipped'
  readonly code: number | null
  readonly enhanced: string | null
  readonly ms: number | null
  readonly sentence: string
  /** What decided it; null where the step was skipped. */
  readonly explanation: Explanation | null
}

export interface SentTestMessage {
  readonly subject: string
  /** With its brackets; null where it has none. */
  readonly messageId: string | null
  readonly octets: number
}

/** Finer than the steps, so that programs can tell what happened. */
export type Phase =
  | 'connect'
  | 'tls'
  | 'greeting'
  | 'hello'
  | 'hello after tls'
  | 'auth'
  | 'sender'
  | 'recipients'
  | 'some recipients'
  | 'data'
  | 'message'
  | 'quit'
  | 'arrival'

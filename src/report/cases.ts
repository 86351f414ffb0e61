/** What a test runner reports: suites of named cases. Scripts, checks and steps all come to this. */
export interface CaseSuite {
  readonly name: string
  /** ISO 8601; null: not known. */
  readonly started: string | null
  readonly cases: readonly CaseResult[]
}

export interface CaseResult {
  readonly name: string
  readonly outcome: 'ok' | 'failure' | 'skipped'
  /** How long it took, in milliseconds; null: not measured. */
  readonly ms: number | null
  /** One line: what went wrong, or why it was skipped. */
  readonly message: string | null
  /** All there is to say about it, on any number of lines. */
  readonly detail: string | null
}

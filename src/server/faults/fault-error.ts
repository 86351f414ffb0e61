/** What is no fault as it is written, in a sentence that says what should stand there. */
export class FaultError extends TypeError {
  override readonly name = 'FaultError'
}

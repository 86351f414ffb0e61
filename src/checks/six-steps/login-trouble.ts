import type { DialogueExplanation } from '../../explain/dialogue.ts'
import type { Topic } from '../../explain/facts.ts'
import type { TestFacts } from './case.ts'
import { withHandshakeTrouble } from './handshake-trouble.ts'

const noWay: Topic = {
  title: 'There is no way to log in',
  meaning: 'A login was all there was to do here, and it could not be tried.',
  cause: 'The server offers none of the ways to log in that there are a password or a token for.',
  fault: 'you',
  action: 'See whether it offers a login on another port, mostly 587 or 465, or behind STARTTLS.',
  retry: false,
}

const impostor: Topic = {
  title: 'The server is not to be trusted with a login',
  meaning: 'What the server said while we logged in cannot be believed, so nothing more was said to it.',
  cause: 'A server that does not know the password and pretends to, something in between, or a fault in its program.',
  fault: 'their server',
  action: 'Look at the certificate: is it the server that is meant? If so, tell its administrator.',
  retry: false,
}

/** Whether the login decides: it was all there was to do, or we broke it off. */
export function isStoppedByLogin({ loginTrouble, loginOnly = false }: TestFacts): boolean {
  return loginTrouble?.kind === 'protocol' || (loginOnly && loginTrouble?.kind === 'unsupported')
}

/** What it means that there was no login, where nothing that the server said tells it. */
export function withLoginTrouble(said: DialogueExplanation, { loginTrouble }: TestFacts): DialogueExplanation {
  const { kind, message } = loginTrouble!
  const why = message.replace(/^cannot log in: /, '')
  return withHandshakeTrouble(said, kind === 'protocol' ? impostor : noWay, 'RFC 4954 §4', why)
}

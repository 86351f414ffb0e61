import { explainCertificate } from '../../explain/certificate.ts'
import { handshakeNotes } from '../../explain/failure.ts'
import { explainMechanism } from '../../explain/mechanism.ts'
import type { Turn } from '../../transcript/dialogue.ts'
import type { Finding } from '../finding.ts'
import type { Case } from './case.ts'
import { makeFinding, sectionIn } from './make-finding.ts'
import { isLocal, isPrivate } from './privacy.ts'
import { profiles, type Profile } from './profiles.ts'

/** Who else could read the mail, and the password. */

export function readEncryption(held: Case): Finding[] {
  const { dialogue } = held
  const hello = dialogue.turns.findLast(({ occasion }) => occasion === 'EHLO')
  const isClear = dialogue.tls === null && hello !== undefined
  return [...readCertificate(held), ...(isClear ? readOffer(held, hello.event) : [])]
}

function readCertificate({ transcript, facts: { certDays } }: Case): Finding[] {
  const { events, started } = transcript
  const tls = events.findLast((event) => event.kind === 'tls')
  if (!tls) return []
  // The step shows the handshake beside it.
  const shown = handshakeNotes(tls)
  const now = started === null ? new Date() : new Date(started)
  return explainCertificate(tls, { now, ...(certDays !== undefined && { days: certDays }) }).map(
    ({ title, meaning, notes, action, references }) =>
      makeFinding({
        id: 'certificate',
        verdict: 'warn',
        title,
        detail: [meaning, ...notes.filter((note) => !shown.includes(note))].join(' '),
        remedy: action,
        ref: sectionIn(references),
        events: [events.indexOf(tls)],
      }),
  )
}

// RFC 3207 §4
function readOffer({ dialogue, transcript }: Case, event: number): Finding[] {
  const shared = { ref: 'RFC 3207 §4', events: [event] } as const
  const refusal = dialogue.turns.find(({ occasion, reply }) => occasion === 'STARTTLS' && reply && reply.code >= 400)
  if (refusal) return [starttlsRefused(refusal)]
  if (dialogue.capabilities.has('STARTTLS')) {
    const detail = 'The server offers STARTTLS. This test went on without it.'
    return [makeFinding({ id: 'starttls-offered', verdict: 'pass', title: 'Encryption on offer', detail, ...shared })]
  }
  if (isLocal(transcript.events)) return []
  return [
    makeFinding({
      id: 'starttls-missing',
      verdict: 'warn',
      title: 'No encryption',
      detail: 'The server does not offer STARTTLS, so everybody on the way can read the mail.',
      remedy: 'Its administrator should give it a certificate and switch TLS on.',
      ...shared,
    }),
  ]
}

// RFC 3207 §4.1
function starttlsRefused({ reply, event }: Turn): Finding {
  return makeFinding({
    id: 'starttls-refused',
    verdict: 'warn',
    title: 'Encryption refused',
    detail: `The server offers STARTTLS and answers it with ${reply!.code}, so everybody on the way can read the mail.`,
    remedy: 'Its administrator should see whether its certificate and its key can be read, and what the log says.',
    ref: 'RFC 3207 §4.1',
    events: [event],
  })
}

export function readLogin(held: Case): Finding[] {
  const { dialogue, facts } = held
  const auth = dialogue.turns.find(({ command }) => command?.verb === 'AUTH')
  if (auth) return [...readPassword(held), ...readSpared(held, auth.event)]
  const hello = dialogue.turns.findLast(({ occasion, reply }) => occasion === 'EHLO' && reply?.code === 250)
  if (!hello) return []
  const finding = facts.login ? notLoggedIn(held) : profiles[facts.as].needsLogin ? leftOut(held) : null
  return finding ? [makeFinding({ ...finding, id: 'not-logged-in', ref: 'RFC 4954 §4', events: [hello.event] })] : []
}

function notLoggedIn(held: Case) {
  return {
    verdict: 'warn',
    title: 'Not logged in',
    detail: whyNoLogin(held),
    remedy: 'See whether it offers a login on another port, mostly 587 or 465, or behind STARTTLS.',
  } as const
}

function leftOut({ facts }: Case) {
  return {
    verdict: 'unknown',
    title: 'The login was left out',
    detail: `${capital(profiles[facts.as].title)} logs in before it hands in mail, and nobody was named here. What the server says to who has logged in is not known.`,
    remedy: 'Name somebody: --user NAME, with the password in a file, in PARLEY_PASSWORD or in .netrc.',
  } as const
}

/** What was not tried, so that nothing counts as a guess. */
function readSpared({ facts: { loginTrouble } }: Case, event: number): Finding[] {
  if (loginTrouble?.kind !== 'rejected' || loginTrouble.reason === null) return []
  return [
    makeFinding({
      id: 'login-refused',
      verdict: 'unknown',
      title: 'The login was refused',
      detail: `What more there is to say: ${loginTrouble.reason}.`,
      remedy:
        'If the password is right, the server may have no keys for this way to log in: name another, as --auth PLAIN.',
      ref: 'RFC 4954 §6',
      events: [event],
    }),
  ]
}

// RFC 4954 §9
function readPassword({ dialogue, transcript }: Case): Finding[] {
  return dialogue.turns.flatMap(({ command, event }) => {
    if (command?.verb !== 'AUTH') return []
    const isReadable = explainMechanism(command.mechanism).withoutTls === 'readable'
    if (!isReadable || isPrivate(transcript.events.slice(0, event))) return []
    return makeFinding({
      id: 'password-readable',
      verdict: 'warn',
      title: 'Password in the clear',
      detail: `The password was sent with AUTH ${command.mechanism} without protection: anybody on the way can read it.`,
      remedy: 'Change the password, and log in over TLS only.',
      ref: 'RFC 4954 §9',
      events: [event],
    })
  })
}

function whyNoLogin({ dialogue, facts }: Case): string {
  const { mechanisms, title }: Profile = profiles[facts.as]
  const { namedMechanisms, loginTrouble } = facts
  const offered = dialogue.capabilities.mechanisms
  if (offered.length === 0) return 'The server offers no login here, so the name and the password were kept back.'
  const isOffered = (names: readonly string[]) => names.some((name) => offered.includes(name))
  if (namedMechanisms && !isOffered(namedMechanisms))
    return `The server offers AUTH ${offered.join(' ')}, and what was to be tried is ${namedMechanisms.join(', ')}.`
  if (!namedMechanisms && !isOffered(mechanisms))
    return `The server offers AUTH ${offered.join(' ')}, and ${title} knows ${mechanisms.join(', ')} only.`
  if (loginTrouble) return `${capital(loginTrouble.message)}.`
  return 'The password was kept back, for it could have been read on its way: there is no TLS, or none that can be trusted.'
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

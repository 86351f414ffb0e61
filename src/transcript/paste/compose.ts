import { encode, latin1 } from '../../protocol/bytes.ts'
import { Observer } from '../../protocol/observer.ts'
import type { TranscriptEvent } from '../event.ts'
import type { Transcript } from '../transcript.ts'
import type { Heard, Utterance } from './utterance.ts'

/** A transcript of what a paste tells. Nobody knows the times. What must have happened and is not shown is made good. */
export function composeTranscript({ peer, said }: Heard): Transcript {
  const isLmtp = said.some((each) => each.kind === 'line' && each.by === 'client' && /^LHLO\b/i.test(each.text))
  const composer = new Composer(isLmtp)
  if (lacksGreeting(said)) composer.greet()
  for (const utterance of said) composer.add(utterance)
  return { role: 'client', protocol: isLmtp ? 'lmtp' : 'smtp', started: null, peer, events: composer.events }
}

/** Some programs show only what follows the greeting: the first answer is then none that a server greets with. */
function lacksGreeting(said: readonly Utterance[]): boolean {
  const [first, ...others] = said.filter((each) => each.kind === 'line')
  const answer = others.find(({ by }) => by === 'server')
  return first?.by === 'client' && answer !== undefined && !/^(?:220|421|554)/.test(answer.text)
}

const sides = { client: 'us', server: 'peer', timeout: 'timeout' } as const

class Composer {
  readonly events: TranscriptEvent[] = []
  readonly #observer: Observer
  #hasData = false

  constructor(lmtp: boolean) {
    this.#observer = new Observer({ lmtp })
  }

  /** The greeting that there must have been. */
  greet(): void {
    this.#hearServer('220')
  }

  add(utterance: Utterance): void {
    switch (utterance.kind) {
      case 'line':
        if (this.#observer.state === 'tls') this.#secure('', '')
        if (utterance.by === 'server') this.#hearServer(utterance.text)
        else this.#hearClient(`${utterance.text}\r\n`)
        return
      case 'unseen':
        if (this.#observer.state === 'data') this.#endData(utterance.octets)
        return
      case 'open':
        this.events.push({ kind: 'open', at: 0, local: null, remote: utterance.remote })
        return
      case 'tls':
        return this.#secure(utterance.protocol, utterance.cipher)
      case 'fault':
        this.events.push({ at: 0, ...utterance })
        return
      case 'closed':
        this.events.push({ kind: 'closed', at: 0, by: sides[utterance.by] })
        return
    }
  }

  #hearServer(text: string): void {
    // An answer in the middle of mail data: the end of it was left out, or all of it.
    if (this.#observer.state === 'data' && this.#observer.due === null && !/^421\b/.test(text)) this.#endData(null)
    const bytes = encode(`${text}\r\n`)
    this.events.push({ kind: 'received', at: 0, bytes, secret: false })
    this.#observer.hearServer(bytes)
    this.#skim()
  }

  #hearClient(line: string): void {
    const bytes = encode(line)
    this.events.push({ kind: 'sent', at: 0, bytes, secret: false })
    this.#hasData = this.#observer.state === 'data'
    this.#observer.hearClient(bytes)
    this.#skim()
  }

  /** A credential is one in a paste, too. */
  #hide(secret: Uint8Array): void {
    const at = this.events.findLastIndex((event) => event.kind === 'sent')
    const event = this.events[at]
    if (event?.kind !== 'sent') return
    const from = latin1(event.bytes).lastIndexOf(latin1(secret))
    if (from < 0 || secret.length === 0) return
    const to = from + secret.length
    const pieces = [event.bytes.subarray(0, from), secret, event.bytes.subarray(to)]
    const cut = pieces.map((bytes, i) => ({ ...event, bytes, secret: i === 1 })).filter(({ bytes }) => bytes.length > 0)
    this.events.splice(at, 1, ...cut)
  }

  #endData(octets: number | null): void {
    if (!this.#hasData || octets !== null) {
      this.events.push({ kind: 'elided', at: 0, by: 'us', octets: octets ?? 0 })
      this.#observer.missClient(octets ?? 0)
    }
    this.#hearClient('.\r\n')
  }

  #secure(protocol: string, cipher: string): void {
    const details = { protocol, cipher, servername: null, alpn: null, distrust: null, certificate: null }
    this.events.push({ kind: 'tls', at: 0, ...details })
    this.#observer.handshake()
  }

  #skim(): void {
    for (let seen = this.#observer.next(); seen; seen = this.#observer.next()) {
      if (seen.kind !== 'client') continue
      if (seen.event.kind === 'command' && seen.event.secret) this.#hide(seen.event.secret)
      if (seen.event.kind === 'auth-response') this.#hide(seen.event.line)
    }
  }
}

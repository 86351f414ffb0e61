import type { AuthRequest } from '../client/auth.ts'
import { isMechanism } from '../client/mechanisms.ts'
import { explain } from '../explain/explain.ts'
import { readHeaders } from '../message/headers.ts'
import { parseAddresses } from '../message/words.ts'
import { concat, encode } from '../protocol/bytes.ts'
import { isKnownVerb } from '../protocol/command.ts'
import { unescapeBytes } from '../protocol/escapes.ts'
import type { State } from '../protocol/transitions.ts'
import { stateInWords } from './next.ts'
import { describeRefusal, logIn } from './log-in.ts'
import { bestMechanism } from './login.ts'
import { capabilities, explanation, lastExplained, status, timing, wholeExplained } from './reports.ts'
import { saveTalk } from './save.ts'
import type { Talk } from './talk.ts'

/** A command for Parley itself, at the local prompt. */
export interface LocalCommand {
  /** How it is written. */
  readonly form: string
  readonly meaning: string
  readonly run: (talk: Talk, argument: string) => void | Promise<void>
}

export const localCommands: Readonly<Record<string, LocalCommand>> = {
  status: {
    form: 'status',
    meaning: 'where the conversation stands',
    run: (talk) => talk.show('answer', ...status(talk.session)),
  },
  caps: {
    form: 'caps',
    meaning: 'what the server offers, in words',
    run: (talk) => talk.show('answer', ...capabilities(talk.session)),
  },
  starttls: {
    form: 'starttls',
    meaning: 'go on encrypted: STARTTLS and the handshake',
    run: (talk) => talk.say(encode('STARTTLS')),
  },
  auth: {
    form: 'auth [mechanism]',
    meaning: 'log in: asks for user and password, unless they were given',
    run: authenticate,
  },
  send: { form: 'send FILE', meaning: 'send the message in a file, dots doubled, and its end', run: sendFile },
  paste: { form: 'paste', meaning: 'the same with a text that you paste or type, until Ctrl-D', run: sendPasted },
  raw: { form: 'raw "OCTETS"', meaning: 'send just these octets: raw "NOOP\\r\\n", \\x00 …', run: sendRaw },
  now: {
    form: 'now',
    meaning: 'send lines that are held back without waiting for replies',
    run: (talk) => talk.sayNow(),
  },
  save: { form: 'save FILE.smtp', meaning: 'write the conversation so far to a file', run: save },
  explain: {
    form: 'explain [all|TEXT]',
    meaning: 'the last reply in full; the whole conversation; a code or a word',
    run: explainAnything,
  },
  timing: {
    form: 'timing',
    meaning: 'how long each reply took',
    run: (talk) => talk.show('answer', ...timing(talk.session.transcript)),
  },
  close: { form: 'close', meaning: 'hang up without QUIT', run: (talk) => talk.close() },
  quit: { form: 'quit', meaning: 'say QUIT and leave', run: (talk) => talk.quit() },
  help: { form: 'help', meaning: 'this list', run: (talk) => talk.show('answer', ...help()) },
}

/** Run a local command; the beginning of its name is enough where no other begins so. */
export async function runLocal(talk: Talk, text: string): Promise<void> {
  const [, word = '', argument = ''] = /^\s*(\S*)\s*(.*?)\s*$/s.exec(text)!
  if (word === '') return
  const name = word.toLowerCase() === '?' ? 'help' : word.toLowerCase()
  const fitting = Object.keys(localCommands).filter((each) => each.startsWith(name))
  const found = fitting.includes(name) ? name : fitting.length === 1 ? fitting[0]! : null
  if (found !== null) return localCommands[found]!.run(talk, argument)
  if (talk.isOver && isKnownVerb(word.toUpperCase())) return talk.show('warning', 'there is no connection any more')
  const guess = fitting.length > 1 ? `: ${fitting.join(' or ')}?` : '; "help" lists them'
  talk.show(
    'warning',
    `${fitting.length > 1 ? `"${word}" is short for several` : `there is no command "${word}"`}${guess}`,
  )
}

function help(): string[] {
  const width = Math.max(...Object.values(localCommands).map(({ form }) => form.length))
  return Object.values(localCommands).map(({ form, meaning }) => `${form.padEnd(width)}  ${meaning}`)
}

async function authenticate(talk: Talk, argument: string): Promise<void> {
  const named = argument.toUpperCase()
  if (talk.login && named === '') return logInAs(talk, talk.login)
  if (talk.login && isMechanism(named)) return logInAs(talk, { ...talk.login, mechanisms: [named] })
  const mechanism = named || bestMechanism(talk.session.capabilities.mechanisms)
  if (!talk.surroundings.isAttended) return talk.show('warning', 'nobody is here who could be asked for a password')
  if (mechanism === null) return talk.show('warning', 'the server offers no way to log in with a password')
  await talk.say(encode(`AUTH ${mechanism}`))
}

async function logInAs(talk: Talk, request: AuthRequest): Promise<void> {
  await talk.idle()
  const { state } = talk.session
  if (talk.isOver) return talk.show('warning', 'there is no connection any more')
  if (state !== 'ready') return talk.show('warning', `not now: ${stateInWords[state]}`)
  const refusal = await logIn(talk, request)
  if (refusal) talk.show('warning', describeRefusal(refusal))
}

async function sendFile(talk: Talk, path: string): Promise<void> {
  const { files } = talk.surroundings
  if (!files) return talk.show('warning', 'there are no files here; "paste" takes a text')
  if (path === '') return talk.show('warning', 'name the file: send message.eml')
  try {
    await deliver(talk, await files.read(path))
  } catch (error) {
    complain(talk, error)
  }
}

async function sendPasted(talk: Talk): Promise<void> {
  const text = await talk.surroundings.paste()
  if (text === null) return talk.show('warning', 'nothing was pasted')
  await deliver(talk, [text])
}

async function deliver(talk: Talk, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
  const { state } = talk.session
  if (state === 'recipient' || state === 'data') return talk.deliver(content)
  if (state !== 'ready' && state !== 'sender') return talk.show('warning', `not now: ${stateInWords[state]}`)
  const lines = await envelopeFor(content, state)
  talk.show('warning', 'the envelope comes first. It is not read from the message, but going by its header:')
  talk.show('answer', ...lines)
}

/** What would have to be said before the message. */
async function envelopeFor(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, state: State): Promise<string[]> {
  const { list } = readHeaders(await beginningOf(content))
  const addresses = (...names: string[]) =>
    list
      .filter(({ name }) => names.includes(name.toLowerCase()))
      .flatMap(({ value }) => parseAddresses(value))
      .map(({ address }) => address)
  const [sender = 'sender@domain'] = addresses('from')
  const recipients = [...new Set(addresses('to', 'cc'))]
  return [
    ...(state === 'sender' ? [] : [`MAIL FROM:<${sender}>`]),
    ...(recipients.length === 0 ? ['recipient@domain'] : recipients).map((address) => `RCPT TO:<${address}>`),
  ]
}

/** The beginning: as much as holds any header that matters. */
async function beginningOf(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of content) {
    pieces.push(piece)
    length += piece.length
    if (length >= 65_536) break
  }
  return concat(pieces)
}

async function sendRaw(talk: Talk, argument: string): Promise<void> {
  const text = /^"(.*)"$/s.exec(argument)?.[1] ?? argument
  if (text === '') return talk.show('warning', 'write the octets: raw "NOOP\\r\\n"')
  if (talk.isOver) return talk.show('warning', 'there is no connection any more')
  try {
    await talk.raw(unescapeBytes(text))
  } catch (error) {
    complain(talk, error)
  }
}

async function save(talk: Talk, path: string): Promise<void> {
  const { files, ask } = talk.surroundings
  if (!files) return talk.show('warning', 'there are no files here')
  if (path === '') return talk.show('warning', 'name the file: save conversation.smtp')
  try {
    if ((await files.exists(path)) && !/^y/i.test((await ask(`${path} exists; overwrite it? [y/N] `)) ?? '')) return
    await saveTalk(talk, files, path)
    talk.show('answer', `saved to ${path}; credentials are ${talk.keepsSecrets ? 'in it' : 'left out'}`)
  } catch (error) {
    complain(talk, error)
  }
}

async function explainAnything(talk: Talk, argument: string): Promise<void> {
  const { transcript } = talk.session
  if (argument === 'all') return talk.show('answer', ...wholeExplained(transcript))
  const found = argument === '' ? lastExplained(transcript) : await explain(argument)
  talk.show('answer', ...(found ? explanation(found) : ['nothing has been answered yet']))
}

/** What the system or a reader of notations has to say. */
function complain(talk: Talk, error: unknown): void {
  if (!(error instanceof RangeError) && !(error instanceof Error && 'code' in error)) throw error
  talk.show('warning', error.message)
}

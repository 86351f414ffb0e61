import type { Capabilities } from '../protocol/capabilities.ts'
import { decode } from '../protocol/bytes.ts'
import type {
  ClientItem,
  ClosedItem,
  EventItem,
  IfItem,
  Item,
  OctetsItem,
  OutcomeItem,
  ReplyItem,
  Script,
} from '../transcript/script.ts'
import { readDialogue } from '../transcript/dialogue.ts'
import { fillTemplate, type Variables } from '../transcript/template.ts'
import type { Speaker, Transcript } from '../transcript/transcript.ts'
import { resolveIncludes } from './include.ts'
import { isOffered } from './need.ts'
import type { PlayOptions } from './options.ts'
import { checkOutcomes } from './outcome.ts'
import type { PlayResult } from './result.ts'
import { failed, passed, Score, skipped, type StepResult } from './score.ts'
import { missingVariables } from './variables.ts'

/** A script that is being played, as both sides know it. */
export interface Performance {
  readonly script: Script
  readonly variables: Variables
  readonly exact: boolean
  readonly score: Score
}

/** One end of the conversation. Where `ms` is null the script says nothing about the time. */
export interface Side {
  readonly role: Speaker
  readonly capabilities: Capabilities
  readonly transcript: Transcript
  /** Begin. */
  open(): Promise<StepResult>
  /** Null: what became of it is told later. */
  clientSays(item: ClientItem, ms: number | null): Promise<StepResult | null>
  serverReplies(item: ReplyItem, ms: number | null): Promise<StepResult>
  serverSays(item: OctetsItem, ms: number | null): Promise<StepResult>
  /** The TLS handshake. */
  secure(): Promise<StepResult>
  close(item: ClosedItem, ms: number | null): Promise<StepResult>
  /** Mail data that a recording left out. */
  elide(item: EventItem, octets: number): Promise<void>
  /** Say, and hear, what is due before anything else happens. */
  settle(): Promise<StepResult>
  /** Let so many milliseconds pass. */
  wait(ms: number): Promise<void>
  /** The script is over: is the conversation, too? */
  finish(): Promise<StepResult>
  /** Close the connection, if it is ours to close. */
  leave(verdict: PlayResult['verdict']): Promise<void>
  /** What an error means, where it means anything. */
  explain(error: unknown): StepResult | null
}

/** Plays the items in their order, from whichever side. */
export class Player {
  readonly #options: PlayOptions
  readonly #score: Score
  readonly #outcomes: OutcomeItem[] = []
  #within: number | null = null

  constructor(options: PlayOptions) {
    this.#options = options
    this.#score = new Score(options.onStep)
  }

  async play(
    script: Script,
    given: Readonly<Record<string, string>>,
    seat: (performance: Performance) => Side,
  ): Promise<PlayResult> {
    const { readFile = noFiles, exact = false } = this.#options
    const whole = await resolveIncludes(script, readFile)
    const variables: Variables = new Map(Object.entries(given))
    const performance = { script: whole.ok ? whole.value : script, variables, exact, score: this.#score }
    const side = seat(performance)
    const { items } = performance.script
    const [first, last] = [items[0], items.at(-1)]
    if (!whole.ok) {
      const [{ file, line, expected }] = whole.errors as [(typeof whole.errors)[number]]
      this.#score.add({ ...nowhere, file, line }, failed(expected, 'none'))
    } else if (first && last && !this.#lacksVariables(performance, side.role)) {
      const opened = await this.#attempt(side, () => side.open())
      if (opened.verdict !== 'passed') {
        this.#score.add(first, opened)
        this.#score.passOver(items.slice(1), 'unreached')
      } else if (await this.#playAll(items, side, performance)) {
        const finished = await this.#attempt(side, () => side.finish())
        if (finished.verdict !== 'passed') this.#score.add(last, finished)
      }
    }
    await side.leave(this.#score.verdict)
    return this.#conclude(performance, side)
  }

  #lacksVariables({ script, variables, score }: Performance, role: Speaker): boolean {
    const [missing] = missingVariables(script, role, variables.keys())
    if (!missing) return false
    const { name, item } = missing
    const isAsked = name === 'to' && script.needs.some(({ kind }) => kind === 'recipient')
    score.add(item, isAsked ? skipped('no recipient is given') : failed(`a value for \${${name}}`, 'none'))
    return true
  }

  /** @returns whether everything went well */
  async #playAll(items: readonly Item[], side: Side, performance: Performance): Promise<boolean> {
    for (const [i, item] of items.entries()) {
      const result = await this.#attempt(side, () => this.#play(item, side, performance))
      if (result) this.#score.add(item, result)
      if (this.#score.verdict === 'passed') continue
      this.#score.passOver(items.slice(i + 1), 'unreached')
      return false
    }
    return true
  }

  /** A template without its value, a connection that broke: the script's trouble, not the program's. */
  async #attempt<T extends StepResult | null>(side: Side, action: () => Promise<T>): Promise<T | StepResult> {
    try {
      return await action()
    } catch (error) {
      if (error instanceof RangeError) return failed(error.message, 'none')
      const result = side.explain(error)
      if (result) return result
      throw error
    }
  }

  async #play(item: Item, side: Side, performance: Performance): Promise<StepResult | null> {
    const { variables } = performance
    switch (item.kind) {
      case 'client':
        return side.clientSays(item, this.#takeWithin())
      case 'reply':
        return side.serverReplies(item, this.#takeWithin())
      case 'octets':
        return side.serverSays(item, this.#takeWithin())
      case 'tls':
        return side.secure()
      case 'closed':
        return side.close(item, this.#takeWithin())
      case 'wait': {
        const result = await side.settle()
        if (result.verdict === 'passed') await side.wait(item.ms)
        return result
      }
      case 'within':
        this.#within = item.ms
        return passed()
      case 'set':
        if (!variables.has(item.name)) variables.set(item.name, decode(fillTemplate(item.value, variables)))
        return passed()
      case 'if':
        return this.#branch(item, side, performance)
      case 'event':
        if (item.event.kind === 'elided' && item.event.by === 'client') await side.elide(item, item.event.octets)
        return passed()
      case 'outcome':
        this.#outcomes.push(item)
        return null
      case 'include':
      case 'comment':
        return null
    }
  }

  async #branch(item: IfItem, side: Side, performance: Performance): Promise<null> {
    const holds =
      item.need.kind === 'recipient' ? performance.variables.has('to') : isOffered(item.need, side.capabilities)
    this.#score.add(item, passed())
    if (holds) await this.#playAll(item.items, side, performance)
    else this.#score.passOver(item.items, 'skipped')
    return null
  }

  #takeWithin(): number | null {
    const ms = this.#within
    this.#within = null
    return ms
  }

  #judge(transcript: Transcript, variables: Variables): void {
    const dialogue = readDialogue(transcript)
    for (const [item, check] of checkOutcomes(this.#outcomes, dialogue, variables))
      this.#score.add(item, check.isMet ? passed(check.got) : failed(check.expected, check.got))
  }

  #conclude({ script, variables }: Performance, side: Side): PlayResult {
    const { transcript } = side
    if (this.#score.verdict === 'passed') this.#judge(transcript, variables)
    const { verdict, reason, steps, mismatch } = this.#score
    return {
      script,
      role: side.role,
      verdict,
      ok: verdict !== 'failed',
      reason,
      steps,
      mismatch,
      variables: Object.fromEntries(variables),
      transcript,
    }
  }
}

const nowhere = { source: '', at: null, kind: 'comment', text: '' } as const

function noFiles(): Promise<string> {
  return Promise.reject(new Error('no files are read here'))
}

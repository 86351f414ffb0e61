import type { TalkLine } from './line.ts'

/** What the place where a conversation is held can do for it: a terminal, a page, a pipe. */
export interface Surroundings {
  /** Whether somebody is there who watches, can be asked, and decides for himself how long to wait. */
  readonly isAttended: boolean
  show(lines: readonly TalkLine[]): void
  /** Ask the person for a word; null where nobody can be asked, or nobody wants to answer. */
  readonly ask: (question: string, options?: { readonly hidden?: boolean }) => Promise<string | null>
  /** Take a text of many lines; null where nobody gives one. */
  paste(): Promise<Uint8Array | null>
  /** Null where there are none to be had. */
  readonly files: Files | null
  /** The conversation is over, and everything about it has been shown. */
  over(): void
}

export interface Files {
  /** @throws Error with the system's code, and a message for people */
  read(path: string): Promise<AsyncIterable<Uint8Array>>
  exists(path: string): Promise<boolean>
  /** @throws Error as `read` */
  write(path: string, text: string, options?: { /** For nobody else. */ readonly isPrivate?: boolean }): Promise<void>
  /** Names that begin so; those of folders end with "/". */
  complete(prefix: string): Promise<readonly string[]>
}

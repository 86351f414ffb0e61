import type { Verb } from './verb.ts'

/** All verbs, in the order of the help page. A verb's own file is loaded when it is named. */
export const verbs: Readonly<
  Record<string, { readonly summary: string; readonly load: () => Promise<{ readonly default: () => Verb }> }>
> = {
  test: {
    summary: 'hold the six steps of a mail with a server, and say what works',
    load: () => import('./verbs/test.ts'),
  },
  send: {
    summary: 'send a mail in one command: what swaks does, and more',
    load: () => import('./verbs/send.ts'),
  },
  talk: {
    summary: 'hold the conversation by hand: what telnet should have been',
    load: () => import('./verbs/talk.ts'),
  },
  run: {
    summary: 'play .smtp scripts as the client, and compare',
    load: () => import('./verbs/run.ts'),
  },
  serve: { summary: 'be the server: catch mail and show the conversation', load: () => import('./verbs/serve.ts') },
  mail: {
    summary: 'list, show, wait for and keep the mail of a running server',
    load: () => import('./verbs/mail.ts'),
  },
  explain: {
    summary: 'say what a code, a reply, a conversation or a bounce means',
    load: () => import('./verbs/explain.ts'),
  },
  'hash-password': {
    summary: 'make of a password what a server keeps in its place',
    load: () => import('./verbs/hash-password.ts'),
  },
  completion: { summary: 'print the completion script of a shell', load: () => import('./verbs/completion.ts') },
  manual: { summary: 'print the manual page', load: () => import('./verbs/manual.ts') },
}

import { Verb } from '../verb.ts'
import deleting from './mail/delete.ts'
import exporting from './mail/export.ts'
import importing from './mail/import.ts'
import list from './mail/list.ts'
import show from './mail/show.ts'
import wait from './mail/wait.ts'

export default function mail(): Verb {
  const verb = new Verb('mail')
    .description(
      'The mail of a running "parley serve", from the command line: what the page shows, for scripts and for people who are at a terminal anyway. ' +
        'It asks the API of the server, at --server. A search is what the page takes: words, and as from:bob subject:invoice is:unread has:attachment.',
    )
    .example('parley mail list', 'what has come, the newest first')
    .example('parley mail show last', 'the newest message')
    .example('parley mail wait to:bob --code', 'the code that bob is sent, as soon as it is there')
    .example('parley mail delete --all --yes', 'begin with nothing, as tests do')
    .example('parley mail export --to mails', 'every message as a file')
    .example('parley mail list --help', 'more about one of them')
  for (const part of [list(), show(), wait(), deleting(), exporting(), importing()]) verb.addCommand(part)
  return verb
}

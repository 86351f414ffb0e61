import { Verb } from '../../verb.ts'
import { addServerOptions, MailApi, type ServerFlags } from './server.ts'
import { addViewOptions, showMessage, type ViewFlags } from './view.ts'

export default function show(): Verb {
  const verb = new Verb('show', 'mail')
    .summary('one message')
    .description('Show one message: what a person reads first, and the text. Read by a person, it counts as read.')
    .argument('<id>', 'its id, or the beginning of it; "last" is the newest')
  return addServerOptions(addViewOptions(verb))
    .example('parley mail show last', 'the newest message')
    .example('parley mail show last --conversation', 'how it came')
    .example('parley mail show last --raw > mail.eml', 'a copy of it')
    .action(run)
}

async function run(name: string, flags: ServerFlags & ViewFlags): Promise<void> {
  const api = new MailApi(flags)
  await showMessage(api, await api.find(name), flags)
}

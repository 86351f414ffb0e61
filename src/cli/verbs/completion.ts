import { exitCodes } from '../exit-codes.ts'
import { completionScript, shells, type Shell } from '../completion.ts'
import { Complaint, terminal, Verb } from '../verb.ts'

export default function completion(): Verb {
  return new Verb('completion')
    .description(`Print a script that teaches a shell Parley's verbs and options. Shells: ${shells.join(', ')}.`)
    .argument('<shell>', `one of ${shells.join(', ')}`)
    .example('source <(parley completion bash)', 'for this bash; put the line into ~/.bashrc for every one')
    .example('parley completion zsh > "${fpath[1]}/_parley"', 'for zsh')
    .example('parley completion fish > ~/.config/fish/completions/parley.fish', 'for fish')
    .action(async (shell: string) => {
      if (!isShell(shell))
        throw new Complaint(`no completions for "${shell}": there are ${shells.join(', ')}`, exitCodes.usage)
      terminal.stdout.write(await completionScript(shell))
    })
}

function isShell(text: string): text is Shell {
  return (shells as readonly string[]).includes(text)
}

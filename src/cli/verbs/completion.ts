import { completionScript, shells, type Shell } from '../completion.ts'
import { Argument, terminal, Verb } from '../verb.ts'

export default function completion(): Verb {
  return new Verb('completion')
    .description("Print a script that teaches a shell Parley's verbs and options.")
    .addArgument(new Argument('<shell>', 'whose completions').choices(shells))
    .example('source <(parley completion bash)', 'for this bash; put the line into ~/.bashrc for every one')
    .example('parley completion zsh > "${fpath[1]}/_parley"', 'for zsh')
    .example('parley completion fish > ~/.config/fish/completions/parley.fish', 'for fish')
    .action(async (shell: Shell) => {
      terminal.stdout.write(await completionScript(shell))
    })
}

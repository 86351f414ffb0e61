import { declarations, type Declaration } from './declarations.ts'
import type { Option } from './verb.ts'

export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

/** The completion script of a shell, made from what the verbs declare. */
export async function completionScript(shell: Shell): Promise<string> {
  const all = await declarations()
  return { bash, zsh, fish }[shell](all)
}

function visible({ verb }: Declaration): readonly Option[] {
  return verb.options.filter(({ hidden }) => !hidden)
}

function flags(option: Option): string[] {
  return [option.long, option.short].filter((flag): flag is string => flag !== undefined)
}

function bash(all: readonly Declaration[]): string {
  const cases = all.map((each) => `    ${each.name}) words="${visible(each).flatMap(flags).join(' ')}" ;;`)
  const choices = all.flatMap((each) =>
    visible(each)
      .filter(({ argChoices }) => argChoices)
      .map(
        (option) =>
          `    ${each.name}:${option.long}) COMPREPLY=($(compgen -W "${option.argChoices!.join(' ')}" -- "$word")); return ;;`,
      ),
  )
  return `# Completions of parley for bash.
_parley() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" words
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W "${all.map(({ name }) => name).join(' ')} help" -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}:$before" in
${choices.join('\n')}
  esac
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    help) words="${all.map(({ name }) => name).join(' ')}" ;;
  esac
  if [[ $word == -* || \${COMP_WORDS[1]} == help ]]; then COMPREPLY=($(compgen -W "$words" -- "$word"))
  else COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -o filenames -F _parley parley
`
}

function zsh(all: readonly Declaration[]): string {
  const quote = (text: string) => text.replace(/'/g, "'\\''").replace(/[[\]:]/g, '\\$&')
  const verbs = all.map(({ name, summary }) => `    '${name}:${quote(summary)}'`)
  const cases = all.map((each) => {
    const specs = visible(each).flatMap((option) =>
      flags(option).map((flag) => {
        const value =
          !option.required && !option.optional
            ? ''
            : `:value:${option.argChoices ? `(${option.argChoices.join(' ')})` : '_files'}`
        return `      '${flag}[${quote(option.description)}]${value}'`
      }),
    )
    return `    ${each.name})\n      _arguments \\\n${[...specs, "      '*:argument:_files'"].join(' \\\n')}\n      ;;`
  })
  return `#compdef parley
# Completions of parley for zsh.
_parley() {
  local -a verbs=(
${verbs.join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe verb verbs
    return
  fi
  local verb=$words[2]
  shift words
  ((CURRENT--))
  case $verb in
${cases.join('\n')}
    help) _describe verb verbs ;;
  esac
}
_parley "$@"
`
}

function fish(all: readonly Declaration[]): string {
  const quote = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`
  const lines = all.flatMap((each) => [
    `complete -c parley -n __fish_use_subcommand -f -a ${each.name} -d ${quote(each.summary)}`,
    ...visible(each).map((option) => {
      const names = `${option.long ? ` -l ${option.long.slice(2)}` : ''}${option.short ? ` -s ${option.short.slice(1)}` : ''}`
      const value = option.argChoices ? ` -x -a ${quote(option.argChoices.join(' '))}` : option.required ? ' -r' : ''
      return `complete -c parley -n '__fish_seen_subcommand_from ${each.name}'${names}${value} -d ${quote(option.description)}`
    }),
  ])
  return `# Completions of parley for fish.\n${lines.join('\n')}\n`
}

import { declarations, partsOf, undivided, type Declaration } from './declarations.ts'
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

/** What may stand where no option does: one of some words, the name of a host, or that of a file. */
function operand({ verb }: Declaration): { readonly words: readonly string[] } | 'host' | 'file' {
  const [argument] = verb.registeredArguments
  if (argument?.argChoices) return { words: argument.argChoices }
  return argument && /host|target/.test(argument.name()) ? 'host' : 'file'
}

function bash(all: readonly Declaration[]): string {
  const doing = undivided(all)
  const divided = all.filter(isDivided)
  const parts = divided.map((each) => `    ${each.name}) parts="${partNames(each)}" ;;`)
  const cases = doing.map((each) => `    ${bashName(each)}) words="${visible(each).flatMap(flags).join(' ')}" ;;`)
  const operands = doing.map(
    (each) => `    ${bashName(each)}) COMPREPLY=($(compgen ${bashOperand(each)} -- "$word")) ;;`,
  )
  const choices = doing.flatMap((each) =>
    visible(each)
      .filter(({ argChoices }) => argChoices)
      .map(
        (option) =>
          `    ${bashName(each)}:${option.long}) COMPREPLY=($(compgen -W "${option.argChoices!.join(' ')}" -- "$word")); return ;;`,
      ),
  )
  return `# Completions of parley for bash.
_parley() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" verb="\${COMP_WORDS[1]}" words parts=
  local values="${[...new Set(doing.flatMap(visible).filter(takesValue).flatMap(flags))].join(' ')}"
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W "${all.map(({ name }) => name).join(' ')} help" -- "$word"))
    return
  fi
  case "$verb" in
${parts.join('\n')}
  esac
  if [[ -n $parts ]]; then
    if ((COMP_CWORD == 2)); then
      COMPREPLY=($(compgen -W "$parts --help" -- "$word"))
      return
    fi
    verb="$verb \${COMP_WORDS[2]}"
  fi
  case "$verb:$before" in
${choices.join('\n')}
  esac
  case "$verb" in
${cases.join('\n')}
    help) words="${all.map(({ name }) => name).join(' ')}" ;;
  esac
  if [[ $word == -* || $verb == help ]]; then COMPREPLY=($(compgen -W "$words" -- "$word"))
  elif [[ $before == -* && " $values " == *" $before "* ]]; then COMPREPLY=($(compgen -f -- "$word"))
  else
    case "$verb" in
${operands.join('\n')}
    esac
  fi
}
complete -o filenames -F _parley parley
`
}

function bashName({ name }: Declaration): string {
  return name.replaceAll(' ', '\\ ')
}

function isDivided({ verb }: Declaration): boolean {
  return verb.parts.length > 0
}

function partNames({ verb }: Declaration): string {
  return verb.parts.map((part) => part.name()).join(' ')
}

function bashOperand(each: Declaration): string {
  const kind = operand(each)
  if (typeof kind === 'object') return `-W "${kind.words.join(' ')}"`
  return kind === 'host' ? '-A hostname' : '-f'
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional
}

function zshOperand(each: Declaration): string {
  const kind = operand(each)
  if (typeof kind === 'object') return `'*:argument:(${kind.words.join(' ')})'`
  return kind === 'host' ? "'*:host:_hosts'" : "'*:file:_files'"
}

function zsh(all: readonly Declaration[]): string {
  const quote = (text: string) => text.replace(/'/g, "'\\''").replace(/[[\]:]/g, '\\$&')
  const verbs = all.map(({ name, summary }) => `    '${name}:${quote(summary)}'`)
  const described = (each: Declaration, indent: string) => {
    const specs = visible(each).flatMap((option) =>
      flags(option).map((flag) => {
        const value = !takesValue(option)
          ? ''
          : `:value:${option.argChoices ? `(${option.argChoices.join(' ')})` : '_files'}`
        return `${indent}  '${flag}[${quote(option.description)}]${value}'`
      }),
    )
    return `${indent}_arguments \\\n${[...specs, `${indent}  ${zshOperand(each)}`].join(' \\\n')}\n${indent};;`
  }
  const cases = all.map((each) => {
    if (!isDivided(each)) return `    ${each.name})\n${described(each, '      ')}`
    const parts = partsOf(each).map((part) => {
      return `        ${part.verb.name()})\n${described(part, '          ')}`
    })
    const offered = each.verb.parts.map((part) => `'${part.name()}:${quote(part.summary())}'`)
    return `    ${each.name})
      local -a parts=(${offered.join(' ')})
      if ((CURRENT == 2)); then
        _describe part parts
        return
      fi
      local part=$words[2]
      shift words
      ((CURRENT--))
      case $part in
${parts.join('\n')}
      esac
      ;;`
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
if [[ $funcstack[1] == _parley ]]; then _parley "$@"
else compdef _parley parley
fi
`
}

function fish(all: readonly Declaration[]): string {
  const quote = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`
  const lines = all.flatMap((each) => [
    `complete -c parley -n __fish_use_subcommand -f -a ${each.name} -d ${quote(each.summary)}`,
    ...(isDivided(each) ? fishParts(each, quote) : []),
    ...(isDivided(each) ? partsOf(each) : [each]).flatMap((doing) => fishVerb(doing, quote)),
  ])
  const names = all.map(({ name }) => name).join(' ')
  const help = [
    "complete -c parley -n __fish_use_subcommand -f -a help -d 'more about a verb'",
    `complete -c parley -n '__fish_seen_subcommand_from help' -f -a ${quote(names)}`,
  ]
  return `# Completions of parley for fish.\n${[...lines, ...help].join('\n')}\n`
}

type Quote = (text: string) => string

/** When a verb, or a part of one, is what is being written. */
function fishWhen({ name }: Declaration): string {
  return `'${name
    .split(' ')
    .map((word) => `__fish_seen_subcommand_from ${word}`)
    .join('; and ')}'`
}

function fishParts(each: Declaration, quote: Quote): string[] {
  const seen = `'__fish_seen_subcommand_from ${each.name}; and not __fish_seen_subcommand_from ${partNames(each)}'`
  return each.verb.parts.map((part) => `complete -c parley -n ${seen} -f -a ${part.name()} -d ${quote(part.summary())}`)
}

function fishVerb(each: Declaration, quote: Quote): string[] {
  const options = visible(each).map((option) => {
    const names = flags(option).map((flag) => (flag.startsWith('--') ? ` -l ${flag.slice(2)}` : ` -s ${flag.slice(1)}`))
    const value = option.argChoices ? ` -x -a ${quote(option.argChoices.join(' '))}` : option.required ? ' -r' : ''
    return `complete -c parley -n ${fishWhen(each)}${names.join('')}${value} -d ${quote(option.description)}`
  })
  return [...fishOperand(each), ...options]
}

function fishOperand(each: Declaration): string[] {
  const kind = operand(each)
  if (kind === 'file') return []
  const offered = kind === 'host' ? '(__fish_print_hostnames)' : kind.words.join(' ')
  return [`complete -c parley -n ${fishWhen(each)} -f -a '${offered}'`]
}

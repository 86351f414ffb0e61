import { declarations, partsOf, undivided, type Declaration } from './declarations.ts'
import { exitCodes, exitMeanings } from './exit-codes.ts'
import type { Option } from './verb.ts'

declare const PARLEY_VERSION: string

/** parley(1) in roff, made from what the verbs declare. */
export async function manualPage(): Promise<string> {
  const all = await declarations()
  return [
    `.TH PARLEY 1 "" "parley ${PARLEY_VERSION}"`,
    '.SH NAME',
    'parley \\- the SMTP conversation, by hand or by machine, from both ends',
    '.SH SYNOPSIS',
    ...undivided(all).flatMap(({ name, verb }) => ['.B parley', `.B ${name}`, `${roff(verb.usage())}`, '.br']),
    '.SH DESCRIPTION',
    roff(
      'Parley holds an SMTP conversation as the client, by hand, as one command or as a script; holds it as the server; ' +
        'explains what was said; and proves that the mail arrived. What it prints of a conversation is a script that it can play.',
    ),
    ...all.flatMap(describe),
    '.SH EXIT STATUS',
    'From 2 to 36 the numbers are those of swaks.',
    ...Object.entries(exitCodes).flatMap(([name, code]) => [
      '.TP',
      String(code),
      roff(exitMeanings[name as keyof typeof exitCodes]),
    ]),
    '.SH ENVIRONMENT',
    '.TP',
    'NO_COLOR, FORCE_COLOR',
    'Never, or always, use colour where \\-\\-color does not say.',
    '.TP',
    'PARLEY_PASSWORD',
    'The password to log in with, where no option gives one.',
    '.TP',
    'PARLEY_SERVER',
    'Where the server is that mail asks, where \\-\\-server does not say.',
    '.TP',
    'XDG_STATE_HOME',
    roff('Where talk keeps its history: parley/talk-history in it, by default in ~/.local/state.'),
    '.SH SEE ALSO',
    roff('telnet(1), swaks(1), openssl-s_client(1); RFC 5321'),
    '',
  ].join('\n')
}

function describe(declaration: Declaration): string[] {
  const { name, verb } = declaration
  return [`.SH ${name.toUpperCase()}`, ...describeVerb(verb), ...partsOf(declaration).flatMap(describePart)]
}

function describePart({ name, verb }: Declaration): string[] {
  return [`.SS ${name}`, ...describeVerb(verb)]
}

function describeVerb(verb: Declaration['verb']): string[] {
  return [
    roff(verb.description()),
    ...verb.options
      .filter(({ hidden }) => !hidden)
      .flatMap((option) => ['.TP', `.B ${roff(option.flags)}`, roff(describeOption(option))]),
    ...(verb.examples.length === 0 ? [] : ['.PP', 'Examples:']),
    ...verb.examples.flatMap(({ command, meaning }) => ['.TP', `.B ${roff(command)}`, roff(meaning)]),
  ]
}

function describeOption({ description, argChoices, defaultValue, defaultValueDescription }: Option): string {
  const choices = argChoices ? `: ${argChoices.join(', ')}` : ''
  const standard =
    defaultValueDescription ?? (defaultValue === undefined || defaultValue === false ? undefined : String(defaultValue))
  return `${description}${choices}${standard === undefined ? '' : ` (default: ${standard})`}`
}

/** Text with what roff would take for its own made harmless. */
function roff(text: string): string {
  return text
    .replace(/\\/g, '\\e')
    .replace(/-/g, '\\-')
    .replace(/^([.'])/gm, '\\&$1')
}

import { exitCodes } from '../../exit-codes.ts'
import { Complaint, type Verb } from '../../verb.ts'

/**
 * The command line as swaks reads it, made fit for a parser that is stricter: one dash or two before any name, short
 * names of several letters, `--h-Subject value`, and values that may be left out without eating the host behind them.
 */
export function readSwaksArguments(verb: Verb, argv: readonly string[]): string[] {
  const out: string[] = []
  const rest = [...argv]
  const mistakable: { readonly option: number; readonly word: number }[] = []
  while (rest.length > 0) {
    const argument = rest.shift()!
    const [, name, inline] = /^--?([A-Za-z0-9][\w-]*:?)(?:=(.*))?$/s.exec(argument) ?? []
    if (name === undefined) {
      out.push(argument)
      if (argument === '--') out.push(...rest.splice(0))
    } else {
      const option = readOption(verb, name, inline, rest) ?? [argument]
      if (hasLeftOutValue(option[0] ?? '') && rest.length > 0 && !rest[0]!.startsWith('-'))
        mistakable.push({ option: out.length, word: out.length + 1 })
      out.push(...option)
    }
  }
  return withMistaken(out, mistakable)
}

/** There is one host only. Where there seem to be several, a word behind an option is meant as its value, if a wrong one. */
function withMistaken(
  argv: readonly string[],
  mistakable: readonly { readonly option: number; readonly word: number }[],
): string[] {
  const out: (string | null)[] = [...argv]
  let hosts = argv.filter((argument) => !argument.startsWith('-')).length
  for (const { option, word } of mistakable) {
    if (hosts-- < 2) break
    out[option] = `${argv[option]}${argv[word]}`
    out[word] = null
  }
  return out.filter((argument) => argument !== null)
}

/** Null for what is no option at all. */
function readOption(verb: Verb, given: string, inline: string | undefined, rest: string[]): string[] | null {
  const value = () => inline ?? rest.shift()
  const [, field] = /^(?:h|header)-(.+?):?$/.exec(given) ?? []
  if (field !== undefined) return [`--header=${field}: ${value() ?? ''}`]
  // swaks' -h is the name for HELO. Alone it asks for help, as everywhere.
  if (given === 'h' && inline === undefined && /^(?:-|$)/.test(rest[0] ?? '')) return ['--help']
  if (given === 'g') return ['--data=-']
  const name = aliases[given] ?? given
  if (ignored.has(name)) return []
  if (Object.hasOwn(absent, name))
    throw new Complaint(`--${name} of swaks is not there: ${absent[name]}`, exitCodes.usage)
  const option = verb.options.find(({ long }) => long === `--${name}`)
  if (option?.required) {
    const isMissing = inline === undefined && (rest.length === 0 || isOption(verb, rest[0]!))
    if (isMissing) throw new Complaint(`${option.flags} lacks its value`, exitCodes.usage)
    return [`--${name}=${value()}`]
  }
  if (option?.optional) {
    const isValue = inline === undefined && optionalValues[name]?.test(rest[0] ?? '')
    return [`--${name}=${inline ?? (isValue ? rest.shift() : '')}`]
  }
  if (!option && name !== 'help') return null
  return [inline === undefined ? `--${name}` : `--${name}=${inline}`]
}

/** Whether this is one of our options in full: hardly meant as the value of another. */
function isOption(verb: Verb, text: string): boolean {
  return verb.options.some(({ long }) => long === text.replace(/=.*/s, ''))
}

function hasLeftOutValue(option: string): boolean {
  return option.endsWith('=') && Object.hasOwn(optionalValues, option.slice(2, -1))
}

/** What a value must look like to be one, where there need not be any. */
const optionalValues: Readonly<Record<string, RegExp>> = {
  auth: /^[A-Z0-9-]+(?:,[A-Z0-9-]+)*$/,
  'auth-optional': /^[A-Z0-9-]+(?:,[A-Z0-9-]+)*$/,
  'auth-optional-strict': /^[A-Z0-9-]+(?:,[A-Z0-9-]+)*$/,
  'attach-name': /^[^-]/,
  bdat: /^\d+[kmg]?i?b?$/i,
  'show-time-lapse': /^i$/,
  silent: /^[123]$/,
  tls: /^(?:require|auto|never|implicit)$/,
  'tls-get-peer-chain': /^[^-].*\.\w+$/,
}

/** swaks' other names, and some of Parley's own. */
const aliases: Readonly<Record<string, string>> = {
  '4': 'ipv4',
  '6': 'ipv6',
  S: 'silent',
  a: 'auth',
  ah: 'add-header',
  ahp: 'auth-hide-password',
  ao: 'auth-optional',
  aos: 'auth-optional-strict',
  ap: 'auth-password',
  apt: 'auth-plaintext',
  au: 'auth-user',
  ae: 'auth-extra',
  am: 'auth-map',
  d: 'data',
  da: 'drop-after',
  dab: 'dump-as-body',
  dabsp: 'dump-as-body',
  das: 'drop-after-send',
  ehlo: 'helo',
  f: 'from',
  h: 'helo',
  ha: 'hide-all',
  hi: 'hide-informational',
  hr: 'hide-receive',
  hs: 'hide-send',
  lhlo: 'helo',
  li: 'local-interface',
  lp: 'local-port',
  lport: 'local-port',
  n: 'suppress-data',
  ndf: 'raw-data',
  nih: 'no-info-hints',
  'no-data-fixup': 'raw-data',
  nrh: 'no-receive-hints',
  nsf: 'no-strip-from',
  nsh: 'no-send-hints',
  nth: 'no-hints',
  output: 'output-file',
  p: 'port',
  password: 'auth-password',
  pp: 'protect-prompt',
  q: 'quit-after',
  quit: 'quit-after',
  raw: 'show-raw-text',
  s: 'server',
  stl: 'show-time-lapse',
  t: 'to',
  tlsc: 'tls-on-connect',
  tlso: 'tls-optional',
  tlsos: 'tls-optional-strict',
  tlsp: 'tls-protocol',
  token: 'auth-token',
  user: 'auth-user',
}

/** What is so anyway. */
const ignored: ReadonlySet<string> = new Set(['auth-hide-password', 'protect-prompt'])

/** Options of swaks that Parley does not have, and what to do instead. */
export const absent: Readonly<Record<string, string>> = {
  'xclient-before-starttls': 'XCLIENT comes after STARTTLS, so that nobody on the way can say it',
  'tls-get-peer-cert': 'use --tls-get-peer-chain, which begins with it',
  'tls-chain': 'put the chain into the file of --tls-cert, behind the certificate',
  prdr: 'it is no standard, and few servers have it',
  'auth-extra': 'it is for DIGEST-MD5 and NTLM, and Parley logs in by neither',
  'auth-map': 'name the mechanism itself with --auth',
  'auth-plaintext': 'credentials are never shown; --save with --keep-secrets writes them into a file',
  'dump-as-body': 'use --body',
  'dump-as-body-shows-password': 'use --body',
  'no-strip-from': 'use --raw-data, which changes nothing',
  'show-raw-text': 'use --save, which keeps every octet',
  support: 'there is nothing that could be missing',
  config: 'there is no configuration file',
  'force-getpwuid': 'use --from',
}

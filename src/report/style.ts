import { styleText } from 'node:util'

/** The colours of everything that is shown. Blue is what the client says, red what the server says. */
export interface Style {
  readonly hasColor: boolean
  readonly client: (text: string) => string
  readonly server: (text: string) => string
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly unsure: (text: string) => string
  readonly dim: (text: string) => string
  readonly bold: (text: string) => string
}

type Format = Parameters<typeof styleText>[0]

export function createStyle(hasColor: boolean): Style {
  // The stream is not asked: whether there is colour was decided before.
  const paint = (format: Format) => (text: string) =>
    hasColor && text !== '' ? styleText(format, text, { validateStream: false }) : text
  return {
    hasColor,
    client: paint('blueBright'),
    server: paint('redBright'),
    good: paint('green'),
    bad: paint(['red', 'bold']),
    unsure: paint('yellow'),
    dim: paint('dim'),
    bold: paint('bold'),
  }
}

export type ColorChoice = 'auto' | 'always' | 'never'

/** Whether to use colour: the flag decides, then NO_COLOR and FORCE_COLOR, then whether it is a terminal that can. */
export function wantsColor(choice: ColorChoice, env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (choice !== 'auto') return choice === 'always'
  if (env['NO_COLOR']) return false
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0'
  return isTerminal && env['TERM'] !== 'dumb'
}

import type { Need } from '../../../client/need.ts'
import type { XclientCommand, XclientRequest } from '../../../client/xclient.ts'
import { Option, type Verb } from '../../verb.ts'

export interface XclientFlags {
  readonly xclientNoVerify?: boolean
  readonly xclientOptional?: boolean
  readonly xclientOptionalStrict?: boolean
}

const attributes: Readonly<Record<string, string>> = {
  addr: 'its address',
  name: 'its host name',
  'reverse-name': 'its host name as its address has it',
  port: 'its port',
  proto: 'its protocol, SMTP or ESMTP',
  helo: 'its name in HELO',
  login: 'the name it has logged in with',
  destaddr: 'the address it has connected to',
  destport: 'the port it has connected to',
}

/** @returns the verb, and what was asked for in the order of the options, once they have been read */
export function addXclientOptions(verb: Verb): () => readonly XclientCommand[] {
  const order = new XclientOrder()
  for (const [name, meaning] of Object.entries(attributes)) {
    const attribute = name.toUpperCase().replaceAll('-', '_')
    verb.addOption(new Option(`--xclient-${name} <text>`, meaning).argParser((value) => order.add(attribute, value)))
  }
  verb
    .option('--xclient-delim', 'send what follows in a command of its own')
    .on('option:xclient-delim', () => order.cut())
    .addOption(
      new Option('--xclient <text>', 'a command with just this behind XCLIENT').argParser((text) =>
        order.addText(text),
      ),
    )
    .option('--xclient-no-verify', 'send also what the server does not name')
    .option('--xclient-optional', 'go on where XCLIENT is not offered or is refused')
    .option('--xclient-optional-strict', 'go on where XCLIENT is not offered')
  return () => order.commands
}

export function readXclient(commands: readonly XclientCommand[], flags: XclientFlags): XclientRequest | null {
  if (commands.length === 0) return null
  const need: Need = flags.xclientOptional ? 'optional' : flags.xclientOptionalStrict ? 'if-offered' : 'required'
  return { commands, need, isUnverified: flags.xclientNoVerify ?? false }
}

/** Attributes go into one command, until something stands between them. */
class XclientOrder {
  readonly commands: XclientCommand[] = []
  #open: (readonly [string, string])[] | null = null

  add(name: string, value: string): string {
    if (!this.#open) this.commands.push({ attributes: (this.#open = []) })
    this.#open.push([name, value])
    return value
  }

  addText(text: string): string {
    this.cut()
    this.commands.push({ text })
    return text
  }

  cut(): void {
    this.#open = null
  }
}

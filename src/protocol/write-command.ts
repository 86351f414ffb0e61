import { encode } from './bytes.ts'
import type { Command } from './command.ts'
import { writeParam, type Param } from './params.ts'
import { writePath } from './path.ts'

/** The command as a line of text, CRLF left out. `parseCommand` reads it back to the same value. */
export function formatCommand(command: Command): string {
  switch (command.verb) {
    case 'EHLO':
    case 'HELO':
    case 'LHLO':
      return `${command.verb} ${command.domain}`
    case 'MAIL':
      return `MAIL FROM:${writePath(command.reversePath)}${formatParams(command.params)}`
    case 'RCPT':
      return `RCPT TO:${writePath(command.forwardPath)}${formatParams(command.params)}`
    case 'BDAT':
      return `BDAT ${command.size}${command.last ? ' LAST' : ''}`
    case 'VRFY':
    case 'EXPN':
    case 'ETRN':
      return `${command.verb} ${command.argument}`
    case 'HELP':
    case 'NOOP':
      return command.argument === null ? command.verb : `${command.verb} ${command.argument}`
    case 'AUTH':
      return `AUTH ${command.mechanism}${command.initial === null ? '' : ` ${command.initial}`}`
    case 'XCLIENT':
      return `XCLIENT${command.attributes.map(([name, value]) => ` ${name}=${value}`).join('')}`
    case 'unknown':
      return new TextDecoder().decode(command.line)
    case 'DATA':
    case 'RSET':
    case 'QUIT':
    case 'STARTTLS':
      return command.verb
  }
}

/** The command's octets, CRLF included. */
export function writeCommand(command: Command): Uint8Array {
  if (command.verb !== 'unknown') return encode(`${formatCommand(command)}\r\n`)
  const line = new Uint8Array(command.line.length + 2)
  line.set(command.line)
  line.set([13, 10], command.line.length)
  return line
}

function formatParams(params: readonly Param[]): string {
  return params.map((param) => ` ${writeParam(param)}`).join('')
}

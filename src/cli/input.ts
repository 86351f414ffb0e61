import { concat } from '../protocol/bytes.ts'
import { terminal } from './verb.ts'

/** All of standard input. */
export async function readStdin(): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of terminal.stdin) pieces.push(piece as Buffer)
  return concat(pieces)
}

import { fitting, nothing, type Completion } from './complete.ts'
import { localCommands } from './local.ts'
import type { Standing } from './next.ts'
import type { Files } from './surroundings.ts'

/** How the beginning of a local command goes on. */
export async function completeLocal(
  line: string,
  { capabilities }: Pick<Standing, 'capabilities'>,
  files: Files | null,
): Promise<Completion> {
  const [, name, rest] = /^\s*(\S+)\s+(.*)$/s.exec(line) ?? []
  if (name === undefined || rest === undefined) return fitting(line.trimStart(), Object.keys(localCommands))
  switch (name) {
    case 'send':
    case 'save':
      return fitting(rest, (await files?.complete(rest)) ?? [])
    case 'auth':
      return fitting(rest, capabilities.mechanisms)
    case 'explain':
      return fitting(rest, ['all'])
    default:
      return nothing
  }
}

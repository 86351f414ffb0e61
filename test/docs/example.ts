import { readFileSync } from 'node:fs'
import * as library from '../../src/index.ts'

/**
 * Run an example of a page: its imports come from the library, `given` is what it takes for granted, or what stands in
 * for a part of the library. @returns the values of the names that are wanted
 */
export async function runExample(
  page: string,
  name: string,
  given: Readonly<Record<string, unknown>>,
  wanted: readonly string[],
): Promise<Record<string, unknown>> {
  const [, code] = new RegExp(`<!-- example: ${name} -->\n\`\`\`js\n([^]*?)\n\`\`\``).exec(readFileSync(page, 'utf8'))!
  const [, imports = '', body] = /^(?:import (\{[^}]*\}) from 'parley-smtp'\n)?([^]*)$/.exec(code!)!
  const names = imports.match(/\w+/g) ?? []
  const scope = { ...Object.fromEntries(names.map((each) => [each, library[each as keyof typeof library]])), ...given }
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the page's own code
  const example = new Function(
    ...Object.keys(scope),
    `return (async () => {\n${body}\nreturn { ${wanted.join(', ')} }\n})()`,
  ) as (...values: unknown[]) => Promise<Record<string, unknown>>
  return example(...Object.values(scope))
}

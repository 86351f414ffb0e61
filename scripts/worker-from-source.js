// Threads run JavaScript: where the program runs from its TypeScript, as under vitest, the file of a thread is made of
// its source here.
import { mkdirSync, renameSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const folder = fileURLToPath(new URL('../node_modules/.cache/parley/', import.meta.url))

/** @type {Promise<URL> | null} */
let built = null

/** @param {URL} source */
export function buildWorker(source) {
  return (built ??= make(source))
}

/** @param {URL} source */
async function make(source) {
  mkdirSync(folder, { recursive: true })
  const file = `${folder}worker-${process.pid}.mjs`
  const fresh = `${file}.${performance.now()}`
  await build({
    entryPoints: [fileURLToPath(source)],
    outfile: fresh,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    external: ['libsql'],
    banner: {
      js: "import { createRequire as _createRequire } from 'node:module';const require = _createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  })
  renameSync(fresh, file)
  return pathToFileURL(file)
}

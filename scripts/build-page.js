// Builds the page: one script and one style, and no request to anywhere else. By itself, into dist/web:
// node scripts/build-page.js
import { copyFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const source = fileURLToPath(new URL('../src/web/page', import.meta.url))

/** @returns what went into it */
export async function buildPage(folder) {
  const { metafile } = await build({
    entryPoints: [`${source}/page.tsx`, `${source}/page.css`],
    outdir: folder,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: ['chrome111', 'firefox115', 'safari16.4'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    legalComments: 'none', // gathered by build.js
    metafile: true,
    logLevel: 'warning',
  })
  for (const file of ['index.html', 'icon.svg']) copyFileSync(`${source}/${file}`, `${folder}/${file}`)
  return metafile
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildPage(fileURLToPath(new URL('../dist/web', import.meta.url)))
}

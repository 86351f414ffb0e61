// Builds the page: one script and one style, and no request to anywhere else. By itself, into dist/web:
// node scripts/build-page.js
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const source = fileURLToPath(new URL('../src/web/page', import.meta.url))

/** @returns what went into it */
export async function buildPage(folder) {
  const { metafile } = await build({
    entryPoints: [`${source}/page.tsx`, `${source}/page.css`],
    outdir: folder,
    // What has another content has another name: browsers keep it, compiled, and never ask for it again.
    entryNames: '[name]-[hash]',
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
  copyFileSync(`${source}/icon.svg`, `${folder}/icon.svg`)
  const names = Object.keys(metafile.outputs).map((path) => basename(path))
  const index = readFileSync(`${source}/index.html`, 'utf8')
  writeFileSync(
    `${folder}/index.html`,
    index.replace(/page\.(?:js|css)/g, (name) => names.find((each) => extname(each) === extname(name))),
  )
  return metafile
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildPage(fileURLToPath(new URL('../dist/web', import.meta.url)))
}

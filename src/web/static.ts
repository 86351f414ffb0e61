import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
}

/** A name with the content's hash in it: there will never be anything else behind it. */
const lasting = /-[0-9A-Z]{8}\.(?:js|css)$/

/** The files of the built page. Only those that lie there when they are first asked for: no path leads elsewhere. */
export class PageFiles {
  readonly #folder: string
  #names: Promise<ReadonlySet<string>> | null = null

  constructor(folder: string) {
    this.#folder = folder
  }

  /** @param name "index.html"; null where there is no such file */
  async get(name: string): Promise<Response | null> {
    const names = await (this.#names ??= list(this.#folder))
    const type = types[extname(name)]
    if (!names.has(name) || type === undefined) return null
    const bytes = await readFile(join(this.#folder, name))
    const cache = lasting.test(name) ? 'private, max-age=31536000, immutable' : 'no-cache'
    return new Response(bytes, { headers: { 'content-type': type, 'cache-control': cache } })
  }
}

async function list(folder: string): Promise<ReadonlySet<string>> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return new Set(entries.filter((entry) => entry.isFile()).map(({ name }) => name))
  } catch {
    return new Set()
  }
}

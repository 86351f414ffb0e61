import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Hono } from 'hono'
import { escapeHtml } from './escape-html.ts'

/** What is read of the description. */
interface Operation {
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly required?: boolean
    readonly description?: string
    readonly schema?: { readonly description?: string; readonly enum?: readonly string[]; readonly default?: unknown }
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: unknown }>> }
}

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>

const style = `body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
code,pre{font-family:ui-monospace,monospace}pre{overflow:auto;padding:.5rem;border:1px solid #8886}
summary{cursor:pointer;padding:.25rem 0}table{border-collapse:collapse}td,th{text-align:left;padding:.1rem 1rem .1rem 0;vertical-align:top}
`

/** A page to look through the API: drawn from its own description, without a script. */
export function addApiPage(app: Hono, api: OpenAPIHono, version: string): void {
  let drawn: string | null = null
  app.get('/api/', (context) => {
    const { paths } = api.getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'Parley', version } })
    return context.html((drawn ??= draw(paths as Paths)))
  })
  app.get('/api', (context) => context.redirect(`${context.req.path}/`))
  app.get('/api/style.css', (context) => context.body(style, 200, { 'content-type': 'text/css; charset=utf-8' }))
}

function draw(paths: Paths): string {
  const groups = new Map<string, string[]>()
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const [tag = 'Others'] = operation.tags ?? []
      groups.set(tag, [...(groups.get(tag) ?? []), drawRoute(method, path, operation)])
    }
  }
  const sections = [...groups].map(([tag, routes]) => `<h2>${escapeHtml(tag)}</h2>\n${routes.join('\n')}`)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Parley: the API</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="style.css"></head>
<body><h1>The API</h1>
<p>For programs: <a href="v2/openapi.json">openapi.json</a>. Under <code>v1/</code> is mailpit's API. Back to <a href="../">the page</a>.</p>
${sections.join('\n')}
</body></html>
`
}

function drawRoute(method: string, path: string, operation: Operation): string {
  const { summary = '', description = '', parameters = [], requestBody } = operation
  const rows = parameters.map(({ name, in: place, required, schema, description: what }) => {
    const words = [
      what ?? schema?.description,
      schema?.enum?.join(', '),
      place === 'path' || required ? 'needed' : null,
    ]
    return `<tr><td><code>${escapeHtml(name)}</code></td><td>${escapeHtml(words.filter(Boolean).join('; '))}</td></tr>`
  })
  const bodies = Object.values(requestBody?.content ?? {}).map(
    ({ schema }) => `<pre>${escapeHtml(JSON.stringify(schema, null, 2))}</pre>`,
  )
  const head = `<summary><code>${method.toUpperCase()} v2${escapeHtml(path)}</code> ${escapeHtml(summary)}</summary>`
  const table = rows.length > 0 ? `<table>${rows.join('')}</table>` : ''
  return `<details>${head}<p>${escapeHtml(description)}</p>${table}${bodies.join('')}</details>`
}

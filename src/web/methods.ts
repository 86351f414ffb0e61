import type { Hono } from 'hono'
import { TrieRouter } from 'hono/router/trie-router'
import { notFound, Problem, problemResponse } from './problem.ts'

/** What is answered where there is no route: that there is no such path, or what it can be asked for. */
export function answerElse(app: Hono): (request: { readonly method: string; readonly path: string }) => Response {
  const known = new TrieRouter<string>()
  for (const { method, path } of app.routes) if (method !== 'ALL') known.add('ALL', path, method)
  return ({ method, path }) => {
    const methods = new Set(known.match('ALL', path)[0].map(([each]) => each))
    if (methods.size === 0) return problemResponse(null, notFound('such path'))
    if (methods.has('GET')) methods.add('HEAD')
    const allow = [...methods, 'OPTIONS'].join(', ')
    if (method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow } })
    return problemResponse(null, new Problem(405, `This path is not for ${method}, but for ${allow}.`, { allow }))
  }
}

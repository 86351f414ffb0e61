import type { MiddlewareHandler } from 'hono'
import { checkHost } from './host-name.ts'
import { safeHeaders } from './headers.ts'
import type { WebLogin } from './login.ts'
import { checkContentType, checkOrigin, type HeaderOf } from './origin.ts'

export interface Guard {
  /** Names that requests may be for. */
  readonly names: readonly string[]
  readonly login: WebLogin | null
}

/** Paths that tell nothing but whether the server is there: asked by programs that cannot log in. */
const open = /\/(?:livez|readyz)$/

/** @throws Problem where the request is not to be answered */
export async function admit(
  { names, login }: Guard,
  request: { readonly path: string; readonly changes: boolean; readonly header: HeaderOf },
): Promise<void> {
  const { path, changes, header } = request
  checkHost(header('host'), names)
  if (changes) {
    checkOrigin(header)
    checkContentType(header)
  }
  if (login && !open.test(path)) await login.check(header('authorization'))
}

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Stands before every route. */
export function guarding(guard: Guard): MiddlewareHandler {
  return async (context, next) => {
    const { method, path } = context.req
    const header = (name: string) => context.req.header(name) ?? null
    await admit(guard, { path, changes: !safeMethods.has(method), header })
    await next()
  }
}

/** Sees to it that no answer, not even that to an error, goes out without the headers for browsers. */
export function withSafeHeaders(response: Response): Response {
  for (const [name, value] of Object.entries(safeHeaders)) {
    if (!response.headers.has(name)) response.headers.set(name, value)
  }
  return response
}

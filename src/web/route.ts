import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { describeIssues } from './issue.ts'
import { Problem } from './problem.ts'

type Shape = z.ZodObject
type Given<S extends z.ZodType | undefined> = S extends z.ZodType ? z.output<S> : undefined

/** One route: what it is for, what it takes, what it gives. The description of the API is made of the same. */
export interface RouteOptions<
  Params extends Shape | undefined,
  Query extends Shape | undefined,
  Body extends z.ZodType | undefined,
  Answer extends z.ZodType | undefined,
> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  readonly path: string
  readonly tag: string
  /** One sentence. */
  readonly summary: string
  readonly description?: string
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  /** In JSON. */
  readonly answer?: Answer
  /** Of what is no JSON: the media type. */
  readonly type?: string
  /** Statuses of the problems that it knows. */
  readonly problems?: readonly number[]
}

export interface Asked<Params, Query, Body> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly context: Context
}

const problemSchema = z
  .object({ type: z.string(), title: z.string(), status: z.number(), detail: z.string() })
  .openapi('Problem')

export function createApi(): OpenAPIHono {
  return new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw new Problem(400, describeIssues(result.target, result.error))
    },
  })
}

/** Add a route. The handler gives what is to be sent as JSON, or a whole response. */
export function addRoute<
  Answer extends z.ZodType | undefined = undefined,
  Params extends Shape | undefined = undefined,
  Query extends Shape | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(
  app: OpenAPIHono,
  options: RouteOptions<Params, Query, Body, Answer>,
  handle: (
    asked: Asked<Given<Params>, Given<Query>, Given<Body>>,
  ) => Promise<Given<Answer> | Response> | Given<Answer> | Response,
): void {
  const { method, path, tag, summary, description, params, query, body, answer, type, problems = [] } = options
  const route = createRoute({
    method,
    path,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    request: {
      ...(params && { params }),
      ...(query && { query }),
      ...(body && { body: { content: { 'application/json': { schema: body } }, required: true } }),
    },
    responses: {
      200: {
        description: summary,
        ...(answer
          ? { content: { 'application/json': { schema: answer } } }
          : type !== undefined
            ? { content: { [type]: { schema: z.string() } } }
            : {}),
      },
      ...Object.fromEntries(
        [400, ...problems].map((status) => [
          status,
          {
            description: 'A problem, in a sentence',
            content: { 'application/problem+json': { schema: problemSchema } },
          },
        ]),
      ),
    },
  })
  const run = async (context: Context): Promise<Response> => {
    const valid = (target: string) => (context.req as unknown as { valid(target: string): unknown }).valid(target)
    const given = await handle({
      params: (params ? valid('param') : undefined) as Given<Params>,
      query: (query ? valid('query') : undefined) as Given<Query>,
      body: (body ? valid('json') : undefined) as Given<Body>,
      context,
    })
    return given instanceof Response ? given : context.json(given ?? {})
  }
  // What is given is held against `answer` by the types here, more plainly than the library's own do it.
  app.openapi(route, run as never)
}

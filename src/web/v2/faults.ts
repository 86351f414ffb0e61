import { z, type OpenAPIHono } from '@hono/zod-openapi'
import type { ListedFault } from '../../server/faults/fault.ts'
import { FaultError } from '../../server/faults/fault-error.ts'
import { formatFault } from '../../server/faults/format-fault.ts'
import { readFault } from '../../server/faults/read-fault.ts'
import { notFound, Problem } from '../problem.ts'
import { addRoute } from '../route.ts'
import type { Site } from '../site.ts'
import { idParams } from './common.ts'

const faultSchema = z
  .looseObject({ id: z.string(), phase: z.string(), notation: z.string(), occasions: z.number(), fired: z.number() })
  .openapi('Fault')

/** The notation in one line, or the fields themselves. */
const givenSchema = z
  .looseObject({ notation: z.string().max(2000).optional() })
  .openapi({ example: { notation: 'RCPT 451 4.3.0 "Try later" first=2' } })

/** Trouble on demand, set while the server runs. */
export function addFaults(app: OpenAPIHono, { host: { server } }: Site): void {
  const { faults } = server
  const tag = 'Trouble'
  addRoute(
    app,
    {
      method: 'get',
      path: '/faults',
      tag,
      summary: 'The trouble that is made, and how often it struck.',
      answer: z.object({ faults: z.array(faultSchema).readonly() }),
    },
    () => ({ faults: faults.list().map(shown) }),
  )
  addRoute(
    app,
    { method: 'post', path: '/faults', tag, summary: 'Make trouble.', body: givenSchema, answer: faultSchema },
    ({ body }) => shown(inWords(() => faults.add(read(body)))),
  )
  addRoute(
    app,
    { method: 'delete', path: '/faults', tag, summary: 'Make no trouble any more.', answer: z.object({}) },
    () => {
      faults.clear()
      return {}
    },
  )
  addRoute(
    app,
    {
      method: 'put',
      path: '/faults/{id}',
      tag,
      summary: 'Make other trouble in its place.',
      params: idParams,
      body: givenSchema,
      answer: faultSchema,
      problems: [404],
    },
    ({ params: { id }, body }) => {
      if (!faults.get(id)) throw notFound(`fault "${id}"`)
      return shown(inWords(() => faults.replace(id, read(body))))
    },
  )
  addRoute(
    app,
    {
      method: 'delete',
      path: '/faults/{id}',
      tag,
      summary: 'Make this trouble no more.',
      params: idParams,
      answer: z.object({}),
      problems: [404],
    },
    ({ params: { id } }) => {
      if (!faults.remove(id)) throw notFound(`fault "${id}"`)
      return {}
    },
  )
}

function read(body: { readonly notation?: string | undefined }) {
  return readFault(body.notation ?? body)
}

function shown(fault: ListedFault) {
  return { ...fault, notation: formatFault(fault) }
}

function inWords<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof FaultError ? new Problem(400, `${error.message}.`) : error
  }
}

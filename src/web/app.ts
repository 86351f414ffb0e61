import type { OpenAPIHono } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { addApiPage } from './api-page.ts'
import { limitingBodies } from './guard/body.ts'
import { guarding, withSafeHeaders, type Guard } from './guard/guard.ts'
import { addEventStream } from './live/event-stream.ts'
import { answerElse } from './methods.ts'
import { Metrics } from './metrics.ts'
import { asProblem, notFound, problemResponse } from './problem.ts'
import { createApi } from './route.ts'
import type { Site } from './site.ts'
import type { PageFiles } from './static.ts'
import { addAbout } from './v2/about.ts'
import { addFaults } from './v2/faults.ts'
import { addHtmlSupport } from './v2/html-support.ts'
import { addLabels } from './v2/labels.ts'
import { addMessage } from './v2/message.ts'
import { addMessages } from './v2/messages.ts'
import { addOutgoing } from './v2/outgoing.ts'
import { addSessions } from './v2/sessions.ts'
import { addWait } from './v2/wait.ts'
import { createV1 } from './v1/v1.ts'
import { addViews } from './v1/views.ts'

/** Everything that is answered over HTTP. */
export function createApp(site: Site, guard: Guard, page: PageFiles | null): Hono {
  const app = new Hono().basePath(site.base)
  app.use(guarding(guard))
  app.use(limitingBodies(site))
  const v2 = createV2(site)
  app.route('/api/v2', v2)
  addApiPage(app, v2, site.version)
  const metrics = new Metrics(site)
  app.get('/metrics', async (context) =>
    context.body(await metrics.write(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }),
  )
  app.route('/api/v1', createV1(site))
  addViews(app, site)
  app.get('/livez', (context) => context.text('OK'))
  app.get('/readyz', async (context) => {
    await site.host.store.counts()
    return context.text('OK')
  })
  app.get('/:file{[^/]*}', async (context) => {
    const name = context.req.param('file')
    const file = await page?.get(name === '' ? 'index.html' : name)
    if (file) return file
    if (name === '' && !page) return context.text('The page was not built; the API is at api/.\n')
    throw notFound(`page "${name}"`)
  })
  app.onError((error) => problemResponse(null, asProblem(error, site.onTrouble)))
  const whole = new Hono()
  whole.use(async (context, next) => {
    await next()
    context.res = withSafeHeaders(context.res)
  })
  // Whoever types the path leaves the last slash out.
  if (site.base !== '/') whole.get(site.base.slice(0, -1), (context) => context.redirect(site.base, 308))
  whole.route('/', app)
  const answer = answerElse(whole)
  whole.notFound(({ req }) => answer(req))
  return whole
}

export function createV2(site: Site): OpenAPIHono {
  const api = createApi()
  addMessages(api, site)
  addWait(api, site)
  addMessage(api, site)
  addHtmlSupport(api, site)
  addLabels(api, site)
  addSessions(api, site)
  addEventStream(api, site)
  addFaults(api, site)
  addOutgoing(api, site)
  addAbout(api, site)
  api.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Parley',
      version: site.version,
      description: 'Mail, conversations and trouble of a Parley server.',
    },
    servers: [{ url: `${site.base}api/v2` }],
  })
  return api
}

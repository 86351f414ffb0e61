import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { FaultError } from '../../server/faults/fault-error.ts'
import { applyChaos, chaosOf, readChaos } from '../../server/faults/chaos.ts'
import { findPart, readParts } from '../../message/parts.ts'
import { isPreviewable } from '../../message/image-size.ts'
import { partContent } from '../../message/part-content.ts'
import { findWebAddresses } from '../../message/web-addresses.ts'
import { checkHtmlSupport } from '../../explain/html/check-support.ts'
import { everything, type Query } from '../../store/query.ts'
import type { Selection, Store } from '../../store/store.ts'
import { checkOrigin } from '../guard/origin.ts'
import { asProblem, notFound, Problem } from '../problem.ts'
import { readQuery } from '../query.ts'
import { describeIssues } from '../issue.ts'
import type { Site } from '../site.ts'
import { findMessage } from '../v2/common.ts'
import { partResponse } from '../v2/message.ts'
import { releaseInWords } from '../v2/outgoing.ts'
import { blankImage } from './blank-image.ts'
import { htmlCheckOf } from './html-check.ts'
import { LinkChecker } from './link-check.ts'
import { sendMessage, sendSchema } from './send.ts'
import { messageOf, summaryOf } from './summary.ts'

/** Messages that are looked at at once where mailpit takes all. */
const MOST = 1000

/** mailpit's API, so that programs written for it work unchanged. */
export function createV1(site: Site): Hono {
  const { host, sinceStart } = site
  const { store, server } = host
  const app = new Hono()
  app.onError((error) => {
    const { status, message } = asProblem(error, site.onTrouble)
    return new Response(message, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })
  })

  app.get('/messages', async (context) => context.json(await listOf(store, context, '')))
  app.put('/messages', async (context) => {
    const {
      Read = false,
      IDs: ids,
      Search = '',
    } = await bodyOf(context, z.object({ Read: z.boolean().optional(), IDs, Search: z.string().optional() }))
    if (ids.length > 0 && Search !== '') throw new Problem(400, 'Name IDs or a search, not both.')
    await store.change(ids.length > 0 ? { ids } : { query: queryOf(context, Search) }, { isRead: Read })
    return context.text('ok')
  })
  app.delete('/messages', async (context) => {
    const { IDs: ids } = await bodyOf(context, z.object({ IDs }))
    const selection: Selection = ids.length > 0 ? { ids } : { query: everything }
    await store.delete(selection)
    return context.text('ok')
  })

  const sought = (context: Context) => {
    const text = context.req.query('query')?.trim() ?? ''
    if (text === '') throw new Problem(400, 'Error: no search query')
    return text
  }
  app.get('/search', async (context) => context.json(await listOf(store, context, sought(context))))
  app.delete('/search', async (context) => {
    await store.delete({ query: queryOf(context, sought(context)) })
    return context.text('ok')
  })

  app.get('/message/:id', async (context) => {
    const message = await findMessage(store, context.req.param('id'))
    await store.change({ ids: [message.id] }, { isRead: true })
    return context.json(await messageOf(message))
  })
  app.get('/message/:id/headers', async (context) => {
    const { content } = await findMessage(store, context.req.param('id'))
    const headers: Record<string, string[]> = Object.create(null) as Record<string, string[]>
    for (const { name, value } of readParts(await content.bytes()).root.headers.list) {
      const usual = name.toLowerCase().replace(/(^|-)[a-z]/g, (letters) => letters.toUpperCase())
      ;(headers[usual] ??= []).push(value)
    }
    return context.json(Object.fromEntries(Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1))))
  })
  app.get('/message/:id/raw', async (context) => {
    const { id, content } = await findMessage(store, context.req.param('id'))
    const file = `attachment; filename="${id.replace(/[^\w.-]/g, '_')}.eml"`
    return new Response((await content.bytes()) as Uint8Array<ArrayBuffer>, {
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        ...(context.req.query('dl') === '1' && { 'content-disposition': file }),
      },
    })
  })
  const partOf = async (context: Context) => {
    const { content } = await findMessage(store, context.req.param('id') ?? '')
    const bytes = await content.bytes()
    const part = findPart(readParts(bytes), context.req.param('part') ?? '')
    if (!part) throw notFound('such part')
    return { part, content: partContent(bytes, part) }
  }
  app.get('/message/:id/part/:part', async (context) => {
    const { part, content } = await partOf(context)
    return partResponse(content, part, false)
  })
  app.get('/message/:id/part/:part/thumb', async (context) => {
    const { part, content } = await partOf(context)
    // Nothing is decoded here: an image is as small as whoever shows it makes it, and must be one that can be shown.
    if (part.type.startsWith('image/') && isPreviewable(content)) return partResponse(content, part, false)
    return new Response(blankImage(), { headers: { 'content-type': 'image/png' } })
  })
  const linkChecker = new LinkChecker(site.linkCheck)
  app.get('/message/:id/link-check', async (context) => {
    // Else a page from elsewhere could have the links asked, and whoever sent the mail would hear of it.
    checkOrigin((name) => context.req.header(name) ?? null)
    const { content } = await findMessage(store, context.req.param('id'))
    const links = findWebAddresses(await content.bytes())
    const follow = ['true', '1'].includes(context.req.query('follow') ?? '')
    return context.json(await linkChecker.check(links, follow, context.req.raw.signal))
  })
  app.get('/message/:id/html-check', async (context) => {
    const { content } = await findMessage(store, context.req.param('id'))
    const support = await checkHtmlSupport(await content.bytes())
    if (!support) throw new Problem(400, 'There is no HTML in this message.')
    return context.json(htmlCheckOf(support))
  })
  app.get('/message/:id/sa-check', async (context) => {
    await findMessage(store, context.req.param('id'))
    return context.json({ Error: 'SpamAssassin is not asked here', IsSpam: false, Rules: [], Score: 0 })
  })
  app.post('/message/:id/release', async (context) => {
    const { To } = await bodyOf(context, z.object({ To: IDs }))
    const { id } = await findMessage(store, context.req.param('id'))
    await releaseInWords(() => host.release(id, { to: To }))
    return context.text('ok')
  })

  app.get('/tags', async (context) => context.json(await store.tags()))
  app.put('/tags', async (context) => {
    const { IDs: ids, Tags } = await bodyOf(context, z.object({ IDs, Tags: IDs }))
    if (ids.length > 0) await store.change({ ids }, { tags: Tags.map(cleanTag).filter(Boolean) })
    return context.text('ok')
  })
  app.put('/tags/:tag', async (context) => {
    const { Name = '' } = await bodyOf(context, z.object({ Name: z.string().optional() }))
    const name = cleanTag(Name)
    if (name === '') throw new Problem(400, 'A tag has at least one character.')
    await store.renameTag(context.req.param('tag'), name)
    return context.text('ok')
  })
  app.delete('/tags/:tag', async (context) => {
    await store.deleteTag(context.req.param('tag'))
    return context.text('ok')
  })

  app.post('/send', async (context) => {
    try {
      const { id, refused } = await sendMessage(server, await bodyOf(context, sendSchema))
      const Refused = refused.map(({ address, reply }) => ({ Email: address, Reply: reply }))
      return context.json({ ID: id, ...(Refused.length > 0 && { Refused }) })
    } catch (error) {
      return context.json({ Error: (error as Error).message }, 400)
    }
  })

  app.get('/chaos', (context) => context.json(chaosOf(server.faults)))
  app.put('/chaos', async (context) => {
    try {
      applyChaos(server.faults, readChaos(await bodyOf(context, z.unknown())))
    } catch (error) {
      if (error instanceof FaultError) throw new Problem(400, error.message)
      throw error
    }
    return context.json(chaosOf(server.faults))
  })

  app.get('/info', async (context) => {
    const { messages, unread, octets } = await store.counts()
    const tags = await store.tags()
    const counted = await Promise.all(
      tags.map(
        async (tag) =>
          [
            tag,
            (await store.list({ terms: [{ field: 'tag', value: tag, isNot: false }] }, { limit: 1 })).total,
          ] as const,
      ),
    )
    return context.json({
      Version: site.version,
      LatestVersion: '',
      Database: site.storeName,
      DatabaseSize: octets,
      Messages: messages,
      Unread: unread,
      Tags: Object.fromEntries(counted),
      RuntimeStats: {
        Uptime: Math.floor((Date.now() - site.started.getTime()) / 1000),
        Memory: process.memoryUsage().rss,
        MessagesDeleted: sinceStart.deleted,
        SMTPAccepted: sinceStart.messages,
        SMTPAcceptedSize: sinceStart.octets,
        SMTPRejected: server.tally.refusals,
        // Duplicates that mailpit can be told to pass over: nothing is passed over here.
        SMTPIgnored: 0,
      },
    })
  })
  app.get('/webui', (context) => {
    const { releasePatterns, ways } = host
    return context.json({
      Label: '',
      MessageRelay: {
        Enabled: releasePatterns.length > 0,
        SMTPServer: ways[0] ?? '',
        ReturnPath: '',
        AllowedRecipients: releasePatterns.join(', '),
        BlockedRecipients: '',
        OverrideFrom: '',
        PreserveMessageIDs: true,
        RecipientAllowlist: releasePatterns.join(', '),
      },
      SpamAssassin: false,
      ChaosEnabled: true,
      DuplicatesIgnored: false,
      HideDeleteAllButton: false,
    })
  })
  return app
}

/** What is sought; days and hours are those of the time zone beside it. @throws Problem */
function queryOf(context: Context, text: string): Query {
  return readQuery(text, context.req.query('tz'))
}

async function listOf(store: Store, context: Context, text: string) {
  const number = (name: string, usual: number, most: number) => {
    const value = Number(context.req.query(name) ?? usual)
    return Number.isInteger(value) && value >= 0 ? Math.min(value, most) : usual
  }
  const start = number('start', 0, 10_000_000)
  const limit = number('limit', 50, MOST)
  const query = queryOf(context, text)
  const unreadOnly = { terms: [...query.terms, { field: 'is', value: 'unread', isNot: false } as const] }
  const [page, unread, counts, tags] = await Promise.all([
    store.list(query, { limit, offset: start }),
    store.list(unreadOnly, { limit: 1 }),
    store.counts(),
    store.tags(),
  ])
  return {
    total: counts.messages,
    unread: counts.unread,
    count: page.messages.length,
    messages_count: page.total,
    messages_unread: unread.total,
    start,
    tags,
    messages: await Promise.all(page.messages.map(summaryOf)),
  }
}

/** Ids, tags, addresses: none where nothing is said, or null, as programs in Go say it. */
const IDs = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? [])

/** An empty body is an empty object. @throws Problem */
async function bodyOf<S extends z.ZodType>(context: Context, schema: S): Promise<z.output<S>> {
  const text = await context.req.text()
  const body = readJson(text.trim() === '' ? '{}' : text)
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw new Problem(400, describeIssues('body', parsed.error))
  return parsed.data
}

function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // Said below.
  }
  throw new Problem(400, 'The body must be a JSON object.')
}

/** What mailpit lets a tag be made of. */
function cleanTag(tag: string): string {
  return String(tag)
    .replace(/[^a-zA-Z0-9\-. _]/g, '')
    .trim()
    .slice(0, 100)
}

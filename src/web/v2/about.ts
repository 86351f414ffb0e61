import { z, type OpenAPIHono } from '@hono/zod-openapi'
import { demands } from '../../server/identity/demands.ts'
import { addRoute } from '../route.ts'
import type { Site } from '../site.ts'

const aboutSchema = z
  .object({
    version: z.string(),
    hostname: z.string(),
    protocol: z.enum(['smtp', 'lmtp']).openapi({ description: 'What the addresses speak.' }),
    addresses: z
      .array(z.object({ host: z.string(), port: z.number(), tls: z.enum(['none', 'starttls', 'implicit']) }))
      .readonly(),
    auth: z
      .object({ isOffered: z.boolean(), isRequired: z.boolean(), mechanisms: z.array(z.string()).readonly() })
      .nullable(),
    practice: z
      .object({
        domains: z.array(z.string()).readonly(),
        recipient: z.string().openapi({ description: 'Somebody who has a mailbox there' }),
      })
      .nullable()
      .openapi({ description: 'null: it takes everything for everybody' }),
    isStrict: z.boolean().openapi({
      description:
        'Whether it refuses what is usually understood though the RFC forbids it, as an address without brackets',
    }),
    demands: z
      .array(z.object({ name: z.string(), asks: z.string().openapi({ description: 'As "the client has …"' }) }))
      .readonly()
      .openapi({
        description:
          'What it demands of clients that have not logged in; with --strict alone, of those on other machines only',
      }),
    limits: z.record(z.string(), z.number().nullable()).openapi({ description: 'null: no limit' }),
    store: z.object({ kind: z.string() }),
    talkHosts: z.array(z.string()).readonly(),
    release: z.object({ to: z.array(z.string()).readonly(), ways: z.array(z.string()).readonly() }).nullable(),
  })
  .openapi('About')

/** What to give to a device or a program, and how the server is set up. */
export function addAbout(app: OpenAPIHono, site: Site): void {
  const { host, version, talkHosts, storeName } = site
  addRoute(
    app,
    {
      method: 'get',
      path: '/about',
      tag: 'Server',
      summary: 'Where the server listens, what it offers, and its limits.',
      answer: aboutSchema,
    },
    () => {
      const { server, releasePatterns, ways } = host
      const { hostname, lmtp, tls, auth, limits } = server.config
      return {
        version,
        hostname,
        protocol: lmtp ? ('lmtp' as const) : ('smtp' as const),
        addresses: server.addresses.map(({ host, port, implicitTls }) => ({
          host,
          port,
          tls: implicitTls ? ('implicit' as const) : tls ? ('starttls' as const) : ('none' as const),
        })),
        auth: auth
          ? { isOffered: true, isRequired: auth.options.required ?? false, mechanisms: auth.possibleMechanisms }
          : null,
        practice: site.practice,
        isStrict: server.config.strict,
        demands: server.demands.map((name) => ({ name, asks: demands[name] })),
        limits: Object.fromEntries(
          Object.entries(limits).map(([name, value]: [string, number]) => [
            name,
            Number.isFinite(value) ? value : null,
          ]),
        ),
        store: { kind: storeName },
        talkHosts,
        release: releasePatterns.length === 0 ? null : { to: releasePatterns, ways },
      }
    },
  )
}

import { createMailHost, type MailHostOptions } from '../../src/host/mail-host.ts'
import type { MemoryStore } from '../../src/store/memory.ts'
import type { Store } from '../../src/store/store.ts'
import { listenWeb } from '../../src/web/listen.ts'
import type { SiteOptions } from '../../src/web/site.ts'
import { sendMail } from './send-mail.ts'

/** A mail host with its web side, on free ports of the loopback interface. */
export async function startSite<S extends Store = MemoryStore>(
  options: Partial<SiteOptions> = {},
  host: MailHostOptions<S> = {},
) {
  const mail = await createMailHost<S>(host)
  const web = await listenWeb(mail, { host: '127.0.0.1', port: 0 }, { version: '0.0.0', ...options })
  const url = `http://127.0.0.1:${web.port}${web.base}`
  return {
    mail,
    web,
    url,
    send: (message: string, to: readonly string[] = ['bob@example.test']) => sendMail(mail.server.port, message, to),
    async json<T = Record<string, unknown>>(
      path: string,
      init: RequestInit = {},
    ): Promise<{ status: number; body: T }> {
      const response = await fetch(new URL(path, url), init)
      return { status: response.status, body: (await response.json()) as T }
    },
    async [Symbol.asyncDispose]() {
      await web.close()
      await mail.close()
    },
  }
}

export function json(body: unknown, method = 'POST'): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

import { encode } from '../../src/protocol/bytes.ts'
import { createReply } from '../../src/protocol/reply.ts'
import type { Policy } from '../../src/server/policy.ts'
import { createMailHost, type MailHost, type MailHostOptions } from '../../src/host/mail-host.ts'
import { connect } from '../../src/client/connect.ts'
import { hello } from '../../src/client/hello.ts'
import { authenticate } from '../../src/client/auth.ts'
import { transact, type RecipientRequest, type TransactionResult } from '../../src/client/transaction.ts'
import { createServer, type MailServer, type MailServerOptions } from '../../src/store/mail-server.ts'
import type { OutgoingMessage } from '../../src/store/outgoing.ts'
import type { MemoryStore } from '../../src/store/memory.ts'
import type { Store, StoredMessage } from '../../src/store/store.ts'

/** Hosts on loopback for one test, all closed after it. */
export class Setting {
  readonly #closing: { close(): Promise<void> }[] = []

  async peer(options: MailServerOptions = {}): Promise<MailServer> {
    const server = await createServer({ hostname: 'mx.elsewhere.example', ...options })
    this.#closing.push(server)
    return server
  }

  async host<S extends Store = MemoryStore>(options: MailHostOptions<S> = {}): Promise<MailHost<S>> {
    const host = await createMailHost<S>(options)
    this.#closing.push(host)
    return host
  }

  async close(): Promise<void> {
    for (const each of this.#closing.splice(0).reverse()) await each.close()
  }
}

/** A peer that answers to some recipients with these codes, and takes the others. */
export function refusing(codes: Readonly<Record<string, number>>): Omit<Policy, 'message'> {
  return {
    rcpt: ({ localPart }) => {
      const code = codes[localPart]
      return code === undefined ? null : createReply(code, `${Math.floor(code / 100)}.1.1`, `no ${localPart}`)
    },
  }
}

export interface Letter {
  readonly from: string
  readonly to: readonly (string | RecipientRequest)[]
  readonly mailParams?: readonly { readonly keyword: string; readonly value: string | null }[]
  readonly content?: string
  readonly user?: string
}

/** Hand a message to a server, with a login or without. */
export async function post({ port }: { readonly port: number }, letter: Letter): Promise<TransactionResult> {
  const session = await connect({ host: '127.0.0.1', port })
  try {
    await hello(session, 'client.elsewhere.example')
    if (letter.user !== undefined) await authenticate(session, { user: letter.user, password: 'secret' })
    return await transact(session, {
      from: letter.from,
      ...(letter.mailParams && { mailParams: letter.mailParams }),
      to: letter.to.map((each) => (typeof each === 'string' ? { address: each } : each)),
      content: encode(letter.content ?? 'Subject: hello\r\n\r\nThis is it.\r\n'),
    })
  } finally {
    await session.quit()
  }
}

/** alice may log in. */
export const aliceLogsIn = {
  checkPassword: (user: string, password: string) => user === 'alice' && password === 'secret',
  allowInClear: true,
}

export const notify = (address: string, value: string, orcpt?: string): RecipientRequest => ({
  address,
  params: [{ keyword: 'NOTIFY', value }, ...(orcpt === undefined ? [] : [{ keyword: 'ORCPT', value: orcpt }])],
})

export async function text({ content }: StoredMessage): Promise<string> {
  return Buffer.from(await content.bytes()).toString('latin1')
}

/** Wait until a message of the queue is as it should be. */
export async function until(
  { queue }: Pick<MailHost<Store>, 'queue'>,
  isSo: (message: OutgoingMessage) => boolean,
): Promise<OutgoingMessage> {
  for (let tries = 0; tries < 400; tries++) {
    const found = (await queue!.list(100)).find(isSo)
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`no such message; there are ${JSON.stringify(await queue!.list(100), null, 1)}`)
}

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { MemoryStore } from '../../src/store/memory.ts'
import { parseQuery } from '../../src/store/parse-query.ts'
import type { Query } from '../../src/store/query.ts'
import { newMessage } from '../store/new-message.ts'

const page = readFileSync('docs/search.md', 'utf8')
const typed = [...page.matchAll(/^\| (`.*?) \| /gm)].flatMap(([, cell]) =>
  [...cell!.matchAll(/`([^`]+)`/g)].map(([, text]) => text!),
)

function read(text: string): Query {
  const parsed = parseQuery(text)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.message}`)
  return parsed.value
}

const message = newMessage({
  from: 'alice@example.test',
  to: ['bob@example.test', 'dave@example.test'],
  mailboxes: ['bob@example.test'],
  user: 'alice',
  sessionId: 's1',
  receivedAt: new Date(2026, 2, 15),
  content: [
    'From: Alice <alice@example.test>',
    'To: bob@example.test',
    'Cc: carol@example.test',
    'Bcc: dave@example.test',
    'Reply-To: desk@example.test',
    'Subject: Your invoice',
    'Message-ID: <12345@shop.example>',
    'List-Unsubscribe: <https://shop.example/stop>',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/html',
    '',
    '<p>It is attached.',
    '--b',
    'Content-Type: image/png',
    'Content-Disposition: inline; filename=logo.png',
    'Content-ID: <logo>',
    '',
    '--b',
    'Content-Type: application/pdf',
    'Content-Disposition: attachment; filename=report.pdf',
    '',
    '--b--',
    '',
  ].join('\r\n'),
})

it('every search of the table finds the message that it is made for', async () => {
  const store = new MemoryStore()
  store.add(message)
  await store.change({ ids: [message.id] }, { tags: ['paid'] })
  for (const text of typed) {
    const { total } = await store.list(read(text), { limit: 10 })
    expect(`${text}: ${total}`).toBe(`${text}: 1`)
  }
})

it('has every word that there is', () => {
  const fields = new Set(typed.flatMap((text) => read(text).terms.map(({ field }) => field)))
  const known = readFileSync('src/store/parse-query.ts', 'utf8')
  const words = [...known.matchAll(/^ {6}'([a-z-]+)',$/gm)].map(([, word]) => word)
  expect(words.length).toBe(12)
  expect([...fields]).toEqual(
    expect.arrayContaining([...words, 'text', 'is', 'has', 'before', 'after', 'larger', 'smaller']),
  )
})

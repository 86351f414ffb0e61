import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { MemoryStore } from '../../src/store/memory.ts'
import { parseQuery } from '../../src/store/parse-query.ts'
import type { Query } from '../../src/store/query.ts'
import { newMessage } from '../store/new-message.ts'

const page = readFileSync('docs/search.md', 'utf8')
const spans = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, text]) => text!)
const rows = [...page.matchAll(/^\| (`.*?) \| (.*) \|$/gm)]
/** Of the right column what is a search itself, and not the letter of a unit, or a header field. */
const typed = rows.flatMap(([, left, right]) => [...spans(left!), ...spans(right!).filter((span) => /:\S/.test(span))])

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

/** They fit nothing of the table but `is:read`; one is too early and too small, the other too late and too large. */
const others = [
  newMessage({
    from: 'mallory@example.test',
    to: ['erin@example.test'],
    receivedAt: new Date(2026, 1, 28),
    content: 'Subject: spam\r\n\r\n',
  }),
  newMessage({
    from: 'mallory@example.test',
    to: ['erin@example.test'],
    receivedAt: new Date(2026, 3, 1),
    content: `Subject: spam\r\n\r\n${`${'x'.repeat(998)}\r\n`.repeat(2200)}`,
  }),
]

it('every search of the table finds the message that it is made for, and does not find every other one', async () => {
  const store = new MemoryStore()
  for (const each of [message, ...others]) store.add(each)
  await store.change({ ids: [message.id] }, { tags: ['paid'] })
  await store.change({ ids: others.map(({ id }) => id) }, { isRead: true })
  expect(typed).toContain('is:read')
  for (const text of typed) {
    const { messages } = await store.list(read(text), { limit: 10 })
    const found = messages.map(({ id }) => id)
    if (text === 'is:read') expect(found).not.toContain(message.id)
    else expect(found, text).toContain(message.id)
    expect(found.length, text).toBeLessThan(3)
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

// Makes a database with very many messages, by the store's own steps, but many at a time: none of them is to be
// acknowledged to anybody.
import { closeSync, fsyncSync, openSync } from 'node:fs'
import { factsOf } from '../dist/lib/store/sqlite/facts.js'
import { writeEntry } from '../dist/lib/store/sqlite/group.js'
import { Intake } from '../dist/lib/store/sqlite/intake.js'
import { Tables } from '../dist/lib/store/sqlite/tables.js'

const syllables = ['ba', 'ko', 'ri', 'ten', 'mu', 'sal', 'vo', 'per', 'di', 'nu']
export const vocabulary = Array.from({ length: 5000 }, (_, i) =>
  [...String(i)].map((digit) => syllables[digit]).join(''),
)

/** Messages that lie in one group, as they do when twenty clients send at the same time, and those of one portion. */
const GROUP = 20
const PORTION = 10_000
/** Octets that each of them takes there, at most. */
const ROOM = 2048

function newMessage(i) {
  const word = (n) => vocabulary[(i * 31 + n * n * 17) % vocabulary.length]
  const text = Array.from({ length: 30 }, (_, n) => word(n)).join(' ')
  const octets = Buffer.from(
    `From: Sender ${i % 500} <s${i % 500}@example.org>\r\nTo: <u${i % 300}@example.test>\r\nSubject: ${word(1)} number ${i}\r\n\r\n${text}\r\n`,
  )
  return {
    id: `m${i}`,
    sessionId: `s${i >> 4}`,
    receivedAt: new Date(Date.UTC(2026, 0, 1) + i * 1000),
    from: `s${i % 500}@example.org`,
    to: [`u${i % 300}@example.test`],
    params: { mail: [], rcpt: [[]] },
    mailboxes: [`u${i % 300}@example.test`],
    user: null,
    trace: '',
    tags: [],
    deviations: [],
    content: { size: octets.length, bytes: async () => octets, stream: () => [octets], discard: async () => undefined },
  }
}

/** @returns how many there are: `count`, or those that could be made within so many milliseconds */
export function makeMessages(path, count, ms) {
  const from = performance.now()
  const tables = new Tables(path)
  // A machine that ends meanwhile ends the benchmark too.
  tables.run('pragma synchronous = off')
  // Words are written out less often.
  const remember = (octets) => tables.run(`insert into search (search, rank) values ('hashsize', ${octets})`)
  remember(64 * 1024 * 1024)
  const intake = new Intake(tables)
  let made = 0
  while (made < count && performance.now() - from < ms) {
    const end = Math.min(count, made + PORTION)
    tables.transaction(() => {
      while (made < end) {
        const group = Buffer.alloc(GROUP * ROOM)
        let used = 0
        for (let n = 0; n < GROUP && made < end; n++) {
          const message = newMessage(made++)
          const json = JSON.stringify(factsOf(message, false))
          used = writeEntry(group, used, { json, content: message.content.stream(), size: message.content.size })
        }
        intake.commit(group.subarray(0, used))
      }
    })
    intake.settle()
    while (intake.index(PORTION));
  }
  remember(1024 * 1024)
  tables.close()
  // As a store's messages are before any of them is acknowledged: the disk is not busy with them when it is measured.
  const fd = openSync(path, 'r+')
  fsyncSync(fd)
  closeSync(fd)
  return made
}

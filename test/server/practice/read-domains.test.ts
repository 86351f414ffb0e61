import { describe, expect, it } from 'vitest'
import { readDomains } from '../../../src/server/practice/read-domains.ts'

const read = (domain: object, name = 'example.test') => readDomains(JSON.stringify({ domains: { [name]: domain } }))

it('reads what it knows', () => {
  expect(
    read(
      {
        mailboxes: { Alice: {}, bob: { quota: { octets: '64k', reply: 452 } } },
        aliases: { info: 'alice', out: ['x@elsewhere.example', 'bob'] },
        lists: { staff: ['alice'], closed: { members: ['bob'], from: 'logged-in', owner: 'alice' } },
        catchAll: 'bob',
        subaddressing: false,
      },
      'Example.TEST',
    ),
  ).toEqual([
    {
      name: 'example.test',
      mailboxes: ['alice', 'bob'],
      quotas: { bob: { octets: 65_536, reply: 452 } },
      aliases: { info: ['alice'], out: ['x@elsewhere.example', 'bob'] },
      lists: { staff: ['alice'], closed: { members: ['bob'], from: 'logged-in', owner: 'alice' } },
      catchAll: 'bob',
      tagSeparator: null,
    },
  ])
})

describe('says what is wrong, and where', () => {
  it.each([
    ['{', /^this is no JSON: /],
    ['[]', 'the file is a list, and should be an object, as { … }'],
    ['{}', 'the file has no "domains"'],
    ['{"domains":{}}', 'domains names no domain: write "example.test": { … } in it'],
    ['{"domains":{},"x":1}', 'the file has "x", which is not known; there are domains'],
    ['{"domains":{"a.test":{},"A.test":{}}}', 'domains.A.test is a.test once more: write all that it has in one place'],
    [
      '{"domains":{"xn--bcher-kva.test":{},"bücher.test":{}}}',
      'domains.bücher.test is xn--bcher-kva.test once more: write all that it has in one place',
    ],
    ['{"domains":{"a b":{}}}', 'domains.a b is no domain: write a name as "example.test"'],
  ])('%s', (text, sentence) => {
    expect(() => readDomains(text)).toThrow(sentence)
  })

  const at = 'domains.example.test'
  it.each([
    [
      { mailbox: [] },
      `${at} has "mailbox", which is not known; there are mailboxes, aliases, lists, catchAll, subaddressing`,
    ],
    [
      { mailboxes: ['a@b'] },
      `${at}.mailboxes has "a@b", which is no name before an "@": write one as "alice" or "alice.smith"`,
    ],
    [{ mailboxes: [1] }, `${at}.mailboxes[0] is 1, and should be a text, as "alice"`],
    [
      { mailboxes: { a: { quota: {} } } },
      `${at}.mailboxes.a.quota limits nothing: write "octets": "10M", or "messages": 100`,
    ],
    [
      { mailboxes: { a: { quota: { octets: 'lots' } } } },
      `${at}.mailboxes.a.quota.octets is "lots", and should be a number of octets`,
    ],
    [
      { mailboxes: { a: { quota: { messages: 1, reply: 550 } } } },
      `${at}.mailboxes.a.quota.reply is 550, and should be one of 452, 552`,
    ],
    [{ mailboxes: { postmaster: { quota: { messages: 1 } } } }, /postmaster always takes mail \(RFC 5321 §4\.5\.1\)/],
    [
      { mailboxes: ['a'], aliases: { a: 'b@elsewhere.example' } },
      `${at} has two of a: a name is a mailbox, an alias or a list`,
    ],
    [{ aliases: { a: [] } }, `${at}.aliases.a is empty: name somebody, or leave it out`],
    [
      { aliases: { a: 'nobody' } },
      `${at} has the alias a for nobody@example.test, whom there is not: add "nobody" to the mailboxes of example.test`,
    ],
    [
      { aliases: { a: 'x y@elsewhere.example' } },
      `${at} has the alias a for "x y@elsewhere.example", which is no address`,
    ],
    [
      { lists: { l: { members: ['a@elsewhere.example'], from: 'friends' } } },
      `${at}.lists.l.from is "friends", and should be one of "anybody", "members", "logged-in"`,
    ],
    [{ lists: { l: { from: 'members' } } }, `${at}.lists.l has no "members"`],
    [{ catchAll: 'nobody' }, `${at} has as catchAll nobody@example.test, whom there is not`],
    [
      { aliases: { a: 'b', b: 'A' } },
      'the aliases and lists go round in circles: a@example.test → b@example.test → a@example.test',
    ],
    [{ lists: { l: ['l'] } }, 'go round in circles: l@example.test → l@example.test'],
  ])('%j', (domain, sentence) => {
    expect(() => read(domain)).toThrow(sentence)
  })
})

import { describe, expect, it } from 'vitest'
import { composeMessages } from '../../../src/checks/six-steps/message.ts'
import { profileNames, profiles, type ProfileName } from '../../../src/checks/six-steps/profiles.ts'
import { headerValue, readHeaders } from '../../../src/message/headers.ts'
import { readBodies } from '../../../src/message/bodies.ts'
import { partContent } from '../../../src/message/part-content.ts'
import { latin1 } from '../../../src/protocol/bytes.ts'

async function compose(as: ProfileName, more: { from?: string; subject?: string | null } = {}) {
  let count = 0
  return composeMessages({
    profile: profiles[as],
    from: 'me@example.org',
    to: ['you@example.net', 'her@example.net'],
    subject: null,
    host: 'client.example.org',
    date: new Date('2026-11-22T09:00:00Z'),
    id: () => `id${++count}`,
    ...more,
  })
}

const header = (content: Uint8Array, name: string) => headerValue(readHeaders(content), name)

describe('every message', () => {
  it.each(profileNames)('of %s can be told from all others, and is dated', async (as) => {
    const messages = await compose(as)
    expect(messages).toHaveLength(profiles[as].messages)
    for (const { content, token, subject, messageId } of messages) {
      expect(latin1(content)).toContain(`Test ${token}\r\n`)
      expect(subject).toContain(token)
      expect(header(content, 'Subject')).toBe(subject)
      expect(header(content, 'Message-ID')).toBe(messageId)
      expect(header(content, 'Date')).not.toBeNull()
      expect(latin1(content)).toMatch(/\r\n$/)
    }
    expect(new Set(messages.map(({ token }) => token)).size).toBe(messages.length)
  })
})

it('has an author, though the sender is null', async () => {
  const [message] = await compose('mta', { from: '' })
  expect(header(message!.content, 'From')).toBe('postmaster@client.example.org')
})

it('has the subject that was asked for, with a number where there are several', async () => {
  const subjects = async (as: ProfileName) => (await compose(as, { subject: 'Hi' })).map(({ subject }) => subject)
  expect(await subjects('mta')).toEqual(['Hi'])
  expect(await subjects('app')).toEqual(['Hi (1)', 'Hi (2)', 'Hi (3)'])
})

it('of a scanner holds a PDF of 2 MB', async () => {
  const [message] = await compose('scanner')
  const { attachments } = readBodies(message!.content)
  expect(attachments).toMatchObject([{ filename: 'scan.pdf', type: 'application/pdf' }])
  const content = partContent(message!.content, attachments[0]!)
  expect(content.length).toBeGreaterThan(2_000_000)
  expect(latin1(content.subarray(0, 5))).toBe('%PDF-')
})

it('of a program has no Message-ID and no MIME', async () => {
  const [message] = await compose('app')
  expect(readHeaders(message!.content).list.map(({ name }) => name)).toEqual(['Date', 'From', 'To', 'Subject'])
})

it('of a list comes from the list and names it', async () => {
  const [message] = await compose('list', { from: 'staff-bounces@example.org' })
  const fields = ['To', 'Sender', 'List-Id', 'List-Post', 'List-Unsubscribe', 'Precedence']
  expect(fields.map((name) => header(message!.content, name))).toEqual([
    'staff@example.org',
    'staff-bounces@example.org',
    '<staff.example.org>',
    '<mailto:staff@example.org>',
    '<mailto:staff-request@example.org?subject=unsubscribe>',
    'list',
  ])
})

import { describe, expect, it } from 'vitest'
import { Capabilities, parseCapabilities } from '../../src/protocol/capabilities.ts'
import { createReply } from '../../src/protocol/reply.ts'
import type { State } from '../../src/protocol/transitions.ts'
import { completeLocal } from '../../src/talk/complete-local.ts'
import { completeCommand, type CompletionContext } from '../../src/talk/complete.ts'
import { Scene } from './scene.ts'

function offering(...keywords: readonly string[]): Capabilities {
  return parseCapabilities(createReply(250, null, 'x', ...keywords))
}

function context(state: State, more: Partial<CompletionContext> = {}): CompletionContext {
  return {
    state,
    protocol: 'smtp',
    capabilities: Capabilities.none,
    isEncrypted: false,
    isAuthenticated: false,
    addresses: ['bob@example.test', 'alice@example.org'],
    helloName: 'me.example.org',
    ...more,
  }
}

const full = offering('SIZE 1000', 'DSN', '8BITMIME', 'STARTTLS', 'AUTH PLAIN LOGIN', 'CHUNKING')

describe('completion of commands', () => {
  it.each<[string, State, readonly string[], Partial<CompletionContext>?]>([
    ['', 'connected', [], {}],
    ['e', 'greeted', ['EHLO me.example.org']],
    ['H', 'greeted', ['HELO me.example.org', 'HELP ']],
    ['l', 'greeted', ['LHLO me.example.org'], { protocol: 'lmtp' }],
    ['EHLO ', 'greeted', ['me.example.org']],
    ['M', 'ready', ['MAIL FROM:<']],
    ['mail f', 'ready', ['FROM:<']],
    ['RC', 'sender', ['RCPT TO:<']],
    // out of order: anything that begins so
    ['RC', 'greeted', ['RCPT TO:<']],
    ['S', 'greeted', ['STARTTLS'], { capabilities: full }],
    ['A', 'ready', ['AUTH '], { capabilities: full }],
    ['AUTH ', 'ready', ['PLAIN', 'LOGIN'], { capabilities: full }],
    ['auth l', 'ready', ['LOGIN'], { capabilities: full }],
    ['BD', 'recipient', ['BDAT '], { capabilities: full }],
    ['D', 'recipient', ['DATA']],
    ['MAIL FROM:', 'ready', ['<bob@example.test>', '<alice@example.org>']],
    ['RCPT TO:<al', 'sender', ['<alice@example.org>']],
    ['rcpt to: <AL', 'sender', ['<alice@example.org>']],
    ['MAIL FROM:<a@b> ', 'ready', []],
    ['MAIL FROM:<a@b> S', 'ready', ['SIZE='], { capabilities: full }],
    ['MAIL FROM:<a@b> BODY=', 'ready', ['BODY=7BIT', 'BODY=8BITMIME'], { capabilities: full }],
    ['MAIL FROM:<a@b> SIZE=5 B', 'ready', ['BODY=7BIT', 'BODY=8BITMIME'], { capabilities: full }],
    ['MAIL FROM:<a@b> ret=', 'ready', ['RET=FULL', 'RET=HDRS'], { capabilities: full }],
    ['MAIL FROM:<a@b> SIZE=5 S', 'ready', [], { capabilities: full }],
    ['RCPT TO:<a@b> O', 'sender', ['ORCPT=rfc822;'], { capabilities: full }],
    ['RCPT TO:<a@b> S', 'sender', [], { capabilities: full }],
    ['VRFY b', 'ready', ['bob@example.test']],
    ['NOOP x', 'ready', []],
  ])('"%s" when %s', (line, state, candidates, more = {}) => {
    const found = completeCommand(line, context(state, more))
    expect(found.candidates).toEqual(candidates)
    if (candidates.length > 0) expect(line.endsWith(found.word)).toBe(true)
  })

  it('offers only what makes sense first', () => {
    const { candidates } = completeCommand('', context('sender'))
    expect(candidates).toContain('RCPT TO:<')
    expect(candidates).not.toContain('DATA')
    expect(candidates).not.toContain('STARTTLS')
    expect(completeCommand('', context('ready', { capabilities: full })).candidates).toContain('STARTTLS')
    const encrypted = context('ready', { capabilities: full, isEncrypted: true, isAuthenticated: true })
    expect(completeCommand('', encrypted).candidates).not.toContain('STARTTLS')
    expect(completeCommand('', encrypted).candidates).not.toContain('AUTH ')
  })
})

describe('completion of local commands', () => {
  it.each([
    ['st', ['status', 'starttls']],
    ['send ', ['letter.eml', 'list.txt']],
    ['save l', ['letter.eml', 'list.txt']],
    ['send le', ['letter.eml']],
    ['auth ', ['PLAIN', 'LOGIN']],
    ['explain ', ['all']],
    ['raw "', []],
  ])('%s', async (line, candidates) => {
    const { files } = new Scene({ content: { 'letter.eml': '', 'list.txt': '' } })
    const found = await completeLocal(line, context('ready', { capabilities: full }), files)
    expect(found.candidates).toEqual(candidates)
  })
})

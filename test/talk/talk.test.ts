import { createHmac } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { uniformTimeouts } from '../../src/client/timeouts.ts'
import { encode, latin1 } from '../../src/protocol/bytes.ts'
import { readScript } from '../../src/transcript/read-script.ts'
import { writeTranscript } from '../../src/transcript/write-transcript.ts'
import { hangUp, willing } from '../client/talker.ts'
import { cert, key } from '../server/certificate.ts'
import { beginTalk, startScripted, startServer } from './scene.ts'

afterEach(() => {
  vi.useRealTimers()
})

const mail = ['EHLO', 'MAIL FROM:<al@example.org>', 'RCPT TO:<bob@example.test>', 'DATA']

describe('a conversation by hand', () => {
  it('shows what is said, what it means and what may come next', async () => {
    const { port } = await startServer({ hostname: 'mail.example.test' })
    const scene = await beginTalk(port)
    await scene.say('NOOP', 'MAIL FROM:<al@example.org>')
    expect(scene.texts.slice(1)).toEqual([
      'S: 220 mail.example.test ESMTP Parley',
      '# 220: Service ready',
      '# next: EHLO your.host.name or QUIT',
      'C: NOOP',
      'S: 250 2.0.0 Ok',
      expect.stringMatching(/^# 250 2\.0\.0: /),
      'C: MAIL FROM:<al@example.org>',
      'S: 503 5.5.1 Say EHLO (or HELO) first',
      expect.stringMatching(/^# 503 5\.5\.1: .*\. /),
      '# next: EHLO your.host.name or QUIT',
    ])
  })

  it('can be read back as a script from what is shown', async () => {
    const { port } = await startServer({ practice: true })
    const scene = await beginTalk(port)
    await scene.say(...mail, 'Subject: hi', '', 'a\x00b', '.', 'QUIT')
    expect(readScript(scene.text)).toMatchObject({ ok: true })
    expect(scene.text).toContain('C| a\\0b\\r\\n')
  })

  it('says nothing but the conversation where neither comments nor hints are wanted', async () => {
    const { port } = await startServer()
    const scene = await beginTalk(port, { comments: null, hints: false })
    await scene.say(...mail, '.dot', '.', 'QUIT')
    expect(scene.texts.filter((text) => !/^[CS]: |^@closed/.test(text))).toEqual([])
  })

  it.each(['EHLO', 'ehlo ', 'HELO'])('completes %s with a name', async (line) => {
    const { port } = await startServer()
    const scene = await beginTalk(port)
    await scene.say(line)
    expect(scene.texts).toContain(`C: ${line.trim()} me.example.org`)
  })

  it('holds a line back until the reply to the one before has come', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const talker = await startScripted('220 x', [[/^SLOW/, null]])
    const scene = await beginTalk(talker.port)
    await scene.talk.idle()
    await scene.talk.say(encode('SLOW'))
    void scene.talk.say(encode('MAIL'))
    expect(scene.texts).not.toContain('C: MAIL')
    vi.advanceTimersByTime(1000)
    expect(scene.text).toMatch(/a line waits for the reply to the last line; .*"now"/)
    await scene.talk.sayNow()
    await scene.shows(/C: MAIL\nS: 250 ok/)
    expect(talker.heard).toEqual(['SLOW', 'MAIL'])
  })

  it('sends at once with pipelining, but waits for the greeting and for the reply to DATA', async () => {
    const releases: (() => void)[] = []
    const held = (text: string) => (socket: { write(text: string): void }) =>
      void releases.push(() => socket.write(`${text}\r\n`))
    const talker = await startScripted('220 x', [
      [/^EHLO/, held('250 x')],
      [/^MAIL/, held('250 ok')],
      [/^RCPT/, held('250 ok')],
      [/^DATA/, held('554 no')],
    ])
    const scene = await beginTalk(talker.port, { pipelining: true })
    for (const line of [...mail, 'QUIT']) void scene.talk.say(encode(line))
    await expect.poll(() => talker.heard.length).toBe(4)
    expect(scene.texts).not.toContain('C: QUIT')
    for (const release of releases) release()
    await scene.shows(/S: 554 no[^]*C: QUIT/)
  })

  it('passes octets that are no UTF-8', async () => {
    const server = await startServer()
    const scene = await beginTalk(server.port)
    await scene.say(...mail, '')
    await scene.talk.say(Uint8Array.of(0xe9, 0xff))
    await scene.say('x'.repeat(5000), '.')
    const [message] = server.store.messages
    expect(latin1(await message!.content.bytes())).toContain(`\r\n\xe9\xff\r\n${'x'.repeat(5000)}\r\n`)
    expect(scene.texts).toContain('C| \\xe9\\xff\\r\\n')
  })

  it('ends lines with LF where that is wanted', async () => {
    const server = await startServer({ lenientLineEnds: true })
    const scene = await beginTalk(server.port, { lineEnd: 'lf' })
    await scene.say(...mail, 'hi', '.')
    expect(scene.texts).toContain('C| NOOP\\n'.replace('NOOP', 'DATA'))
    expect(server.store.messages).toHaveLength(1)
    expect(scene.talk.isInData).toBe(false)
  })
})

describe('mail data', () => {
  it('is announced, and tells once what a dot in front means', async () => {
    const server = await startServer()
    const scene = await beginTalk(server.port)
    await scene.say(...mail)
    expect(scene.text).toContain('mail data: header fields, an empty line, the text; a dot on a line by itself ends it')
    await scene.say('', '..one')
    expect(scene.text).not.toContain('takes the first dot')
    await scene.say('.two', '.three', '.')
    expect(scene.text.match(/takes the first dot/g)).toHaveLength(1)
    expect(latin1(await server.store.messages[0]!.content.bytes())).toContain('\r\n.one\r\ntwo\r\nthree\r\n')
  })

  it('gets its dots doubled with "stuff"', async () => {
    const server = await startServer()
    const scene = await beginTalk(server.port, { stuff: true })
    await scene.say(...mail, '', '.one', '.')
    expect(latin1(await server.store.messages[0]!.content.bytes())).toContain('\r\n.one\r\n')
  })

  it('is not delivered where we hang up before its end', async () => {
    const server = await startServer()
    const scene = await beginTalk(server.port)
    await scene.say(...mail, 'Subject: never')
    scene.talk.close()
    expect(scene.texts.at(-1)).toBe('@closed by client  # in the middle of the message: it is not delivered')
    expect(scene.talk.ending).toBe('left')
    await expect.poll(() => server.sessions[0]!.isClosed).toBe(true)
    expect(server.store.messages).toHaveLength(0)
  })

  it('may hold QUIT, and a credential, without their being taken for either', async () => {
    const { port } = await startScripted('220 x', willing)
    const scene = await beginTalk(port)
    await scene.say(...mail, 'AUTH PLAIN AGEAYg==', 'QUIT')
    expect(scene.texts).toContain('C: AUTH PLAIN AGEAYg==')
    scene.talk.close()
    expect(scene.talk.ending).toBe('left')
  })
})

describe('STARTTLS', () => {
  it('is followed by the handshake, and EHLO is due again', async () => {
    const { port } = await startServer({ practice: true, tls: { key, cert } })
    const scene = await beginTalk(port)
    await scene.say('EHLO', 'STARTTLS')
    expect(scene.text).toMatch(/@tls {2}# TLSv1\.3, TLS_AES/)
    expect(scene.text).toMatch(/# certificate for mail\.example\.org.*\n# the certificate is not trusted: /)
    expect(scene.text).toContain('# EHLO is due again')
    expect(scene.talk.session.isEncrypted).toBe(true)
    await scene.say('EHLO')
    expect(scene.talk.session.capabilities.has('STARTTLS')).toBe(false)
    expect(scene.talk.session.state).toBe('ready')
  })

  it('is told in few words where neither comments nor hints are wanted', async () => {
    const { port } = await startServer({ tls: { key, cert } })
    const scene = await beginTalk(port, { comments: null, hints: false })
    await scene.say('EHLO', 'STARTTLS', 'EHLO')
    expect(scene.texts.filter((text) => !/^[CS]: /.test(text))).toEqual([
      expect.stringMatching(/^@tls {2}# TLSv1\.3/),
      expect.stringMatching(/^# the certificate is not trusted: /),
    ])
  })

  it('ends the conversation where the handshake fails', async () => {
    const { port } = await startScripted('220 x', [
      [/^STARTTLS/, (socket) => socket.write('220 go\r\n', () => setTimeout(() => socket.write('no TLS\r\n'), 20))],
    ])
    const scene = await beginTalk(port)
    await scene.say('EHLO', 'STARTTLS')
    expect(scene.isOver).toBe(true)
    expect(scene.talk.ending).toBe('tls')
  })

  it('goes on in clear where the server refuses', async () => {
    const { port } = await startScripted('220 x', [[/^STARTTLS/, '454 not now']])
    const scene = await beginTalk(port)
    await scene.say('EHLO', 'STARTTLS', 'NOOP')
    expect(scene.texts).toContain('C: NOOP')
  })

  it('is begun at once on a port for TLS', async () => {
    const { port } = await startServer({
      listen: [{ host: '127.0.0.1', port: 0, implicitTls: true }],
      tls: { key, cert },
    })
    const scene = await beginTalk(port, { session: { implicitTls: true } })
    await scene.say('EHLO')
    expect(scene.texts.findIndex((text) => text.startsWith('@tls'))).toBeLessThan(
      scene.texts.findIndex((text) => text.startsWith('S: 220')),
    )
  })
})

describe('AUTH', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const answers = [
    [/^EHLO/, '250-x\r\n250 AUTH PLAIN LOGIN CRAM-MD5'],
    [/^AUTH PLAIN$/, '334 '],
    [/^AUTH LOGIN$/, `334 ${base64('Username:')}`],
    [/^AUTH CRAM-MD5$/, `334 ${base64('<1@x>')}`],
    [new RegExp(`^${base64('alice')}$`), `334 ${base64('Password:')}`],
    [/^NOOP$/, '250 ok'],
    [/./, '235 2.7.0 welcome'],
  ] as const

  it.each([
    ['PLAIN', [base64('\0alice\0s3cret')]],
    ['LOGIN', [base64('alice'), base64('s3cret')]],
    ['CRAM-MD5', [base64(`alice ${createHmac('md5', 's3cret').update('<1@x>').digest('hex')}`)]],
  ])('%s is done for the person, and kept secret', async (mechanism, responses) => {
    const talker = await startScripted('220 x', answers)
    const scene = await beginTalk(talker.port, { answers: ['alice', 's3cret'] })
    await scene.say('EHLO', `AUTH ${mechanism}`)
    expect(talker.heard).toEqual(['EHLO me.example.org', `AUTH ${mechanism}`, ...responses])
    expect(scene.questions).toEqual([expect.stringContaining('user'), 'password: '])
    expect(scene.talk.standing.isAuthenticated).toBe(true)
    expect(scene.text.includes('not encrypted')).toBe(mechanism !== 'CRAM-MD5')
    const record = writeTranscript(scene.talk.session.transcript)
    for (const response of responses) {
      expect(scene.text).not.toContain(response)
      expect(record).not.toContain(response)
    }
    expect(scene.texts).toContain('C: ‹secret›')
  })

  it('SCRAM is done for the person, who is not warned, and gives up on a server that makes things up', async () => {
    const talker = await startScripted('220 x', [
      [/^EHLO/, '250-x\r\n250 AUTH SCRAM-SHA-256'],
      [/^AUTH/, '334 '],
      [/^\*$/, '501 given up'],
      [/./, `334 ${base64('r=made-up,s=QSXCR+Q6sek8bf92,i=4096')}`],
    ])
    const scene = await beginTalk(talker.port, { answers: ['alice', 's3cret'] })
    await scene.say('EHLO', 'AUTH SCRAM-SHA-256')
    expect(Buffer.from(talker.heard[2]!, 'base64').toString()).toMatch(/^n,,n=alice,r=/)
    expect(talker.heard[3]).toBe('*')
    expect(scene.text).not.toContain('not encrypted')
  })

  it('can be done by hand, and is kept secret all the same', async () => {
    const talker = await startScripted('220 x', answers)
    const scene = await beginTalk(talker.port, { answers: [''] })
    await scene.say('EHLO', 'AUTH PLAIN')
    expect(scene.texts.at(-1)).toBe('# next: a response in base64, or * to give up')
    expect(scene.talk.isInAuth).toBe(true)
    await scene.say(base64('\0alice\0s3cret'))
    expect(talker.heard.at(-1)).toBe(base64('\0alice\0s3cret'))
    expect(scene.texts).toContain('C: ‹secret›')
    expect(scene.text).not.toContain(base64('\0alice\0s3cret'))
  })

  it.each([
    ['PLAIN', { user: 'alice', password: 's3cret' }, [base64('\0alice\0s3cret')]],
    ['LOGIN', { user: 'alice', password: 's3cret' }, [base64('alice'), base64('s3cret')]],
    ['XOAUTH2', { user: 'alice', token: 't0ken' }, [base64('user=alice\x01auth=Bearer t0ken\x01\x01')]],
    ['EXTERNAL', { user: 'carol' }, [base64('carol')]],
  ])('%s asks nobody for what is known, and lines that wait are no responses', async (mechanism, login, responses) => {
    const talker = await startScripted('220 x', [[/^AUTH (?:XOAUTH2|EXTERNAL)$/, '334 '], ...answers])
    const scene = await beginTalk(talker.port, { login, isAttended: false })
    await scene.say('EHLO')
    void scene.talk.say(encode(`AUTH ${mechanism}`))
    await scene.say('NOOP')
    expect(talker.heard).toEqual(['EHLO me.example.org', `AUTH ${mechanism}`, ...responses, 'NOOP'])
    expect(scene.questions).toEqual([])
    expect(scene.talk.standing.isAuthenticated).toBe(true)
    for (const response of responses) expect(scene.text).not.toContain(response)
  })

  it('asks for what a mechanism needs and is not known', async () => {
    const talker = await startScripted('220 x', [[/^AUTH OAUTHBEARER$/, '334 '], ...answers])
    const scene = await beginTalk(talker.port, { login: { user: 'bob', password: 'x' }, answers: ['alice', 't0ken'] })
    await scene.say('EHLO', 'AUTH OAUTHBEARER')
    expect(scene.questions).toEqual([expect.stringContaining('user'), 'token: '])
    expect(Buffer.from(talker.heard[2]!, 'base64').toString()).toMatch(/^n,a=alice,.*\x01auth=Bearer t0ken\x01\x01$/s)
    expect(scene.text).toContain('who listens reads the token')
  })

  it('asks nobody where nobody is there', async () => {
    const { port } = await startScripted('220 x', answers)
    const scene = await beginTalk(port, { isAttended: false, answers: ['alice', 's3cret'] })
    await scene.say('EHLO', 'AUTH LOGIN')
    expect(scene.questions).toEqual([])
    expect(scene.text).toContain('the server asks: Username:')
  })

  it('keeps what is sent ahead of its turn secret', async () => {
    const talker = await startScripted('220 x', [[/^NOOP/, null]])
    const scene = await beginTalk(talker.port)
    await scene.talk.idle()
    await scene.talk.say(encode('NOOP'))
    await scene.talk.sayNow()
    for (const line of ['AUTH PLAIN AGEAYg==', 'AUTH LOGIN', 'dXNlcg==', 'cGFzcw==']) await scene.talk.say(encode(line))
    await expect.poll(() => talker.heard).toContain('cGFzcw==')
    expect(scene.text).not.toMatch(/AGEAYg|dXNlcg|cGFzcw/)
    expect(scene.texts.filter((text) => text.includes('‹secret›'))).toHaveLength(3)
  })
})

describe('trouble', () => {
  it.each([
    ['before the greeting', hangUp, [], 'before the reply to the connection'],
    ['on EHLO', '220 x', ['EHLO'], 'before the reply to EHLO'],
    ['on MAIL', '220 x', ['EHLO', 'MAIL FROM:<a@example.org>'], 'before the reply to MAIL'],
    [
      'in mail data',
      '220 x',
      [...mail.slice(0, 3), 'DATA', 'drop'],
      'in the middle of the message: it is not delivered',
    ],
    ['on the end of data', '220 x', [...mail, '.'], 'whether the message was accepted is not known'],
  ] as const)('says where the server hangs up: %s', async (_, greeting, lines, left) => {
    const last = lines.at(-1) ?? ''
    const { port } = await startScripted(greeting, [
      ...(last === 'drop' ? [] : ([[new RegExp(`^${last.replace('.', '\\.').slice(0, 4)}`), hangUp]] as const)),
      [
        /^DATA/,
        last === 'drop'
          ? (socket) => socket.write('354 go\r\n', () => setTimeout(() => socket.destroy(), 20))
          : '354 go',
      ],
    ])
    const scene = await beginTalk(port)
    await scene.say(...lines)
    await scene.shows(/@closed/)
    expect(scene.texts).toContain(`@closed by server  # ${left}`)
    expect(scene.talk.ending).toBe('hung up')
    expect(scene.isOver).toBe(true)
  })

  it('tells a server that is done with us from one that hangs up', async () => {
    const { port } = await startScripted('220 x', [[/^QUIT/, (socket) => socket.end('221 bye\r\n')]])
    const scene = await beginTalk(port)
    await scene.say('QUIT')
    expect(scene.talk.ending).toBe('quit')
    expect(scene.talk.isDone).toBe(true)
  })

  it.each([
    ['554 no mail here', 'refused'],
    ['421 too busy', 'unavailable'],
  ])('knows a greeting that refuses: %s', async (greeting, ending) => {
    const { port } = await startScripted(greeting)
    const scene = await beginTalk(port)
    await scene.shows(/S: /)
    scene.talk.leave()
    expect(scene.talk.ending).toBe(ending)
  })

  it('gives up on a server that says nothing, where nobody watches', async () => {
    const { port } = await startScripted(null)
    const scene = await beginTalk(port, { isAttended: false, session: { timeouts: uniformTimeouts(30) } })
    await scene.talk.idle()
    expect(scene.text).toMatch(/# no reply to the connection within 0\.03 s\n# No greeting\. .*\n@closed by timeout/)
    expect(scene.talk.ending).toBe('silence')
  })

  it('goes on waiting where somebody watches', async () => {
    const { port } = await startScripted('220 x', [
      [/^NOOP/, (socket) => void setTimeout(() => socket.write('250 ok\r\n'), 80)],
    ])
    const scene = await beginTalk(port, { session: { timeouts: uniformTimeouts(30) } })
    await scene.say('NOOP')
    expect(scene.text).toMatch(/# no reply to NOOP within 0\.03 s\n# .*\nS: 250 ok/)
  })

  it('shows another protocol, and has nothing to say about it', async () => {
    const { port } = await startScripted('+OK POP3 ready', [[/^LIST/, '+OK\r\n1 120\r\n.']])
    const scene = await beginTalk(port)
    await scene.say('LIST')
    await scene.shows(/S: \.$/)
    expect(scene.texts.slice(1)).toEqual([
      'S: +OK POP3 ready',
      expect.stringMatching(/^# This is POP3/),
      'C: LIST',
      'S: +OK',
      'S: 1 120',
      'S: .',
    ])
  })

  it('shows NULs, and a line that does not end', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { port } = await startScripted('220 a\0b', [[/^NOOP/, (socket) => socket.write('250 no end')]])
    const scene = await beginTalk(port)
    await scene.shows(/next/)
    await scene.talk.say(encode('NOOP'))
    await vi.waitFor(() => expect(scene.talk.session.transcript.events.at(-1)).toMatchObject({ kind: 'received' }))
    vi.advanceTimersByTime(1000)
    expect(scene.texts.at(-1)).toBe('S| 250 no end')
    expect(scene.text).toContain('S| 220 a\\0b\\r\\n')
  })

  it('takes a reply of ten thousand lines', async () => {
    const { port } = await startScripted('220 x', [[/^HELP/, `${'214-help\r\n'.repeat(9999)}214 end`]])
    const scene = await beginTalk(port)
    await scene.say('HELP')
    expect(scene.texts.filter((text) => text.startsWith('S: 214'))).toHaveLength(10_000)
    expect(scene.texts.filter((text) => text.startsWith('# 214'))).toHaveLength(1)
  })

  it('says what was not sent', async () => {
    const { port } = await startScripted('220 x', [[/^NOOP/, hangUp]])
    const scene = await beginTalk(port)
    await scene.talk.idle()
    for (const line of ['NOOP', 'RSET', 'QUIT']) void scene.talk.say(encode(line))
    await scene.shows(/# 2 lines were not sent/)
    await scene.say('NOOP')
    expect(scene.texts.at(-1)).toBe('# there is no connection any more')
  })
})

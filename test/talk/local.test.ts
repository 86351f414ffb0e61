import { describe, expect, it } from 'vitest'
import { encode, latin1 } from '../../src/protocol/bytes.ts'
import { timing } from '../../src/talk/reports.ts'
import { readTranscript } from '../../src/transcript/read-transcript.ts'
import { localCommands, runLocal } from '../../src/talk/local.ts'
import { cert, key } from '../server/certificate.ts'
import { beginTalk, startScripted, startServer, type Scene, type SceneOptions } from './scene.ts'

const envelope = ['EHLO', 'MAIL FROM:<al@example.org>', 'RCPT TO:<bob@example.test>']

async function begin(options: SceneOptions = {}): Promise<Scene> {
  const { port } = await startServer({ practice: true, hostname: 'mail.example.test' })
  const scene = await beginTalk(port, options)
  await scene.talk.idle()
  return scene
}

/** What a command shows. */
async function run(scene: Scene, command: string): Promise<string> {
  const before = scene.lines.length
  await runLocal(scene.talk, command)
  await scene.talk.idle()
  return scene.texts.slice(before).join('\n')
}

describe('the local commands', () => {
  it('status', async () => {
    const scene = await begin()
    expect(await run(scene, 'status')).toMatch(
      /^# connected to 127\.0\.0\.1:\d+ from 127\.0\.0\.1:\d+\n# not encrypted\n# greeted; EHLO is due$/,
    )
    await scene.say(...envelope)
    expect(await run(scene, 'status')).toMatch(/DATA may follow\n# from <al@example.org>\n# to <bob@example.test>$/)
    scene.talk.close()
    expect(await run(scene, 'status')).toMatch(/^# no longer connected/)
  })

  it('status, while a reply is due', async () => {
    const { port } = await startScripted('220 x', [[/^NOOP/, null]])
    const scene = await beginTalk(port)
    await scene.talk.idle()
    await scene.talk.say(encode('NOOP'))
    const before = scene.lines.length
    await runLocal(scene.talk, 'status')
    expect(scene.texts.slice(before)).toContain('# waiting for the reply to NOOP')
  })

  it('caps', async () => {
    const scene = await begin()
    expect(await run(scene, 'caps')).toContain('EHLO has not been said yet')
    await scene.say('EHLO')
    expect(await run(scene, 'caps')).toMatch(/^# mail\.example\.test offers:\n# PIPELINING +\w/)
  })

  it('starttls', async () => {
    const { port } = await startServer({ tls: { key, cert } })
    const scene = await beginTalk(port)
    await scene.say('EHLO')
    await run(scene, 'starttls')
    expect(scene.talk.session.isEncrypted).toBe(true)
  })

  it('auth, with the mechanism on offer or the one that is named', async () => {
    const { port, heard } = await startScripted('220 x', [
      [/^EHLO/, '250-x\r\n250 AUTH LOGIN PLAIN'],
      [/^AUTH/, '334 '],
      [/./, '235 ok'],
    ])
    const scene = await beginTalk(port, { answers: ['u', 'p', 'u', 'p'] })
    await scene.say('EHLO')
    await run(scene, 'auth')
    await run(scene, 'auth login')
    expect(heard.filter((line) => line.startsWith('AUTH'))).toEqual(['AUTH PLAIN', 'AUTH LOGIN'])
  })

  it('auth, with what is known: in the best way there is, or in the one that is named', async () => {
    const { port } = await startServer({ auth: { users: { bob: { password: 'pencil' } }, allowInClear: true } })
    for (const [command, said] of [
      ['auth', 'C: AUTH SCRAM-SHA-256 ‹secret›'],
      ['auth plain', 'C: AUTH PLAIN ‹secret›'],
    ] as const) {
      const scene = await beginTalk(port, { login: { user: 'bob', password: 'pencil' } })
      await scene.talk.idle()
      expect(await run(scene, command)).toBe('# not now: greeted; EHLO is due')
      await scene.say('EHLO')
      const shown = await run(scene, command)
      expect(shown).toContain(said)
      expect(shown).toMatch(/^S: 235 /m)
      expect(scene.talk.standing.isAuthenticated).toBe(true)
      expect(scene.questions).toEqual([])
      await scene.say('NOOP')
      expect(scene.texts).toContain('S: 250 2.0.0 Ok')
    }
  })

  it('auth, with what is known and wrong: the conversation goes on', async () => {
    const { port } = await startServer({
      auth: { users: { bob: { password: 'pencil' } }, allowInClear: true, limits: { delay: 0 } },
    })
    const scene = await beginTalk(port, { login: { user: 'bob', password: 'eraser' } })
    await scene.say('EHLO')
    expect(await run(scene, 'auth')).toMatch(/^# AUTH SCRAM-SHA-256: 535 5\.7\.8 .*\(not tried by /m)
    await scene.say('NOOP')
    expect(scene.texts).toContain('S: 250 2.0.0 Ok')
    expect(scene.text).not.toContain('eraser')
  })

  it('auth, where none is on offer', async () => {
    expect(await run(await begin(), 'auth')).toBe('# the server offers no way to log in with a password')
  })

  it('send: a whole message, line ends mended, dots doubled', async () => {
    const server = await startServer()
    const scene = await beginTalk(server.port, { content: { 'a.eml': 'Subject: x\n\n.dot\r\n..\nend' } })
    await scene.say(...envelope)
    expect(await run(scene, 'send a.eml')).toMatch(/^C: DATA\nS: 354.*\n# 354.*\nC: Subject: x\nC: \nC: \.\.dot\n/)
    expect(latin1(await server.store.messages[0]!.content.bytes())).toMatch(
      /Subject: x\r\n\r\n\.dot\r\n\.\.\r\nend\r\n$/,
    )
  })

  it('send, inside mail data that was begun by hand', async () => {
    const server = await startServer()
    const scene = await beginTalk(server.port, { content: { body: 'the body\n' } })
    await scene.say(...envelope, 'DATA', 'Subject: x', '')
    await run(scene, 'send body')
    expect(latin1(await server.store.messages[0]!.content.bytes())).toMatch(/Subject: x\r\n\r\nthe body\r\n$/)
    expect(scene.talk.session.state).toBe('ready')
  })

  it('send, without an envelope, says which one it might be', async () => {
    const letter =
      'From: Al <al@example.org>\nTo: bob@example.test\nCc: Bob <bob@example.test>, eve@example.test\n\nhi\n'
    const scene = await begin({ content: { letter } })
    expect(await run(scene, 'send letter')).toBe('# not now: greeted; EHLO is due')
    await scene.say('EHLO')
    expect((await run(scene, 'send letter')).split('\n').slice(1)).toEqual([
      '# MAIL FROM:<al@example.org>',
      '# RCPT TO:<bob@example.test>',
      '# RCPT TO:<eve@example.test>',
    ])
  })

  it('send shows the beginning of a long message', async () => {
    const scene = await begin({ content: { long: 'Subject: x\n\n' + 'line\n'.repeat(100) } })
    await scene.say(...envelope)
    const shown = await run(scene, 'send long')
    expect(shown.match(/^C: line$/gm)).toHaveLength(18)
    expect(shown).toContain('# … 82 more lines of the message\nC: .\nS: 250')
    // What is typed afterwards is shown whole again.
    await scene.say('MAIL FROM:<al@example.org>')
    expect(scene.texts).toContain('C: MAIL FROM:<al@example.org>')
  })

  it('send counts what is not kept of a long message', async () => {
    const scene = await begin({ content: { long: 'Subject: x\n\n' + 'line\n'.repeat(20_000) } })
    await scene.say(...envelope)
    const shown = await run(scene, 'send long')
    expect(shown.match(/^C: line$/gm)).toHaveLength(18)
    expect(shown).toMatch(/C: line\n# … \d+ more lines of the message, and \d+ octets\nC: \.\nS: 250/)
  })

  it('send, with DATA refused', async () => {
    const { port, heard } = await startScripted('220 x', [[/^DATA/, '451 later']])
    const scene = await beginTalk(port, { content: { a: 'Subject: x\n\nhi\n' } })
    await scene.say(...envelope)
    await run(scene, 'send a')
    expect(heard.at(-1)).toBe('DATA')
  })

  it('paste', async () => {
    const server = await startServer()
    const scene = await beginTalk(server.port)
    await scene.say(...envelope)
    expect(await run(scene, 'paste')).toBe('# nothing was pasted')
    scene.pasted = encode('Subject: x\r\n\r\n.\r\nrest\r\n')
    await run(scene, 'paste')
    expect(latin1(await server.store.messages[0]!.content.bytes())).toMatch(/\r\n\.\r\nrest\r\n$/)
  })

  it('raw', async () => {
    const scene = await begin()
    expect(await run(scene, String.raw`raw "NO\x4fP\r\nRSET\r\n"`)).toMatch(/^C: NOOP\nC: RSET\nS: 250[^]*S: 250/)
    expect(await run(scene, String.raw`raw "\q"`)).toContain('"\\q" is not an escape')
    expect(await run(scene, 'raw')).toContain('raw "NOOP\\r\\n"')
  })

  it('save', async () => {
    const scene = await begin({ content: { 'old.smtp': '' }, answers: ['n', 'yes'] })
    await scene.say('EHLO')
    await run(scene, 'save new.smtp')
    expect(readTranscript(scene.written.get('new.smtp')!)).toMatchObject({ ok: true })
    await run(scene, 'save old.smtp')
    expect(scene.written.has('old.smtp')).toBe(false)
    await run(scene, 'save old.smtp')
    expect(scene.written.has('old.smtp')).toBe(true)
  })

  it('save, with credentials where that was asked for', async () => {
    for (const keepSecrets of [false, true]) {
      const scene = await begin({ keepSecrets })
      await scene.say('EHLO', 'AUTH PLAIN AGEAYg==')
      const shown = await run(scene, 'save new.smtp')
      expect(shown).toContain(keepSecrets ? 'credentials are in it' : 'credentials are left out')
      expect(scene.written.get('new.smtp')!.includes('AGEAYg==')).toBe(keepSecrets)
      expect(scene.text).not.toContain('AGEAYg')
    }
  })

  it('commands for the server, when it has hung up', async () => {
    const scene = await begin()
    scene.talk.close()
    expect(await run(scene, 'NOOP')).toBe('# there is no connection any more')
    expect(await run(scene, 'dance')).toContain('no command "dance"')
  })

  it('explain', async () => {
    const scene = await begin()
    await scene.say('EHLO', 'MAIL FROM:<al@example.org>', 'RCPT TO:<nobody@example.test>')
    expect(await run(scene, 'explain')).toMatch(/^# 550 5\.1\.1: No such mailbox\n# .*\n# Usual cause: .*\n# It is for/)
    expect(await run(scene, 'explain 421')).toMatch(/^# 421: /)
    expect(await run(scene, 'explain PIPELINING')).toMatch(/^# PIPELINING: /)
    expect(await run(scene, 'explain all')).toMatch(/The client names the recipient <nobody@example.test>/)
  })

  it('timing', async () => {
    const scene = await begin()
    await scene.say('EHLO', 'AUTH PLAIN c2VjcmV0')
    const shown = await run(scene, 'timing')
    expect(shown).toMatch(
      /^# +\d+\.\d ms {2}connect\n# +\d+\.\d ms {2}greeting +220\n# +\d+\.\d ms {2}EHLO me\.example\.org {2}250$/m,
    )
    expect(shown).not.toContain('c2VjcmV0')
  })

  it('timing shows a command as it was typed', async () => {
    const scene = await begin()
    await scene.say('EHLO', 'mail from: me@example.org', 'AUTH PLAIN c2VjcmV0')
    const shown = await run(scene, 'timing')
    expect(shown).toMatch(/ mail from: me@example\.org +250 2\.1\.0$/m)
    expect(shown).not.toContain('c2VjcmV0')
  })

  it('timing, in the order of things, the greeting counted from the handshake', () => {
    const events = readTranscript(
      [
        ['@role client', '', '@at 0.01', '@open 127.0.0.1:2 127.0.0.1:1', '@at 0.05', '@tls TLSv1.3 AES'],
        ['@at 0.06', 'S: 220 x', '@at 1', 'C: NOOP', '@at 1.002', 'S: 250 ok', ''],
      ]
        .flat()
        .join('\n'),
    )
    if (!events.ok) throw new Error('a transcript is expected')
    expect(timing(events.value).map((row) => row.trim().replace(/ +/g, ' '))).toEqual([
      '10.0 ms connect',
      '40.0 ms TLS',
      '10.0 ms greeting 220',
      '2.0 ms NOOP 250',
    ])
  })

  it('close and quit', async () => {
    const scene = await begin()
    expect(await run(scene, 'close')).toBe('@closed by client')
    expect(scene.talk.isDone).toBe(false)
    await run(scene, 'quit')
    expect(scene.talk.isDone).toBe(true)
    const other = await begin()
    expect(await run(other, 'quit')).toMatch(/^C: QUIT\nS: 221/)
  })

  it('help lists them all', async () => {
    const help = await run(await begin(), 'help')
    for (const { form, meaning } of Object.values(localCommands)) {
      expect(help).toContain(form)
      expect(help).toContain(meaning)
    }
  })

  it.each([
    ['stat', /^# connected/],
    ['?', /status/],
    ['s', /"s" is short for several: status or starttls or send or save\?/],
    ['dance', /there is no command "dance"; "help" lists them/],
    ['send', /name the file/],
    ['send missing.eml', /no file missing\.eml/],
    ['save', /name the file/],
    ['', /^$/],
  ])('"%s"', async (command, shown) => {
    expect(await run(await begin(), command)).toMatch(shown)
  })
})

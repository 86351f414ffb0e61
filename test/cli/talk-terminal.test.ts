import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate, setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { files } from '../../src/cli/verbs/talk/files.ts'
import { History } from '../../src/cli/verbs/talk/history.ts'
import { TalkTerminal } from '../../src/cli/verbs/talk/terminal.ts'
import type { SessionOptions } from '../../src/client/session.ts'
import { latin1 } from '../../src/protocol/bytes.ts'
import { createStyle } from '../../src/report/style.ts'
import { Commentator } from '../../src/talk/comment.ts'
import type { TalkOptions } from '../../src/talk/options.ts'
import { Talk } from '../../src/talk/talk.ts'
import { hangUp, type Talker } from '../client/talker.ts'
import { startScripted, startServer } from '../talk/scene.ts'
import { Keyboard, Screen } from './screen.ts'

interface Desk {
  readonly talk: Talk
  readonly screen: Screen
  readonly keyboard: Keyboard
  /** Settles when the person has left. */
  readonly done: Promise<void>
  /** Press keys; settles when the screen shows what is expected. */
  readonly press: (keys: string | Uint8Array, pattern?: RegExp) => Promise<void>
}

interface DeskOptions extends TalkOptions {
  readonly session?: SessionOptions
  readonly columns?: number
  readonly color?: boolean
  readonly escape?: string | null
  readonly history?: string | null
  readonly introduces?: boolean
}

/** Sit down at a terminal and talk with a port of this machine. */
async function sitDown(port: number, options: DeskOptions = {}): Promise<Desk> {
  const {
    columns = 100,
    color = false,
    escape = '\x1d',
    history = null,
    introduces = false,
    session = {},
    ...rest
  } = options
  const screen = new Screen(columns)
  const keyboard = new Keyboard()
  const terminal = new TalkTerminal({
    input: keyboard as unknown as NodeJS.ReadStream,
    output: screen as unknown as NodeJS.WriteStream,
    style: createStyle(color),
    escape,
    introduces,
    history: new History(history),
    files,
  })
  const talk = new Talk(
    { kind: 'tcp', host: '127.0.0.1', port },
    session,
    { helloName: 'me.example.org', comments: new Commentator(), ...rest },
    terminal,
  )
  await talk.open()
  const done = terminal.hold(talk).then(() => {})
  onTestFinished(() => {
    talk.leave()
    return done
  })
  await screen.shows(/\nS: .*\n(?:#.*\n)*C:$/)
  return {
    talk,
    screen,
    keyboard,
    done,
    press: async (keys, pattern = /^/) => {
      keyboard.write(keys)
      await setImmediate()
      await screen.shows(pattern)
    },
  }
}

const friendly = [
  [/^EHLO/, '250-mail.example.test\r\n250-SIZE 1000\r\n250-DSN\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME'],
  [/^AUTH PLAIN$/, '334 '],
  [/^AUTH LOGIN$/, '334 VXNlcm5hbWU6'],
  [/^AGF|^YWxp|^c2Vj/, '235 2.7.0 welcome'],
  [/^DATA$/, '354 go on'],
  [/^QUIT$/, '221 bye'],
] as const

async function startFriendly(): Promise<Talker> {
  return startScripted('220 mail.example.test ESMTP', friendly)
}

const CTRL_C = '\x03'
const CTRL_D = '\x04'
const ESCAPE = '\x1d'
const UP = '\x1b[A'

describe('at a terminal', () => {
  it('shows what is typed as what was sent, and leaves with Ctrl-D', async () => {
    const { port } = await startFriendly()
    const { screen, press, done, keyboard } = await sitDown(port)
    expect(keyboard.isRaw).toBe(true)
    await press('EHLO\r', /8BITMIME\n# 250.*\n# next.*\nC:$/)
    await press('NOOP', /C: NOOP$/)
    await press('\x7f\x7fT\r', /# 250: .*\nC:$/)
    await press(CTRL_D)
    await done
    expect(screen.text.split('\n').slice(1)).toEqual([
      'S: 220 mail.example.test ESMTP',
      '# 220: Service ready',
      '# next: EHLO your.host.name or QUIT',
      'C: EHLO me.example.org',
      'S: 250-mail.example.test',
      'S: 250-SIZE 1000',
      'S: 250-DSN',
      'S: 250-AUTH PLAIN LOGIN',
      'S: 250 8BITMIME',
      '# 250: Hello accepted; it offers 4 extensions',
      '# next: AUTH PLAIN|LOGIN, MAIL FROM:<sender@domain> or QUIT',
      'C: NOT',
      'S: 250 ok',
      expect.stringMatching(/^# 250: /),
      'C: QUIT',
      'S: 221 bye',
      '# 221: Goodbye',
      '@closed by client',
    ])
    expect(keyboard.isRaw).toBe(false)
  })

  it('paints the client blue, the server red, and what is typed as well', async () => {
    const { port } = await startFriendly()
    const { screen, press } = await sitDown(port, { color: true })
    await screen.shows(/Service ready/)
    expect(screen.sent).toContain('\x1b[91mS: 220 mail.example.test ESMTP\x1b[39m')
    expect(screen.sent).toContain('\x1b[2m# 220: Service ready\x1b[22m')
    await press('NOOP\r', /S: 250 ok/)
    expect(screen.sent).toMatch(/\x1b\[94mC: NOOP/)
    expect(screen.sent).toContain('\x1b[94mC: NOOP\x1b[39m\n')
  })

  it('keeps the line that is being typed when something arrives', async () => {
    let say = (_text: string) => {}
    const { port } = await startScripted((socket) => {
      socket.write('220 x\r\n')
      say = (text) => void socket.write(text)
    })
    const long = 'MAIL FROM:<somebody.with.a.long.name@example.org>'
    const { screen, press } = await sitDown(port, { columns: 30, hints: false })
    await press(long, /org>$/)
    await press('\x1b[D\x1b[D')
    say('421 I have to go now, the machine is to be shut down\r\n')
    await screen.shows(/# the text\.\nC: MAIL FROM:<somebody\.with\.a\.\nlong/)
    expect(screen.text.match(/MAIL FROM/g)).toHaveLength(1)
    expect(screen.beforeCursor).toBe('long.name@example.or')
    await press('X', /orXg>$/)
  })

  it('takes long lines off the screen before it shows what was sent', async () => {
    const { port } = await startFriendly()
    const { screen, press } = await sitDown(port, { columns: 30 })
    for (const length of [25, 26, 27, 28, 60, 200]) {
      const line = String(length).padEnd(length, 'x')
      await press(`${line}\r`)
      await screen.shows(new RegExp(`C: ${length}[x\\n]*\\nS: 250 ok\n[^]*\nC:$`))
      const shown = screen.text.split('C: ').map((part) => part.replace(/\n/g, ''))
      expect(shown.filter((part) => part.startsWith(`${length}x`))).toEqual([
        expect.stringContaining(`${line}S: 250 ok`),
      ])
    }
  })

  it('draws the line that is being typed anew in a window of another width', async () => {
    const { port } = await startFriendly()
    const { press, screen } = await sitDown(port)
    await press('half a line', /C: half a line$/)
    screen.resize(60)
    expect(screen.text).toMatch(/\nC: half a line$/)
    expect(screen.text).not.toContain('parley>')
  })

  it('passes Latin-1 and UTF-8 as they were typed', async () => {
    const server = await startServer()
    const { press } = await sitDown(server.port)
    await press('EHLO\rMAIL FROM:<a@example.org>\rRCPT TO:<b@example.org>\rDATA\r', /mail data/)
    await press(Uint8Array.of(0x0d, 0xe9, 0x0d))
    await press('d\u00e9j\u00e0 vu \u{1f480}\r.\r', /queued as/)
    const content = await server.store.messages[0]!.content.bytes()
    expect(latin1(content)).toContain(
      `\r\n\xe9\r\n${latin1(new TextEncoder().encode('d\u00e9j\u00e0 vu \u{1f480}'))}\r\n`,
    )
  })

  it('types a tab in mail data, and completes elsewhere', async () => {
    const server = await startServer()
    const { screen, press } = await sitDown(server.port)
    await press('eh')
    await press('\t', /C: EHLO me\.example\.org$/)
    await press('\r', /# next: MAIL/)
    await press('MAIL FROM:<a@example.org> ', /org>$/)
    await press('\t', /# SIZE= {2}BODY=7BIT .*ENVID=\nC: MAIL FROM:<a@example.org>$/)
    await press('\rRCPT TO:', /# next: RCPT.*\nC: RCPT TO:$/)
    await press('\t', /RCPT TO:<a@example\.org>$/)
    await press('\rDATA\r', /mail data/)
    await press('\r')
    await press('a')
    await press('\t')
    await press('b\r')
    await press('.\r', /queued/)
    expect(latin1(await server.store.messages[0]!.content.bytes())).toContain('\r\na\tb\r\n')
    expect(screen.text).not.toContain('C: ehlo')
  })

  it('completes before it goes on, however fast keys are typed', async () => {
    const { port, heard } = await startFriendly()
    const { press } = await sitDown(port)
    await press('eh\tx\rMAI\tal@example.org>\r', /C: MAIL FROM:<al@example\.org>\nS: 250/)
    expect(heard).toEqual(['EHLO me.example.orgx', 'MAIL FROM:<al@example.org>'])
    await press(`${ESCAPE}explain a\tx`, /parley> explain allx$/)
    await press(`${CTRL_C}MAIL FROM:<a> \t\t`, /# SIZE=.*\n# SIZE=.*\nC: MAIL FROM:<a>$/)
  })

  it('takes a tab in a paste for what it is', async () => {
    const { port, heard } = await startFriendly()
    const { press } = await sitDown(port)
    await press('\x1b[200~MAI\tx\rNOOP\x1b[201~\r', /C: NOOP\nS: 250/)
    expect(heard).toEqual(['MAI\tx', 'NOOP'])
  })

  it('breaks what it remarks between words, and nothing that was said', async () => {
    const { port } = await startScripted('220 x', [[/^EHLO/, '250 mail.example.test is ready for you']])
    const { press } = await sitDown(port, { columns: 30 })
    await press('EHLO\r', /S: 250 mail\.example\.test is re\nady for you\n/)
    await press('', /# next: MAIL\n# FROM:<sender@domain> or QUIT\nC:$/)
  })

  it('takes a whole conversation that is pasted', async () => {
    const server = await startServer()
    const { press } = await sitDown(server.port)
    const lines = [
      'EHLO',
      'MAIL FROM:<a@example.org>',
      'RCPT TO:<b@example.org>',
      'DATA',
      'Subject: x',
      '',
      'a\tb',
      '.',
      'QUIT',
    ]
    await press(lines.map((line) => `${line}\r`).join(''), /@closed/)
    expect(latin1(await server.store.messages[0]!.content.bytes())).toContain('Subject: x\r\n\r\na\tb\r\n')
  })
})

describe('keys', () => {
  it('Ctrl-C clears the line; twice, it hangs up', async () => {
    const { port, heard } = await startFriendly()
    const { press, screen, done } = await sitDown(port)
    await press('garbage', /garbage$/)
    await press(CTRL_C, /# Ctrl-C again hangs up; .*\nC:$/)
    await press('x')
    await press('\x7f', /C:$/)
    await press(CTRL_C, /again[^]*again.*\nC:$/)
    await press(CTRL_C)
    await done
    expect(heard).toEqual([])
    expect(screen.text).toMatch(/@closed by client$/)
  })

  it('Ctrl-C in mail data offers to give the message up', async () => {
    const server = await startServer()
    const { press, talk } = await sitDown(server.port)
    await press('EHLO\rMAIL FROM:<a@example.org>\rRCPT TO:<b@example.org>\rDATA\r', /mail data/)
    await press('Subject: x\r')
    await press(CTRL_D, /a dot on a line by itself ends the message/)
    await press(CTRL_C, /give the message up,.* \[y\/N\]$/)
    await press('\r', /\[y\/N\]\nC:$/)
    await press('\rhello\r')
    await press(CTRL_C)
    await press('y\r', /it is not delivered\n.*\nparley>$/)
    expect(talk.isOver).toBe(true)
    expect(server.store.messages).toHaveLength(0)
  })

  it('the escape character leads to the local prompt and back', async () => {
    const { port } = await startFriendly()
    const { press, screen } = await sitDown(port)
    await press('half', /C: half$/)
    await press(ESCAPE, /parley>$/)
    expect(screen.text).not.toContain('half')
    await press('stat')
    await press('\t', /parley> status$/)
    await press('\r', /# parley> status\n# connected to .*[^]*C: half$/)
    await press(ESCAPE, /parley>$/)
    await press(ESCAPE, /C: half$/)
  })

  it('keys may come in pieces, and Escape is one by itself', async () => {
    const { port } = await startFriendly()
    const { press } = await sitDown(port)
    await press('NOOP\r', /S: 250 ok[^]*C:$/)
    await press('\x1b')
    await press('[')
    await press('A', /C: NOOP$/)
    await press('\x1b')
    await pause(150)
    await press('x', /C: NOOPx$/)
  })

  it('another escape character counts only at the beginning of a line', async () => {
    const { port } = await startFriendly()
    const { press } = await sitDown(port, { escape: '~' })
    for (const key of 'a~b') await press(key)
    await press('~c', /C: a~b~c$/)
    await press(CTRL_C, /again/)
    await press('~', /parley>$/)
  })

  it.each([
    [ESCAPE, '# Ctrl-] leads to the local prompt; '],
    ['~', '# ~ at the beginning of a line leads to the local prompt; '],
  ])('the way to the local prompt is told: %j', async (escape, told) => {
    const { port } = await startFriendly()
    const { screen } = await sitDown(port, { escape, introduces: true })
    expect(screen.text).toMatch(/^# connected to .*\n# .*\nS: 220/)
    expect(screen.text).toContain(told)
  })

  it('there may be no escape character at all', async () => {
    const { port, heard } = await startFriendly()
    const { press } = await sitDown(port, { escape: null })
    await press('a\x1db\r', /250 ok/)
    expect(heard).toEqual(['a\x1db'])
  })
})

describe('what must not be seen', () => {
  it('a password is neither shown nor remembered', async () => {
    const { port } = await startFriendly()
    const folder = mkdtempSync(join(tmpdir(), 'parley-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const history = join(folder, 'state', 'talk-history')
    const { press, screen, talk } = await sitDown(port, { history })
    await press('EHLO\r', /next: AUTH/)
    await press('AUTH PLAIN\r', /# user.*: $|# user.*:$/)
    await press('alice\r', /# user.*: alice\n# password:$/)
    await press('sesame')
    await press('\r', /235 2\.7\.0/)
    await press('AUTH PLAIN AGFsaWNlAHNlc2FtZQ==\r', /‹secret›[^]*‹secret›[^]*S: /)
    await press('NOOP\r', /C: NOOP/)
    await press(ESCAPE)
    await press('status\r', /# connected/)
    expect(screen.sent).not.toContain('sesame')
    expect(screen.text).not.toContain('AGFs')
    expect(readFileSync(history, 'utf8')).toBe('EHLO\nAUTH PLAIN\nNOOP\n')
    expect(statSync(history).mode & 0o777).toBe(0o600)
    await press(UP, /C: NOOP$/)
    await press(UP, /C: AUTH PLAIN$/)
    expect(talk.session.transcript.events.some((event) => event.kind === 'sent' && event.secret)).toBe(true)
  })

  it('mail data and credentials are no history', async () => {
    const { port } = await startFriendly()
    const { press } = await sitDown(port)
    await press('EHLO\r', /next: AUTH/)
    await press('AUTH LOGIN\r', /user/)
    await press('\r', /or \* to give up\nC:$/)
    await press('YWxpY2U=\r', /235/)
    await press(UP, /C: AUTH LOGIN$/)
    await press(CTRL_C)
    await press('DATA\r', /mail data/)
    await press('Dear Bob\r')
    await press('.\r', /S: 250 ok/)
    await press(UP, /C: DATA$/)
  })

  it('mail data and credentials are no history where they are pasted, either', async () => {
    const { port } = await startFriendly()
    const { press } = await sitDown(port)
    await press('EHLO\rAUTH LOGIN\rYWxpY2U=\rNOOP\rDATA\rDear Bob\r.\rRSET\r', /C: RSET\nS: 250 ok[^]*C:$/)
    const remembered = ['RSET', 'DATA', 'NOOP', 'AUTH LOGIN', 'EHLO']
    for (const line of remembered) await press(UP, new RegExp(`\\nC: ${line}$`))
  })

  it('history goes on in the next conversation, and knows the addresses', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const history = join(folder, 'talk-history')
    const { port } = await startFriendly()
    const first = await sitDown(port, { history })
    await first.press('EHLO\rMAIL FROM:<zoe@example.org>\r', /C: MAIL[^]*250 ok/)
    await first.press(CTRL_D)
    await first.done
    const second = await sitDown(port, { history })
    await second.press(UP, /C: MAIL FROM:<zoe@example\.org>$/)
    await second.press(CTRL_C, /again/)
    await second.press('RCPT TO:<z')
    await second.press('\t', /RCPT TO:<zoe@example\.org>$/)
  })
})

describe('the local prompt', () => {
  it('pastes a message, dots and all', async () => {
    const server = await startServer()
    const { press, screen } = await sitDown(server.port)
    await press('EHLO\rMAIL FROM:<a@example.org>\rRCPT TO:<b@example.org>\r', /next: .*DATA/)
    await press(ESCAPE)
    await press('paste\r', /Ctrl-D[^]*# \|$/)
    await press('Subject: x\r\r.\rQUIT\r', /# \| QUIT\n# \|$/)
    await press(CTRL_D, /C: \.\.\nC: QUIT\nC: \.\nS: 250/)
    expect(latin1(await server.store.messages[0]!.content.bytes())).toMatch(/Subject: x\r\n\r\n\.\r\nQUIT\r\n$/)
    expect(screen.text).toContain('# parley> paste')
  })

  it('takes what is typed ahead of its question', async () => {
    const { port } = await startFriendly()
    const { press } = await sitDown(port)
    await press(`${ESCAPE}paste\rhello\r`, /# \| hello\n# \|$/)
    await press(CTRL_C, /nothing was pasted\nC:$/)
  })

  it('stays when the server hangs up, until it is left', async () => {
    const { port } = await startScripted('220 x', [[/^NOOP/, hangUp]])
    const { press, done, screen } = await sitDown(port)
    await press(
      'NOOP\r',
      /@closed by server {2}# before the reply to NOOP\n# The server hung up[\s\S]*"quit" leaves\nparley>$/,
    )
    await press('explain\r', /220: [^]*parley>$/)
    await press('\r')
    await done
    expect(screen.text).not.toMatch(/parley>$/)
  })

  it('asks nothing more when the server hangs up during a question', async () => {
    const { port } = await startScripted('220 x', [
      [/^EHLO/, '250-x\r\n250 AUTH PLAIN'],
      [/^AUTH/, (socket) => socket.write('334 \r\n', () => setTimeout(() => socket.destroy(), 30))],
    ])
    const { press, done } = await sitDown(port)
    await press('EHLO\rAUTH PLAIN\r', /@closed[^]*user.*:$/)
    await press(CTRL_C, /parley>$/)
    await press(CTRL_D)
    await done
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode } from '../../src/protocol/bytes.ts'
import { transcriptJson } from '../../src/transcript/write-json.ts'
import { readDialogue } from '../../src/transcript/dialogue.ts'
import { readPaste } from '../../src/transcript/paste/read-paste.ts'
import { readConversation } from '../../src/transcript/read-conversation.ts'
import { readLines } from '../../src/transcript/lines.ts'
import type { Transcript } from '../../src/transcript/transcript.ts'
import { writeTranscript } from '../../src/transcript/write-transcript.ts'

const folder = 'test/transcript/pastes'

function paste(name: string): Transcript {
  const transcript = readPaste(readFileSync(`${folder}/${name}.txt`, 'utf8'))
  if (!transcript) throw new Error(`${name} is not read`)
  return transcript
}

function linesOf(transcript: Transcript | null): string[] | null {
  return transcript && readLines(transcript).map(({ speaker, text }) => `${speaker === 'client' ? 'C' : 'S'}: ${text}`)
}

/** What was pasted stands in NAME.txt, the conversation that it is in NAME.smtp. */
describe('readPaste', () => {
  const names = readdirSync(folder).flatMap((file) => (file.endsWith('.txt') ? [file.slice(0, -4)] : []))

  it.each(names)('reads %s', async (name) => {
    await expect(writeTranscript(paste(name))).toMatchFileSnapshot(`pastes/${name}.smtp`)
  })

  it('takes the blank lines of a page for its layout', () => {
    const { turns, messages, state } = readDialogue(paste('web-page'))
    expect(messages.map(({ content }) => decode(content))).toEqual(['testing\r\ntesting\r\ntesting\r\n'])
    expect(turns.map(({ occasion, reply }) => `${occasion} ${reply?.code}`)).toEqual([
      'greeting 220',
      'EHLO 250',
      'MAIL 250',
      'RCPT 250',
      'DATA 354',
      'end-of-data 250',
    ])
    expect(state).toBe('ready')
  })

  it('makes good the greeting that a program does not show', () => {
    const { turns, deviations } = readDialogue(paste('smtplib-without-greeting'))
    expect(turns.slice(0, 3).map(({ occasion, reply }) => `${occasion} ${reply?.code}`)).toEqual([
      'greeting 220',
      'EHLO 250',
      'MAIL 250',
    ])
    expect(deviations).toEqual([])
  })

  it('takes back what was typed wrong and what s_client kept for itself', () => {
    const text = writeTranscript(paste('telnet-backspaces')) + writeTranscript(paste('openssl-renegotiating'))
    expect(text).toContain('C: rcpt to:<nobody@example.test>')
    expect(text).not.toMatch(/\^H|^C: (?:RCPT|QUIT|RENEG)/m)
  })

  it.each([
    ['telnet: connect to address 192.0.2.1: Connection refused', 'connect', 'ECONNREFUSED'],
    ['FATAL ERROR: Network error: Connection timed out', 'connect', 'ETIMEDOUT'],
    ['Unable to open connection to mx.example.test: Host does not exist', 'resolve', 'ENOTFOUND'],
    ["=== Trying x.invalid:25...\n*** \tIO::Socket::INET: Bad hostname 'x.invalid'", 'resolve', 'ENOTFOUND'],
    ['Connecting To mx.test...Could not open connection to the host, on port 25: Connect failed', 'connect', ''],
    [
      'Traceback (most recent call last):\nConnectionRefusedError: [Errno 111] refused: Connection refused',
      'connect',
      'ECONNREFUSED',
    ],
    ['* OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number\n* Closing connection 0', 'tls', 'TLS'],
    ['80FB915A:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:x.c:350:', 'tls', 'TLS'],
  ])('sees why there is no conversation in %j', (text, phase, code) => {
    expect(readPaste(text)?.events).toMatchObject([{ kind: 'failed', phase, code }])
  })

  it.each(['curl', 'postfix', 'swaks-tls'])('makes good the mail data that %s does not show', (name) => {
    const { turns, messages } = readDialogue(paste(name))
    expect(messages).toMatchObject([{ isComplete: true, replies: [{ code: 250 }] }])
    expect(turns.every(({ reply, occasion }) => reply !== null && occasion !== null)).toBe(true)
  })

  it.each(['putty', 'swaks-tls'])('hides the credentials in %s', (name) => {
    const text = writeTranscript(paste(name))
    expect(text).toContain('‹secret›')
    expect(text).not.toMatch(/250 is my name|AGFsaWNl/)
  })

  const lines = [
    'S: 220 mx.example.test ESMTP',
    'C: EHLO client.example.test',
    'S: 250-mx.example.test',
    'S: 250 HELP',
    'C: MAIL FROM:<alice@example.test>',
    'S: 250 2.1.0 Ok',
    'C: RCPT TO:<bob@example.test>',
    'S: 250 2.1.5 Ok',
    'C: DATA',
    'S: 354 Go ahead',
    'C: Subject: > hi <',
    'C: ',
    'C: 250 apples',
    'C: .',
    'S: 250 2.0.0 Ok',
    'C: QUIT',
    'S: 221 2.0.0 Bye',
  ]
  const marks: readonly (readonly [name: string, client: string, server: string])[] = [
    ['swaks', ' -> ', '<-  '],
    ['swaks with TLS', ' ~> ', '<~  '],
    ['swaks without its first blank', '-> ', '<- '],
    ['arrows', '> ', '< '],
    ['arrows from the server’s side', '< ', '> '],
    ['three arrows', '>>> ', '<<< '],
    ['two-headed arrows', '--> ', '<-- '],
    ['typeset arrows', '→ ', '← '],
    ['letters', 'C: ', 'S: '],
    ['letters of an older RFC', '   S: ', '   R: '],
    ['words', 'Client: ', 'Server: '],
    ['a log’s times', '[12:00:00.123] -> ', '[12:00:00.456] <- '],
    ['a log’s levels', '[debug] C: ', '[debug] S: '],
    ['exim', '  SMTP>> ', '  SMTP<< '],
    ['nothing', '', ''],
    ['nothing, in a list', '- ', '- '],
  ]

  it.each(marks)('reads the same conversation with %s', (name, client, server) => {
    const list = name.endsWith('in a list') ? lines.filter((line) => !/^C: (?:Subject|250|$|\.)/.test(line)) : lines
    const text = list.map((line) => (line.startsWith('C') ? client : server) + line.slice(3)).join('\n')
    const expected = name.endsWith('in a list') ? lines.filter((line) => !/^C: (?:Subject|250|$)/.test(line)) : lines
    expect(linesOf(readPaste(text))).toEqual(expected)
    expect(linesOf(readPaste(text.replaceAll('\n', '\r\n')))).toEqual(expected)
    expect(linesOf(readPaste(`Dear all,\n\nthis is what it said:\n\n${text}\n\nThanks for any help.`))).toEqual(
      expected,
    )
  })

  it.each([
    ['nothing', ''],
    [
      'prose about mail',
      'Connect, then say EHLO and your name.\nMAIL is accepted with 250.\nData follows; quit at the end.',
    ],
    ['prose with numbers', '250 people came.\n\nThe 554 others did not.'],
    ['a mail', 'From: a@b\nTo: c@d\nSubject: hi\n\nHello\n'],
    ['commands alone', 'EHLO x\nQUIT'],
    ['replies alone', '220 x\n250 y'],
    ['HTTP', '> GET / HTTP/1.1\n> Host: x\n>\n< HTTP/1.1 200 OK\n< Server: y'],
  ])('finds no conversation in %s', (_, text) => {
    expect(readPaste(text)).toBeNull()
  })

  it('takes any text', () => {
    const unit = fc.constantFrom(
      'S: ',
      'C: ',
      '> ',
      '< ',
      '250 ',
      '354 go',
      '\n',
      '\r',
      '.',
      'DATA',
      'QUIT',
      '\b',
      '\u001b[',
      'x',
      ' ',
    )
    fc.assert(fc.property(fc.string(), (text) => void readPaste(text)))
    fc.assert(fc.property(fc.string({ unit, maxLength: 40 }), (text) => void readPaste(text)))
  })

  it('takes its time with no text', () => {
    for (const piece of [
      '>',
      '> ',
      '] ',
      '] C',
      ' ',
      '12:00 ',
      '$ telnet ',
      '**',
      '\b',
      '250-x\n',
      '354 \n',
      '\u001b]',
    ]) {
      // In steps as the square of its length, each would outlast the time that a test has.
      expect(() => readPaste(piece.repeat(300_000))).not.toThrow()
    }
  })
})

describe('readConversation', () => {
  it('reads a recording', () => {
    const text = '@role server\n@peer 192.0.2.1:4711\n\n@at 0.0010\nS: 220 hi\n@at 0.0020\n@closed by client\n'
    const transcript = readConversation(text)
    expect(transcript).toMatchObject({ role: 'server', peer: '192.0.2.1:4711' })
    expect(writeTranscript(transcript!)).toBe(text)
  })

  it('reads the JSON of a recording, alone or within a result', () => {
    const transcript = paste('swaks-tls')
    const json = transcriptJson(transcript)
    expect(writeTranscript(readConversation(JSON.stringify(json))!)).toBe(writeTranscript(transcript))
    const result = JSON.stringify({ schema: 'parley-test/1', transcript: json }, null, 2)
    expect(writeTranscript(readConversation(result)!)).toBe(writeTranscript(transcript))
  })

  it.each([
    '{}',
    '{"events":[]}',
    '{"role":"client","events":[{"kind":"sent","at":0,"base64":"*"}]}',
    '{"role":"client","events":[{"kind":"closed","at":0}]}',
    '{"role":"client","events":[{"kind":"constructor","at":0}]}',
    '{"role":"client","events":[null]}',
  ])('finds none in the JSON %s', (text) => {
    expect(readConversation(text)).toBeNull()
  })

  it('reads the notation of the RFCs', () => {
    expect(linesOf(readConversation('S: 220 hi\nC: QUIT\nS: 221 bye'))).toEqual(['S: 220 hi', 'C: QUIT', 'S: 221 bye'])
  })

  it('reads what is pasted', () => {
    expect(linesOf(readConversation('220 hi\nQUIT\n221 bye'))).toEqual(['S: 220 hi', 'C: QUIT', 'S: 221 bye'])
  })

  it.each(['', '# a comment', '@title nothing is said', 'Hello'])('finds none in %j', (text) => {
    expect(readConversation(text)).toBeNull()
  })
})

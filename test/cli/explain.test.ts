import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { runParley } from './parley.ts'

const validate = new Ajv2020({ allowUnionTypes: true, strict: false }).compile(
  JSON.parse(readFileSync('schema/explain.schema.json', 'utf8')) as object,
)
const explain = (args: readonly string[], input = '') => runParley(['explain', ...args], { input })

const telnet = `Trying 192.0.2.5...
Connected to mx.example.net.
220 mx.example.net ESMTP Postfix
ehlo laptop.example.org
250 mx.example.net
mail from:<me@example.org>
250 2.1.0 Ok
rcpt to:<you@other.example>
554 5.7.1 <you@other.example>: Relay access denied
quit
221 2.0.0 Bye
Connection closed by foreign host.
`

describe('parley explain', () => {
  it.each([
    [['550'], /^550 {2}Refused/],
    [['5.7.26'], /^5\.7\.26 {2}Several authentication checks failed\n {2}means {2}/],
    [['454 4.7.1 Relay access denied'], /^454 4\.7\.1 {2}Relaying put off {2}\(Postfix, likely\)\n/],
    [['454', '4.7.1', 'Relay', 'access', 'denied'], /^454 4\.7\.1 {2}Relaying put off/],
    [['PIPELINING'], /^PIPELINING/],
    [['ECONNREFUSED'], /^Connection refused/],
    [['test/message/bounces/postfix.eml'], /^A bounce: a notification about mail that was sent\n/],
  ])('%j', async (args, shown) => {
    const { code, stdout } = await explain(args)
    expect(stdout).toMatch(shown)
    expect(code).toBe(0)
  })

  it('reads a pasted conversation line by line, and says what went wrong first', async () => {
    const { code, stdout } = await explain(['-'], telnet)
    expect(stdout).toMatch(/^C: rcpt to:<you@other\.example>\nS: 554 5\.7\.1 [^\n]*\n# The client names the recipient/m)
    expect(stdout).toMatch(/^What went wrong first\n554 5\.7\.1 {2}Relaying denied/m)
    expect(code).toBe(0)
  })

  it.each([[['550']], [['test/message/bounces/postfix.eml']], [['-']], [['nonsense']]])(
    '%j as JSON, by its schema',
    async (args) => {
      const { stdout } = await explain([...args, '--json'], telnet)
      expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true)
    },
  )

  it.each(['999', '199', ''])('%j is nothing that there could be: exit code 1', async (text) => {
    const { code, stdout } = await explain([text])
    expect([code, stdout]).toEqual([1, expect.stringMatching(/No SMTP reply code/)])
  })

  it.each([
    ['a file that is not there', ['nothing.eml'], '', 'there is no file nothing.eml'],
    ['a folder', ['docs'], '', 'cannot read docs: it is a folder\n'],
    [
      'what holds nothing of the kind',
      ['-'],
      'Dear Sir,\n\nhello\n',
      'there is no conversation, reply or bounce in it',
    ],
  ])('complains about %s', async (_name, args, input, complaint) => {
    expect(await explain(args, input)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining(complaint) as string,
    })
  })
})

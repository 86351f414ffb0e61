import { describe, expect, it } from 'vitest'
import send from '../../src/cli/verbs/send.ts'
import { absent, readSwaksArguments } from '../../src/cli/verbs/send/argv.ts'

const read = (...argv: string[]) => readSwaksArguments(send(), argv)

describe('readSwaksArguments', () => {
  it.each([
    ['one dash before a long name', ['-from', 'a@b'], ['--from=a@b']],
    ['two before a short one', ['--f', 'a@b', '--t=c@d'], ['--from=a@b', '--to=c@d']],
    [
      'short names of several letters',
      ['-li', '::1', '-das', 'MAIL'],
      ['--local-interface=::1', '--drop-after-send=MAIL'],
    ],
    ['other names', ['--ehlo', 'x', '--lport', '1', '-ndf'], ['--helo=x', '--local-port=1', '--raw-data']],
    ['-4 and -6', ['-4', '--6'], ['--ipv4', '--ipv6']],
    ['-g', ['-g'], ['--data=-']],
    ['values that look like options of others', ['--body', '-tls', '--data', '-'], ['--body=-tls', '--data=-']],
    ['values that are empty', ['--body', '', '--data='], ['--body=', '--data=']],
    ['a header in the name', ['--h-Subject', 'hi', '--header-X-A:', '1'], ['--header=Subject: hi', '--header=X-A: 1']],
    ['the host', ['mail.test:25', '-q', 'MAIL'], ['mail.test:25', '--quit-after=MAIL']],
    ['what stands behind --', ['--', '-tls'], ['--', '-tls']],
    ['-h with a name', ['-h', 'me.test'], ['--helo=me.test']],
    ['-h for help', ['-h'], ['--help']],
    ['-h before an option', ['-h', '--to', 'a@b'], ['--help', '--to=a@b']],
    ['what is so anyway', ['-ahp', '--protect-prompt', '-pp'], []],
    ['what nobody knows', ['-foo', '--bar=1'], ['-foo', '--bar=1']],
  ])('%s', (_name, argv, expected) => {
    expect(read(...argv)).toEqual(expected)
  })

  it.each([
    [
      ['--silent', 'host'],
      ['--silent=', 'host'],
    ],
    [
      ['-S', '2', 'host'],
      ['--silent=2', 'host'],
    ],
    [
      ['--bdat', '10k', 'host'],
      ['--bdat=10k', 'host'],
    ],
    [
      ['--bdat', 'host'],
      ['--bdat=', 'host'],
    ],
    [
      ['--auth', 'PLAIN,LOGIN', 'host'],
      ['--auth=PLAIN,LOGIN', 'host'],
    ],
    [
      ['-a', 'host'],
      ['--auth=', 'host'],
    ],
    [
      ['-stl', 'i', '--stl'],
      ['--show-time-lapse=i', '--show-time-lapse='],
    ],
    [
      ['--attach-name', 'a.txt', '--attach-name', '--attach', 'x'],
      ['--attach-name=a.txt', '--attach-name=', '--attach=x'],
    ],
  ])('takes a value that need not be there only where it looks like one: %j', (argv, expected) => {
    expect(read(...argv)).toEqual(expected)
  })

  it.each([
    [
      ['host', '--bdat', 'abc'],
      ['host', '--bdat=abc'],
    ],
    [
      ['--bdat', '1.5', 'host', '--pipeline'],
      ['--bdat=1.5', 'host', '--pipeline'],
    ],
    [
      ['--tls', 'maybe', 'host', '--pipeline'],
      ['--tls=maybe', 'host', '--pipeline'],
    ],
  ])('takes one that looks like none where there is a host besides: %j', (argv, expected) => {
    expect(read(...argv)).toEqual(expected)
  })

  it.each([[['--to']], [['--timeout', '--to', 'a@b']], [['--body', '--subject=x']]])(
    'misses the value of %j',
    (argv) => {
      expect(() => read(...argv)).toThrow(/ lacks its value$/)
    },
  )

  it.each([['--tls-get-peer-cert'], ['--tls-chain'], ['-raw'], ['--prdr'], ['-nsf']])(
    'says what to do in place of %s',
    (option) => {
      expect(() => read(option, 'x')).toThrow(/^--[\w-]+ of swaks is not there: \w/)
    },
  )

  it('does not call absent what is there', () => {
    const there = send().options.map(({ long }) => long)
    expect(Object.keys(absent).filter((name) => there.includes(`--${name}`))).toEqual([])
  })
})

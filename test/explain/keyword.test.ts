import { describe, expect, it } from 'vitest'
import { knownVerbs } from '../../src/protocol/command.ts'
import { describeCommand } from '../../src/explain/command.ts'
import { explainKeyword } from '../../src/explain/keyword.ts'
import { explainMechanism } from '../../src/explain/mechanism.ts'

describe('explainKeyword', () => {
  it('says what a feature allows', () => {
    expect(explainKeyword('pipelining')).toMatchObject({
      keyword: 'PIPELINING',
      params: [],
      status: 'standard',
      references: ['RFC 2920'],
    })
  })

  it.each([
    ['SIZE 10240000', 'Here: up to 10,240,000 octets (9.8 MiB).'],
    ['SIZE 2048', 'Here: up to 2,048 octets (2.0 KiB).'],
    ['SIZE', 'The server names no limit.'],
    ['SIZE 0', 'The server names no limit.'],
    ['SIZE x', 'The server names no limit.'],
    ['AUTH PLAIN SCRAM-SHA-256', 'Ways to do so: PLAIN, SCRAM-SHA-256. Only over TLS: PLAIN.'],
    ['AUTH SCRAM-SHA-256', 'Ways to do so: SCRAM-SHA-256.'],
    ['AUTH=LOGIN PLAIN', 'Ways to do so: LOGIN, PLAIN. Only over TLS: LOGIN, PLAIN.'],
    ['AUTH', 'The server names no way to do so; often it does after STARTTLS.'],
    ['LIMITS RCPTMAX=20', 'Here: RCPTMAX=20.'],
  ])('%s: … %s', (text, ending) => {
    const { meaning } = explainKeyword(text)
    expect(meaning.endsWith(ending)).toBe(true)
  })

  it('keeps what it does not know', () => {
    expect(explainKeyword('XFOO 1')).toMatchObject({ keyword: 'XFOO', params: ['1'], status: 'private' })
    expect(explainKeyword('FOO')).toMatchObject({ keyword: 'FOO', status: 'unknown' })
    expect(explainKeyword('constructor')).toMatchObject({ keyword: 'CONSTRUCTOR', status: 'unknown' })
    expect(explainKeyword('')).toMatchObject({ keyword: '', status: 'unknown' })
  })
})

describe('explainMechanism', () => {
  it.each([
    ['plain', 'readable'],
    ['LOGIN', 'readable'],
    ['CRAM-MD5', 'weak'],
    ['SCRAM-SHA-256', 'safe'],
    ['X-UNHEARD-OF', 'unknown'],
    ['toString', 'unknown'],
  ])('%s is %s without TLS', (name, withoutTls) => {
    expect(explainMechanism(name)).toMatchObject({ mechanism: name.toUpperCase(), withoutTls })
  })
})

describe('describeCommand', () => {
  it('knows every verb, whatever its case', () => {
    for (const verb of knownVerbs) expect(describeCommand(verb.toLowerCase())).toMatchObject({ verb })
    expect(describeCommand('mail')).toMatchObject({
      synopsis: 'MAIL FROM:<sender@domain>',
      reference: 'RFC 5321 §4.1.1.2',
    })
  })

  it('knows no others', () => {
    expect(describeCommand('STARTTLSX')).toBeNull()
    expect(describeCommand('toString')).toBeNull()
  })
})

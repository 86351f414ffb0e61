import { describe, expect, it } from 'vitest'
import type { CaseResult, CaseSuite } from '../../src/report/cases.ts'
import { toJUnit } from '../../src/report/junit.ts'
import { playCase } from '../../src/report/play-cases.ts'
import { toTap } from '../../src/report/tap.ts'
import { playBoth } from '../script/play.ts'

function suite(name: string, ...cases: readonly Partial<CaseResult>[]): CaseSuite {
  return {
    name,
    started: null,
    cases: cases.map((each) => ({ name: 'a case', outcome: 'ok', ms: null, message: null, detail: null, ...each })),
  }
}

const one = suite(
  'six steps',
  { name: 'the greeting', ms: 1.5 },
  {
    name: 'bob@example.test',
    outcome: 'failure',
    ms: 1000,
    message: '550 "no" <bob>',
    detail: '> 3 S: 250\n\n  got 550',
  },
  { name: 'TLS', outcome: 'skipped', message: 'needs STARTTLS' },
  { name: 'odd # one\\\n', detail: 'said' },
)

describe('toTap', () => {
  it('writes a point for each case, with what there is to say', () => {
    expect(toTap([one]).split('\n')).toEqual([
      'TAP version 14',
      '1..4',
      'ok 1 - the greeting',
      '  ---',
      '  duration_ms: 1.5',
      '  ...',
      'not ok 2 - bob@example.test',
      '  ---',
      '  message: "550 \\"no\\" <bob>"',
      '  duration_ms: 1000.0',
      '  detail: |',
      '    > 3 S: 250',
      '',
      '      got 550',
      '  ...',
      'ok 3 - TLS # SKIP needs STARTTLS',
      'ok 4 - odd \\# one\\\\',
      '  ---',
      '  detail: |',
      '    said',
      '  ...',
      '',
    ])
  })

  it('names the suites where there are several', () => {
    expect(toTap([suite('one', {}), suite('two', {})])).toBe(
      'TAP version 14\n1..2\nok 1 - one: a case\nok 2 - two: a case\n',
    )
  })

  it('keeps to one line, and to what can be printed', () => {
    const text = toTap([suite('s', { name: 'a\nb\x1b[31m', outcome: 'skipped', message: 'c\r\nd' })])
    expect(text).toBe('TAP version 14\n1..1\nok 1 - a b\ufffd[31m # SKIP c d\n')
  })

  it('plans for nothing where there is nothing', () => {
    expect(toTap([])).toBe('TAP version 14\n1..0\n')
  })
})

describe('toJUnit', () => {
  it('writes suites, counts and times', () => {
    expect(toJUnit([{ ...one, started: '2026-01-31T12:00:00.000Z' }]).split('\n')).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuites name="parley" tests="4" failures="1" errors="0" skipped="1" time="1.0015">',
      '  <testsuite name="six steps" tests="4" failures="1" errors="0" skipped="1" time="1.0015" timestamp="2026-01-31T12:00:00.000Z">',
      '    <testcase name="the greeting" classname="six steps" time="0.0015"/>',
      '    <testcase name="bob@example.test" classname="six steps" time="1.0000">',
      '      <failure message="550 &quot;no&quot; &lt;bob&gt;">&gt; 3 S: 250',
      '',
      '  got 550</failure>',
      '    </testcase>',
      '    <testcase name="TLS" classname="six steps">',
      '      <skipped message="needs STARTTLS"/>',
      '    </testcase>',
      '    <testcase name="odd # one\\&#10;" classname="six steps">',
      '      <system-out>said</system-out>',
      '    </testcase>',
      '  </testsuite>',
      '</testsuites>',
      '',
    ])
  })

  it('escapes what XML cannot hold', () => {
    const text = toJUnit([suite('a & b', { name: '\0\t\x1b\ud800\u{1f600}é' })])
    expect(text).toContain('classname="a &amp; b"')
    expect(text).toContain('name="\ufffd&#9;\ufffd\ufffd\u{1f600}é"')
  })
})

describe('playCase', () => {
  const play = async (client: string, server: string) => playCase((await playBoth(client, server)).client)

  it('is a test case of a script', async () => {
    expect(await play('@title A title\nS: 220', 'S: 220')).toMatchObject({
      name: 'A title',
      outcome: 'ok',
      message: null,
    })
    expect(await play('@needs rcpt\nS: 220\nC: ${to}', 'S: 220')).toMatchObject({
      name: 'client.smtp',
      outcome: 'skipped',
      message: 'no recipient is given',
      detail: null,
    })
    expect(await play('S: 250', 'S: 220 hi')).toMatchObject({
      outcome: 'failure',
      message: 'client.smtp:1: expected 250, got 220 hi',
      detail: 'client.smtp:1: not as the script has it\n> 1 S: 250\n  expected  250\n       got  220 hi',
    })
  })
})

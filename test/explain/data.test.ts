import { describe, expect, it } from 'vitest'
import { synopsis } from '../../src/protocol/command.ts'
import { collisions } from '../../src/explain/data/collisions.ts'
import { commonTexts } from '../../src/explain/data/common-texts.ts'
import { enhancedCodes } from '../../src/explain/data/enhanced-codes.ts'
import { firstDigits, noReply } from '../../src/explain/data/first-digits.ts'
import { keywords } from '../../src/explain/data/keywords.ts'
import { mechanisms } from '../../src/explain/data/mechanisms.ts'
import type { ProviderText } from '../../src/explain/data/provider-text.ts'
import { providers, providerTexts } from '../../src/explain/data/providers.ts'
import { replyCodes } from '../../src/explain/data/reply-codes.ts'
import { verbs } from '../../src/explain/data/verbs.ts'
import type { Facts } from '../../src/explain/facts.ts'
import { fitsEnhanced } from '../../src/explain/fit.ts'
import { explainReply } from '../../src/explain/reply.ts'

const faults = ['you', 'your server', 'their server', 'recipient', 'network', 'nobody']

/** Sentences: a capital (or a name, a code) at the front, a full stop at the end, no double spaces. */
function expectSentences(text: string) {
  expect(text).toMatch(/^(?:[A-Z0-9"“]|qmail|qpsmtpd|iCloud|p=)/)
  expect(text).toMatch(/[.)]$/)
  expect(text).not.toMatch(/\s{2}|\n|undefined|TODO/)
}

function expectFacts(facts: Facts) {
  expect(facts.title).toMatch(/^\S.*[^.\s]$/)
  expectSentences(facts.meaning)
  expectSentences(facts.cause)
  expectSentences(facts.action)
  expect(faults).toContain(facts.fault)
  expect([true, false, 'later']).toContain(facts.retry)
  expect(facts.references.length).toBeGreaterThan(0)
}

describe('reply codes', () => {
  const entries = [...replyCodes.values()]

  it('are all there', () => {
    expect(entries).toHaveLength(74)
    const standard = entries.filter(({ status }) => status === 'standard').map(({ code }) => code)
    expect(standard).toEqual([
      211, 214, 220, 221, 250, 251, 252, 354, 421, 450, 451, 452, 455, 500, 501, 502, 503, 504, 521, 550, 551, 552, 553,
      554, 555, 556,
    ])
  })

  it.each(entries.map((entry) => [entry.code, entry] as const))('%i has all fields', (code, entry) => {
    expectFacts(entry)
    if (code >= 200 && code < 400) expect([entry.fault, entry.retry]).toEqual(['nobody', false])
    for (const topic of Object.values(entry.on ?? {})) expectFacts({ ...entry, ...topic })
  })
})

describe('enhanced codes', () => {
  const entries = [...enhancedCodes.values()]

  it('are all there', () => {
    expect(entries).toHaveLength(81)
    expect(new Set(entries.map(({ name }) => name)).size).toBe(81)
    const bySubject = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => entries.filter(({ code }) => code.startsWith(`${n}.`)).length)
    expect(bySubject).toEqual([1, 11, 5, 7, 8, 7, 11, 31])
  })

  it.each(entries.map((entry) => [entry.code, entry] as const))('X.%s has all fields', (_, entry) => {
    expectFacts(entry)
    expectFacts({ ...entry, ...entry.transient })
    expectFacts({ ...entry, ...entry.positive })
  })

  it('say in class 4 to come again', () => {
    for (const { code } of entries) expect(explainReply(`4.${code}`).retry, code).not.toBe(false)
  })
})

/** A reply that the entry is meant for: its numbers, its words, and where others say them too, its sign. */
function replyFor(entry: ProviderText, fragment: string): string {
  const enhanced = entry.enhanced[0]?.replace(/-\d+$/, '') ?? ''
  const digit = enhanced === '' ? '' : enhanced[0]!
  const code = entry.codes.find((each) => String(each).startsWith(digit)) ?? ''
  const [sign = ''] = providers[entry.provider!]!.signs
  const words = fragment.replaceAll('...', 'x@example.test')
  return `${code} ${enhanced} ${words} ${entry.common.includes(fragment) ? sign : ''}`.trim().replace(/\s+/g, ' ')
}

describe('provider texts', () => {
  it('cover every provider', () => {
    expect(new Set(providerTexts.map(({ provider }) => provider))).toEqual(new Set(Object.keys(providers)))
    expect(providerTexts.length).toBeGreaterThanOrEqual(247)
  })

  it.each(providerTexts.map((entry) => [entry.provider, entry.title, entry] as const))('%s: %s', (_, __, entry) => {
    expectFacts(entry)
    expect(entry.text.length + entry.common.length).toBeGreaterThan(0)
    for (const fragment of [...entry.text, ...entry.common]) {
      expect(fragment).toBe(fragment.toLowerCase())
      const reply = replyFor(entry, fragment)
      const { provider, readings } = explainReply(reply, { provider: entry.provider })
      expect({ reply, provider }).toEqual({ reply, provider: providers[entry.provider!]!.name })
      expect(readings[0]!.basis).toBe('provider text')
    }
  })

  it('that others use too are not believed without a sign', () => {
    const { provider, readings } = explainReply('550 5.1.1 <x@example.test> does not exist')
    expect(provider).toBeNull()
    expect(readings[0]!.basis).toBe('enhanced code')
  })
})

describe('the other tables', () => {
  it.each(commonTexts.map((entry) => [entry.title, entry] as const))('common text: %s', (_, entry) => {
    expectFacts(entry)
    for (const fragment of entry.text) {
      const { readings } = explainReply(`${entry.codes[0]} ${fragment}`)
      expect(readings.slice(0, 2).map(({ basis }) => basis)).toContain('common text')
    }
  })

  it('first digits and no code at all have all fields', () => {
    for (const facts of [...Object.values(firstDigits), noReply]) expectFacts(facts)
  })

  it('collisions name known providers and well-formed patterns', () => {
    for (const { enhanced, provider, meaning } of collisions) {
      expect(providers[provider]).toBeDefined()
      for (const pattern of enhanced) expect(fitsEnhanced(pattern, [2, 0, 0])).toBe(false)
      expectSentences(`It means ${meaning}.`)
    }
  })

  it('keywords, mechanisms and verbs are in sentences', () => {
    for (const [keyword, { meaning, references }] of Object.entries(keywords)) {
      expect(keyword).toBe(keyword.toUpperCase())
      expectSentences(meaning)
      expect(references).not.toEqual([])
    }
    for (const { meaning } of Object.values(mechanisms)) expectSentences(meaning)
    expect(Object.keys(verbs)).toEqual(Object.keys(synopsis))
    for (const { meaning, replies } of Object.values(verbs)) {
      expectSentences(meaning)
      expectSentences(replies)
    }
  })
})

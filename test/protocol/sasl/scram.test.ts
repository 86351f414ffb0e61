import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode, encode } from '../../../src/protocol/bytes.ts'
import { scram, type ChannelBinding, type ScramOptions } from '../../../src/protocol/sasl/scram-client.ts'
import {
  createScramKeys,
  fitsScramKeys,
  parseScramKeys,
  writeScramKeys,
  type ScramKeys,
} from '../../../src/protocol/sasl/scram-keys.ts'
import { scramServer, type ScramServerOptions } from '../../../src/protocol/sasl/scram-server.ts'
import type { SaslServer, SaslStep } from '../../../src/protocol/sasl/server.ts'
import { parseBase64 } from '../../../src/protocol/sasl.ts'
import { scramHash } from '../../../src/wire/hashing.ts'

const credentials = { user: 'user', password: 'pencil' }

const examples = [
  {
    ref: 'RFC 5802 §5',
    name: 'SHA-1',
    nonces: ['fyko+d2lbbFgONRv9qkxdawL', '3rfcNHYJY1ZVvWVs7j'],
    salt: 'QSXCR+Q6sek8bf92',
    proof: 'v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=',
    signature: 'rmF9pqV8S7suAoZWja4dJRkFsKQ=',
  },
  {
    ref: 'RFC 7677 §3',
    name: 'SHA-256',
    nonces: ['rOprNGfwEbeRWgbNEkqO', '%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0'],
    salt: 'W22ZaJ0SNY7soEsUEjb6gQ==',
    proof: 'dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
    signature: '6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
  },
] as const

describe.each(examples)('the example of $ref', ({ name, nonces: [ours, theirs], salt, proof, signature }) => {
  const hash = scramHash(name)
  const first = `r=${ours}${theirs},s=${salt},i=4096`
  const final = `c=biws,r=${ours}${theirs},p=${proof}`

  it('as the client', () => {
    const client = scram(credentials, { hash, nonce: ours, binding: null })
    expect(client.mechanism).toBe(`SCRAM-${name}`)
    expect(text(client.initial)).toBe(`n,,n=user,r=${ours}`)
    expect(text(client.respond(encode(first)))).toBe(final)
    expect(text(client.respond(encode(`v=${signature}`)))).toBe('')
    expect(client.remark!(true)).toBeNull()
    expect(client.respond(encode('x'))).toBeNull()
  })

  it('as the server', () => {
    const keys = createScramKeys(hash, 'pencil', parseBase64(salt)!, 4096)
    const server = scramServer({ hash, nonce: theirs, isPlus: false, bindings: [] })
    expect(text(challenged(server, `n,,n=user,r=${ours}`, keys))).toBe(first)
    const step = server.respond(encode(final))
    expect(step).toMatchObject({ kind: 'proved', user: 'user', authorizationId: '' })
    expect(step.kind === 'proved' && text(step.last)).toBe(`v=${signature}`)
  })
})

const hash = scramHash('SHA-256')
const keys = createScramKeys(hash, 'pencil', encode('salt'), 2)
const exporter: ChannelBinding = { type: 'tls-exporter', data: Uint8Array.of(1, 2, 3) }

/** Let both ends talk. */
function hold(
  client: Partial<ScramOptions> & {
    readonly password?: string
    readonly user?: string
    readonly authorizationId?: string
  },
  server: Partial<ScramServerOptions> = {},
) {
  const ours = scram({ ...credentials, ...client }, { hash, nonce: 'ours', binding: null, ...client })
  const theirs = scramServer({ hash, nonce: 'theirs', isPlus: false, bindings: [], ...server })
  let step = theirs.respond(ours.initial!)
  const asked = step.kind === 'keys' ? step.user : null
  if (step.kind === 'keys') step = step.resume(keys)
  if (step.kind === 'challenge') step = theirs.respond(ours.respond(step.challenge)!)
  if (step.kind === 'proved') ours.respond(step.last)
  return { step, remark: ours.remark!(step.kind === 'proved'), asked }
}

describe('SCRAM at both ends', () => {
  it('agrees, on whoever and on whose behalf', () => {
    const { step, remark, asked } = hold({ user: 'a=b,c', authorizationId: 'd,e=' })
    expect(step).toMatchObject({ kind: 'proved', user: 'a=b,c', authorizationId: 'd,e=' })
    expect(remark).toBeNull()
    expect(asked).toBe('a=b,c')
  })

  it('refuses another password', () => {
    expect(hold({ password: 'pen' }).step.kind).toBe('rejected')
  })

  it('binds the connection', () => {
    const plus = { isPlus: true, bindings: [exporter] }
    expect(hold({ binding: exporter }, plus).step.kind).toBe('proved')
    expect(hold({ binding: { ...exporter, data: Uint8Array.of(9) } }, plus).step.kind).toBe('rejected')
    expect(hold({ binding: { ...exporter, type: 'tls-unique' } }, plus).step.kind).toBe('rejected')
    expect(hold({}, plus).step.kind).toBe('rejected')
    expect(hold({ binding: exporter }, { bindings: [exporter] }).step.kind).toBe('rejected')
  })

  it('finds out that somebody changed the list of mechanisms', () => {
    expect(hold({ binding: 'unsupported' }).step.kind).toBe('proved')
    expect(hold({ binding: 'unsupported' }, { bindings: [exporter] }).step.kind).toBe('rejected')
  })

  it('says what was expected of a message that is none', () => {
    for (const wrong of [
      '',
      'n,,',
      'x,,n=u,r=n',
      'n,,r=n,n=u',
      'n,,m=x,n=u,r=n',
      'n,,n=a=b,r=n',
      'n,a=,n=u,r=n',
      'n,,n=u,r=a b',
    ])
      expect(
        scramServer({ hash, nonce: 'x', isPlus: false, bindings: [] }).respond(encode(wrong)),
        wrong,
      ).toMatchObject({
        kind: 'malformed',
      })
    for (const wrong of [
      '',
      'c=biws',
      'c=biws,r=ourstheirs',
      'c=!,r=ourstheirs,p=AA==',
      'r=ourstheirs,c=biws,p=AA==',
    ]) {
      const server = scramServer({ hash, nonce: 'theirs', isPlus: false, bindings: [] })
      challenged(server, 'n,,n=user,r=ours', keys)
      expect(server.respond(encode(wrong)), wrong).toMatchObject({ kind: 'malformed' })
    }
  })

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (one, two) => {
        const server = scramServer({ hash, nonce: 'x', isPlus: false, bindings: [] })
        const step = server.respond(one)
        if (step.kind === 'keys') step.resume(keys)
        server.respond(two)
        const client = scram(credentials, { hash, nonce: 'x', binding: null })
        client.respond(one)
        client.respond(two)
      }),
    )
  })
})

describe('what a client does not go along with', () => {
  const begin = () => scram(credentials, { hash, nonce: 'ours', binding: null })
  const first = 'r=ourstheirs,s=c2FsdA==,i=2'

  it.each([
    ['r=mine,s=c2FsdA==,i=2', /nonce/],
    ['r=ours,s=c2FsdA==,i=2', /nonce/],
    ['r=ourstheirs,s=c2FsdA==,i=99999999', /rounds/],
    ['r=ourstheirs,s=c2FsdA==,i=0', /none of SCRAM/],
    ['r=ourstheirs,s=,i=2', /none of SCRAM/],
    ['s=c2FsdA==,r=ourstheirs,i=2', /none of SCRAM/],
    ['m=x,r=ourstheirs,s=c2FsdA==,i=2', /extension/],
    ['Password:', /none of SCRAM/],
  ])('%s', (challenge, expected) => {
    const client = begin()
    expect(client.respond(encode(challenge))).toBeNull()
    expect(client.remark!(false)).toMatchObject({ by: 'client', text: expect.stringMatching(expected) as string })
  })

  it('a signature that is wrong, or missing', () => {
    const wrong = begin()
    wrong.respond(encode(first))
    expect(wrong.respond(encode('v=AAAA'))).toBeNull()
    expect(wrong.remark!(false)?.text).toMatch(/signature is wrong/)
    const missing = begin()
    missing.respond(encode(first))
    expect(missing.remark!(true)).toMatchObject({
      by: 'client',
      text: expect.stringMatching(/without proving/) as string,
    })
    expect(missing.remark!(false)).toBeNull()
  })

  it('hands on what the server says against it', () => {
    const client = begin()
    client.respond(encode(first))
    expect(text(client.respond(encode('e=invalid-proof')))).toBe('')
    expect(client.remark!(false)).toEqual({ by: 'server', text: 'the password is wrong (invalid-proof)' })
  })

  it('says its first message when it is asked for, once', () => {
    const client = begin()
    expect(client.respond(new Uint8Array(0))).toEqual(client.initial)
    expect(client.respond(new Uint8Array(0))).toBeNull()
  })
})

describe('SCRAM keys', () => {
  it('are written and read back', () => {
    expect(writeScramKeys(keys)).toMatch(/^SCRAM-SHA-256\$2:c2FsdA==\$/)
    expect(writeScramKeys(parseScramKeys(writeScramKeys(keys))!)).toBe(writeScramKeys(keys))
    for (const wrong of ['', 'x', 'SCRAM-SHA-512$2:c2FsdA==$AA==:AA==', 'SCRAM-SHA-256$2:c2FsdA==$AA==:AA=='])
      expect(parseScramKeys(wrong), wrong).toBeNull()
  })

  it('know their password', () => {
    expect(fitsScramKeys(hash, keys, 'pencil')).toBe(true)
    expect(fitsScramKeys(hash, keys, 'pen')).toBe(false)
  })
})

function challenged(server: SaslServer, message: string, keys: ScramKeys): Uint8Array {
  const step: SaslStep = server.respond(encode(message))
  const next = step.kind === 'keys' ? step.resume(keys) : step
  return next.kind === 'challenge' ? next.challenge : expect.fail(next.kind)
}

function text(bytes: Uint8Array | null): string | null {
  return bytes && decode(bytes)
}

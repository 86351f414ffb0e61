import { X509Certificate } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { issueLocally, serialNumber } from '../../src/wire/tls/authority.ts'
import { keptKeyPair, readAuthorities, readKeyPair } from '../../src/wire/tls/key-pair.ts'
import { makeCertificate } from './tls-certificates.ts'

let folder: string
const file = (name: string) => join(folder, name)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-tls-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(name: string, text: string): string {
  writeFileSync(file(name), text)
  return file(name)
}

describe('readKeyPair', () => {
  const [one, other] = [makeCertificate({ cn: 'a.example' }), makeCertificate({ cn: 'b.example' })]

  it('reads a pair, also from one file', () => {
    const both = write('both.pem', one.key + one.cert)
    expect(readKeyPair({ cert: write('c.pem', one.cert), key: write('k.pem', one.key) })).toEqual(one)
    expect(new X509Certificate(readKeyPair({ cert: both, key: both }).cert).subject).toBe('CN=a.example')
  })

  it.each<[string, string, string, RegExp]>([
    ['a key of another certificate', one.cert, other.key, /k\.pem does not belong to the certificate in .*c\.pem/],
    ['no certificate', 'hello', one.key, /c\.pem holds no certificate: it must be PEM/],
    ['no key', one.cert, 'hello', /k\.pem holds no private key/],
  ])('says so of %s', (_name, cert, key, message) => {
    expect(() => readKeyPair({ cert: write('c.pem', cert), key: write('k.pem', key) })).toThrow(message)
  })

  it('says so of a file that is not there', () => {
    expect(() => readKeyPair({ cert: file('none'), key: file('none') })).toThrow(/there is no such file/)
  })

  it('reads authorities from a file and from a folder', () => {
    mkdirSync(file('ca'))
    write('ca/1.pem', one.cert)
    write('ca/2.crt', other.cert)
    write('ca/README', 'no certificate')
    expect(readAuthorities(file('ca')).match(/BEGIN/g)).toHaveLength(2)
    expect(readAuthorities(file('ca/1.pem')).match(/BEGIN/g)).toHaveLength(1)
    expect(() => readAuthorities(file('ca/README'))).toThrow(/holds no certificates/)
    expect(() => readAuthorities(file('none'))).toThrow(/no such file/)
  })

  it('follows its files, and keeps what is good while they are not', () => {
    const told: string[] = []
    const files = { cert: write('c.pem', one.cert), key: write('k.pem', one.key) }
    const current = keptKeyPair(files, (text) => told.push(text))
    expect(current()).toEqual(one)
    write('c.pem', other.cert)
    utimesSync(files.cert, 1, 1)
    expect([current(), current()]).toEqual([one, one])
    expect(told).toEqual([expect.stringMatching(/does not belong .* stays in use$/)])
    write('k.pem', other.key)
    utimesSync(files.key, 1, 1)
    expect(current()).toEqual(other)
  })

  it('throws where there never was a good pair, until there is one', () => {
    const current = keptKeyPair({ cert: file('c.pem'), key: file('k.pem') })
    expect(current).toThrow(/no such file/)
    write('c.pem', one.cert)
    write('k.pem', one.key)
    expect(current()).toEqual(one)
  })
})

describe('issueLocally', () => {
  const names = ['mail.example.test', 'localhost', '127.0.0.1', '::1']

  it('makes an authority and a certificate, and finds them again', async () => {
    const first = await issueLocally(file('tls'), names)
    const [server, authority] = [
      new X509Certificate(first.cert),
      new X509Certificate(readAuthorities(first.authorityFile)),
    ]
    expect(server.checkIssued(authority)).toBe(true)
    expect(server.verify(authority.publicKey)).toBe(true)
    expect(authority.ca).toBe(true)
    expect(server.checkHost('mail.example.test')).toBe('mail.example.test')
    expect(server.checkIP('::1')).toBe('::1')
    expect(readdirSync(file('tls')).sort()).toEqual(['ca-key.pem', 'ca.pem', 'server-key.pem', 'server.pem'])
    expect(statSync(file('tls/ca-key.pem')).mode & 0o777).toBe(0o600)
    expect(await issueLocally(file('tls'), names)).toEqual(first)
  })

  it('issues anew for other names, and before the old one runs out, by the same authority', async () => {
    const first = await issueLocally(file('tls'), names)
    const second = await issueLocally(file('tls'), ['other.example.test'])
    const later = await issueLocally(file('tls'), ['other.example.test'], new Date(Date.now() + 80 * 86_400_000))
    expect(new Set([first.cert, second.cert, later.cert]).size).toBe(3)
    const authority = new X509Certificate(readAuthorities(first.authorityFile))
    expect(new X509Certificate(later.cert).checkIssued(authority)).toBe(true)
  })

  it.each([
    [[0, 0, 1], '400001'],
    [[0xff, 0xff], '7fff'],
    [[0x80, 0], '4000'],
  ])('makes of %j the serial number %s', (octets, serial) => {
    expect(serialNumber(Uint8Array.from(octets))).toBe(serial)
  })

  it('says what is wrong with what it finds', async () => {
    mkdirSync(file('tls'))
    write('tls/ca.pem', 'hello')
    write('tls/ca-key.pem', 'hello')
    await expect(issueLocally(file('tls'), names)).rejects.toThrow(/ca\.pem holds no certificate/)
  })
})

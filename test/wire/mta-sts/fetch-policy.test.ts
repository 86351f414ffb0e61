import type { RequestListener } from 'node:http'
import { createServer, type Server } from 'node:https'
import { createServer as createTcpServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createPolicyFetcher, type PolicyFetchOptions } from '../../../src/wire/mta-sts/fetch-policy.ts'
import { ZoneResolver } from '../../../src/wire/resolver/zone.ts'
import { makeCertificate } from '../tls-certificates.ts'

const resolver = new ZoneResolver('mta-sts.example.test. A 127.0.0.1\n')
const root = makeCertificate({ cn: 'Root', isAuthority: true, names: [] })
const good = makeCertificate({ cn: 'mta-sts.example.test', issuer: root })
const text = 'version: STSv1\n'

async function start(listener: RequestListener, pair = good): Promise<number> {
  const server: Server = createServer({ key: pair.key, cert: pair.cert }, listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}

function fetch(port: number, options: PolicyFetchOptions = {}) {
  return createPolicyFetcher({ resolver, ca: root.cert, port, ...options })('example.test')
}

describe('the policy of a domain', () => {
  it('comes from the well-known place', async () => {
    const asked: unknown[] = []
    const port = await start(({ method, url, headers }, response) => {
      asked.push([method, url, headers.host])
      response.setHeader('content-type', 'Text/Plain; charset=utf-8').end(text)
    })
    expect(await fetch(port)).toEqual({
      outcome: 'text',
      url: 'https://mta-sts.example.test/.well-known/mta-sts.txt',
      text,
      mediaType: 'text/plain',
    })
    expect(asked).toEqual([['GET', '/.well-known/mta-sts.txt', 'mta-sts.example.test']])
  })

  it('has no type where none is said', async () => {
    const port = await start((_request, response) => response.end(text))
    expect(await fetch(port)).toMatchObject({ outcome: 'text', mediaType: null })
  })

  it.each<[string, RequestListener, string, RegExp]>([
    [
      'a redirect',
      (_, to) => to.writeHead(301, { location: 'https://127.0.0.1:1/x' }).end(),
      'redirect',
      /redirects to https:\/\/127/,
    ],
    ['a redirect to nowhere', (_, to) => to.writeHead(302).end(), 'redirect', /redirects, and/],
    ['404', (_, to) => to.writeHead(404).end(text), 'status', /answered 404 Not Found/],
    ['too much', (_, to) => to.end('a'.repeat(65_537)), 'size', /longer than 65536/],
    ['nothing', (_, to) => to.destroy(), 'unreachable', /./],
    [
      'half of it',
      (_, to) => to.writeHead(200, { 'content-length': 99 }).write('a', () => to.destroy()),
      'unreachable',
      /./,
    ],
  ])('not with %s', async (_name, listener, reason, message) => {
    const found = await fetch(await start(listener))
    expect(found).toMatchObject({ outcome: 'failed', reason, message: expect.stringMatching(message) as string })
  })

  it('as much as may be', async () => {
    const port = await start((_request, response) => response.end('a'.repeat(65_536)))
    expect(await fetch(port)).toMatchObject({ outcome: 'text' })
  })

  it.each([
    ['of nobody known', makeCertificate({ cn: 'mta-sts.example.test' })],
    ['for another name', makeCertificate({ cn: 'example.test', issuer: root })],
    ['that has ended', makeCertificate({ cn: 'mta-sts.example.test', issuer: root, days: [-9, -2] })],
  ])('not with a certificate %s', async (_name, pair) => {
    const port = await start((_request, response) => response.end(text), pair)
    expect(await fetch(port)).toMatchObject({ outcome: 'failed', reason: 'certificate' })
  })

  it('not where the DNS knows no such name', async () => {
    expect(await fetch(1, { resolver: new ZoneResolver('') })).toMatchObject({
      outcome: 'failed',
      reason: 'unreachable',
      message: 'the DNS knows no mta-sts.example.test',
    })
  })

  it('not where nobody listens', async () => {
    const server = createTcpServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    expect(await fetch(port)).toMatchObject({ outcome: 'failed', reason: 'unreachable' })
  })

  it.each<[string, RequestListener]>([
    ['an answer that does not come', () => {}],
    ['an answer that does not end', (_request, response) => response.write('a')],
  ])('not with %s', async (_name, listener) => {
    const port = await start(listener)
    expect(await fetch(port, { timeout: 200 })).toMatchObject({ outcome: 'failed', reason: 'timeout' })
  })
})

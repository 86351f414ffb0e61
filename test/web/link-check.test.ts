import { once } from 'node:events'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { LinkChecker, type LinkCheckOptions } from '../../src/web/v1/link-check.ts'
import { ZoneResolver } from '../../src/wire/resolver/zone.ts'
import { makeCertificate } from '../wire/tls-certificates.ts'
import { startSite } from './site.ts'

const resolver = new ZoneResolver(`
site.example.    A 127.0.0.1
inside.example.  A 10.0.0.1
mixed.example.   A 127.0.0.2
mixed.example.   A 127.0.0.1
other.example.   A 127.0.0.2
mapped.example.  AAAA ::ffff:127.0.0.1
`)
/** As if these were public: 127.0.0.1 and no other. */
const ours: LinkCheckOptions = { resolver, allows: (address) => address === '127.0.0.1' }

async function listen<S extends Server>(server: S, host = '127.0.0.1', port = 0): Promise<number> {
  server.listen(port, host)
  await once(server, 'listening')
  onTestFinished(() => {
    if ('closeAllConnections' in server) (server.closeAllConnections as () => void)()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

const serve = (listener: RequestListener, host?: string) => listen(createServer(listener), host)

function check(links: readonly string[], options = ours, follow = false, signal = new AbortController().signal) {
  return new LinkChecker(options).check(links, follow, signal)
}

async function statusOf(link: string, options = ours, follow = false) {
  const { Links } = await check([link], options, follow)
  return `${Links[0]!.StatusCode} ${Links[0]!.Status}`
}

describe('a check of links', () => {
  it('asks each for its head, in their order, and counts what is wrong', async () => {
    const asked: unknown[] = []
    const port = await serve(({ method, url, headers }, response) => {
      asked.push([method, url, headers])
      response.writeHead(Number(url!.slice(1, 4))).end()
    })
    const links = [`http://ann:secret@site.example:${port}/200?a=1#there`]
    for (const status of [404, 500, 204, 302]) links.push(`http://127.0.0.1:${port}/${status}`)
    links.push('http://nowhere.example/', 'http://', 'ftp://site.example/')
    const { Errors, Links } = await check(links)
    expect(Links).toEqual([
      { URL: links[0], StatusCode: 200, Status: 'OK' },
      { URL: links[1], StatusCode: 404, Status: 'Not Found' },
      { URL: links[2], StatusCode: 500, Status: 'Internal Server Error' },
      { URL: links[3], StatusCode: 204, Status: 'No Content' },
      { URL: links[4], StatusCode: 302, Status: 'Found' },
      { URL: links[5], StatusCode: 0, Status: 'the DNS knows no nowhere.example' },
      { URL: links[6], StatusCode: 0, Status: 'not asked: this is no address of the web' },
      { URL: links[7], StatusCode: 0, Status: 'not asked: this is no address of the web' },
    ])
    expect(Errors).toBe(5)
    const headers = { accept: '*/*', 'user-agent': 'Parley', connection: 'close', host: `site.example:${port}` }
    expect(asked).toContainEqual(['HEAD', '/200?a=1', headers])
    expect(asked).toHaveLength(5)
  })

  it('follows redirects where it is asked to, five at most', async () => {
    const port = await serve(({ url }, response) => {
      const left = Number(url!.slice(1))
      if (left === 0) response.end()
      else response.writeHead(307, { location: left === 9 ? 'mailto:ann@example.org' : `/${left - 1}` }).end()
    })
    const place = `http://site.example:${port}`
    expect(await statusOf(`${place}/5`)).toBe('307 Temporary Redirect')
    expect(await statusOf(`${place}/5`, ours, true)).toBe('200 OK')
    expect(await statusOf(`${place}/6`, ours, true)).toBe('0 it is redirected more than 5 times')
    expect(await statusOf(`${place}/9`, ours, true)).toBe('0 it is redirected to what is no address of the web')
  })

  it('goes no further than the head, whatever comes', async () => {
    const say = (octets: string) =>
      listen(
        createTcpServer((socket) => {
          socket.on('error', () => {})
          socket.once('data', () => socket.write(octets))
        }),
      )
    const answers = [
      ['HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nunasked-for', '200 OK'],
      ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel', '200 OK'],
      ['HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 410 Gone\r\n\r\n', '410 Gone'],
      ['HTTP/1.1 799 \u001b[31mred\r\n\r\n', '799 '],
      ['HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n', /^0 ./],
      ['220 mail.example.org ESMTP\r\n', /^0 Parse Error/],
      [`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`, /^0 Parse Error: Header overflow/],
    ] as const
    for (const [octets, status] of answers) {
      const said = await statusOf(`http://127.0.0.1:${await say(octets)}/`)
      if (typeof status === 'string') expect(said).toBe(status)
      else expect(said).toMatch(status)
    }
    const hangUp = await listen(createTcpServer((socket) => socket.destroy()))
    expect(await statusOf(`http://127.0.0.1:${hangUp}/`)).toMatch(/^0 (?:socket hang up|read ECONNRESET)$/)
  })

  it('trusts the certificates that others do', async () => {
    const root = makeCertificate({ cn: 'Root', isAuthority: true, names: [] })
    const { key, cert } = makeCertificate({ cn: 'site.example', issuer: root })
    const port = await listen(createTlsServer({ key, cert }, (_, response) => response.end()))
    expect(await statusOf(`https://site.example:${port}/`, { ...ours, ca: root.cert })).toBe('200 OK')
    expect(await statusOf(`https://site.example:${port}/`)).toMatch(/^0 .*certificate/)
    expect(await statusOf(`https://127.0.0.1:${port}/`, { ...ours, ca: root.cert })).toMatch(
      /^0 Hostname\/IP does not match/,
    )
    const clear = await serve((_, response) => response.end())
    expect(await statusOf(`https://site.example:${clear}/`)).toMatch(/^0 no TLS: wrong version number$/)
  })

  it('asks four at a time', async () => {
    const held: ServerResponse[] = []
    let most = 0
    const answer = () => {
      most = Math.max(most, held.length)
      for (const response of held.splice(0)) response.end()
    }
    const port = await serve((_, response) => {
      // A fifth would be there before they are answered.
      if (held.push(response) === 4) setTimeout(answer, 50)
    })
    const links = Array.from({ length: 12 }, (_, i) => `http://127.0.0.1:${port}/${i}`)
    expect((await check(links)).Errors).toBe(0)
    expect(most).toBe(4)
  })

  it('waits so long for each and so long for all', async () => {
    let open = 0
    const port = await serve((request) => {
      open++
      request.socket.once('close', () => open--)
    })
    const links = Array.from({ length: 12 }, (_, i) => `http://127.0.0.1:${port}/${i}`)
    const { Errors, Links } = await check(links, { ...ours, each: 200, all: 300 })
    expect(Errors).toBe(12)
    const said = Links.map(({ Status }) => Status)
    expect(said.slice(0, 4)).toEqual(Array(4).fill('no answer within 0.2 s'))
    expect(said.slice(4, 8)).toEqual(Array(4).fill('no answer within the 0.3 s that there are for all links'))
    expect(said.slice(8)).toEqual(Array(4).fill('not asked: the time for all links was over'))
    await expect.poll(() => open).toBe(0)
  })

  it('does not wait for a name either', async () => {
    const silent = { query: () => new Promise<never>(() => {}) }
    expect(await statusOf('http://site.example/', { ...ours, resolver: silent, each: 50 })).toBe(
      '0 no answer within 0.05 s',
    )
  })

  it('is for so many messages at one time', async () => {
    const checker = new LinkChecker({ ...ours, each: 300 })
    const port = await serve(() => {})
    const begin = () => checker.check([`http://127.0.0.1:${port}/`], false, new AbortController().signal)
    const begun = Array.from({ length: 10 }, begin)
    await expect(begin()).rejects.toThrow('The links of 10 messages are being asked already.')
    await Promise.all(begun)
    expect((await begin()).Errors).toBe(1)
  })
})

describe('a check of links goes to public addresses only', () => {
  it.each([
    ['127.0.0.1', /^0 not asked: 127\.0\.0\.1 is no public address$/],
    ['127.1', /^0 not asked: 127\.0\.0\.1 is/],
    ['2130706433', /^0 not asked: 127\.0\.0\.1 is/],
    ['0x7f.0.0.1', /^0 not asked: 127\.0\.0\.1 is/],
    ['0', /^0 not asked: 0\.0\.0\.0 is/],
    ['[::1]', /^0 not asked: ::1 is/],
    ['[::]', /^0 not asked: :: is/],
    ['[::ffff:127.0.0.1]', /^0 not asked: ::ffff:7f00:1 is/],
    ['[64:ff9b::127.0.0.1]', /^0 not asked: 64:ff9b::7f00:1 is/],
    ['localhost', /^0 not asked: localhost leads to no public address$/],
    ['LOCALHOST.', /^0 (?:not asked: localhost\. leads to no public address|the DNS knows no localhost\.)$/],
    ['10.0.0.1', /^0 not asked: 10\.0\.0\.1 is/],
    ['192.168.1.1', /^0 not asked: 192\.168\.1\.1 is/],
    ['169.254.169.254', /^0 not asked: 169\.254\.169\.254 is/],
  ])('not to %s', async (host, said) => {
    let connections = 0
    const count = () => createTcpServer((socket) => void (connections++, socket.destroy()))
    const port = await listen(count())
    // Not every machine has IPv6.
    await listen(count(), '::1', port).catch(() => {})
    expect(await statusOf(`http://${host}:${port}/`, {}, true)).toMatch(said)
    expect(await statusOf(`https://${host}:${port}/`, {}, true)).toMatch(said)
    // A connection that had been made would be here before this one.
    expect(await statusOf(`http://127.0.0.1:${port}/`)).toMatch(/^0 /)
    expect(connections).toBe(1)
  })

  it('not where a name leads elsewhere', async () => {
    const usual = { resolver }
    expect(await statusOf('http://inside.example/', usual)).toBe(
      '0 not asked: inside.example leads to no public address',
    )
    expect(await statusOf('http://site.example/', usual)).toMatch(/^0 not asked: site\.example leads/)
    expect(await statusOf('http://mapped.example/', usual)).toMatch(/^0 not asked: mapped\.example leads/)
  })

  it('of those of a name to the public ones, and what was looked at is what is connected to', async () => {
    let wrong = 0
    const port = await serve((_, response) => response.end())
    await listen(
      createTcpServer((socket) => void (wrong++, socket.destroy())),
      '127.0.0.2',
      port,
    )
    expect(await statusOf(`http://mixed.example:${port}/`)).toBe('200 OK')
    // A name that leads elsewhere each time it is asked for.
    const answers = [new ZoneResolver('turning.example. A 127.0.0.1'), new ZoneResolver('turning.example. A 127.0.0.2')]
    let asked = 0
    const turning: LinkCheckOptions['resolver'] = {
      query: (name, type) => answers[type === 'A' ? asked++ % 2 : 0]!.query(name, type),
    }
    const options = { ...ours, resolver: turning }
    expect(await statusOf(`http://turning.example:${port}/`, options)).toBe('200 OK')
    expect(asked).toBe(1)
    expect(await statusOf(`http://turning.example:${port}/`, options)).toMatch(/^0 not asked: turning\.example leads/)
    expect(wrong).toBe(0)
  })

  it('not by a redirect', async () => {
    let wrong = 0
    const inside = await listen(
      createTcpServer((socket) => void (wrong++, socket.destroy())),
      '127.0.0.2',
    )
    const port = await serve(({ url }, response) =>
      response.writeHead(302, { location: decodeURIComponent(url!.slice(1)) }).end(),
    )
    for (const host of ['127.0.0.2', 'other.example', '[::ffff:127.0.0.2]', '2130706434']) {
      const link = `http://site.example:${port}/${encodeURIComponent(`//${host}:${inside}/`)}`
      expect(await statusOf(link)).toBe('302 Found')
      expect(await statusOf(link, ours, true)).toMatch(/^0 not asked: /)
    }
    expect(wrong).toBe(0)
  })
})

describe('GET /api/v1/message/{id}/link-check', () => {
  const path = 'api/v1/message/latest/link-check'

  it('is for no page from elsewhere', async () => {
    let asked = 0
    const port = await serve((_, response) => void (asked++, response.end()))
    await using site = await startSite({ linkCheck: ours })
    await site.send(`Subject: x\r\n\r\nhttp://127.0.0.1:${port}/`)
    const response = await fetch(new URL(path, site.url), { headers: { 'sec-fetch-site': 'cross-site' } })
    expect(response.status).toBe(403)
    expect(asked).toBe(0)
    expect((await site.json(path)).body).toMatchObject({ Errors: 0 })
    expect(asked).toBe(1)
  })

  it('asks for images and style sheets too', async () => {
    const port = await serve(({ url }, response) => response.writeHead(url === '/a.png' ? 404 : 200).end())
    await using site = await startSite({ linkCheck: ours })
    const at = (name: string) => `http://127.0.0.1:${port}/${name}`
    await site.send(
      `Subject: x\r\nContent-Type: text/html\r\n\r\n<link rel=stylesheet href="${at('a.css')}"><img src="${at('a.png')}"><a href="${at('a')}">a</a><img src="cid:x">`,
    )
    expect((await site.json(path)).body).toEqual({
      Errors: 1,
      Links: [
        { URL: at('a'), StatusCode: 200, Status: 'OK' },
        { URL: at('a.css'), StatusCode: 200, Status: 'OK' },
        { URL: at('a.png'), StatusCode: 404, Status: 'Not Found' },
      ],
    })
  })

  it('ends when nobody waits for it any more', async () => {
    let asked = 0
    let open = 0
    const port = await serve((request) => {
      asked++
      open++
      request.socket.once('close', () => open--)
    })
    await using site = await startSite({ linkCheck: ours })
    const links = Array.from({ length: 20 }, (_, i) => `http://127.0.0.1:${port}/${i}`)
    await site.send(`Subject: x\r\n\r\n${links.join('\r\n')}`)
    const leaving = new AbortController()
    const answer = fetch(new URL(path, site.url), { signal: leaving.signal })
    await expect.poll(() => asked).toBe(4)
    leaving.abort()
    await expect(answer).rejects.toThrow()
    await expect.poll(() => open, { timeout: 2000 }).toBe(0)
    expect(asked).toBe(4)
  })
})

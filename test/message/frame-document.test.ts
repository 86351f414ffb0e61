import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeFrameDocument } from '../../src/message/frame-document.ts'
import { readHtml } from '../../src/message/html-tokens.ts'
import { publicOrigin } from '../../src/message/public-host.ts'

const frame = (html: string, remote = false) => writeFrameDocument(html, { remote, image: (id) => `data:${id}` })
/** What became of the mail's own HTML. */
const body = (html: string, remote = false) => /<body>(.*)<\/body><\/html>$/s.exec(frame(html, remote).document)![1]

const png = `data:image/png;base64,${Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01', 'latin1').toString('base64')}`
const bomb = `data:image/png;base64,${Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff', 'latin1').toString('base64')}`

describe('writeFrameDocument', () => {
  it.each([
    ['text', 'a < b &amp; c &lt;', 'a &lt; b &amp; c &lt;'],
    ['markup', '<P Class=x>Hi<BR>you</p>', '<p class="x">Hi<br>you</p>'],
    ['a script', 'a<script>alert("</p>")</script>b', 'ab'],
    ['a script that is not closed', 'a<script>alert(1)', 'a'],
    ['a script in a comment', '<!-- --!><script>x</script> -->b', ' --&gt;b'],
    ['event handlers', '<img src=x onerror=alert(1)><b onclick="x">y</b>', '<img><b>y</b>'],
    [
      'SVG',
      '<svg onload=x><script>y</script><a xlink:href="javascript:x">z</a></svg>',
      '<a target="_blank" rel="noopener noreferrer">z</a>',
    ],
    [
      'MathML and what hides in it',
      '<math><mtext><style><img src=x onerror=y></style></math>',
      '<style>img src=x onerror=y></style>',
    ],
    ['frames', '<iframe src=x>y</iframe><object data=x></object><embed src=x><frame src=x>', ''],
    ['refresh', '<meta http-equiv=refresh content="0;url=https://x.test">', ''],
    ['base and link', '<base href="https://x.test"><link rel=stylesheet href="https://x.test/a.css">', ''],
    ['imports', '<style>@import "https://x.test/a.css"; p{color:red}</style>', '<style> p{color:red}</style>'],
    ['CSS that ends the element', '<style>p{}<\\/style><script></style>', '<style>p{}\\/style>script></style>'],
    ['CSS with an address', '<p style="background:url(https://x.test/a)">', '<p style="background:none">'],
    ['srcset', '<img srcset="https://x.test/a 2x" alt="A">', '<img alt="A">'],
    ['javascript:', '<a href="javascript:alert(1)">x</a>', '<a target="_blank" rel="noopener noreferrer">x</a>'],
    [
      'javascript: in disguise',
      '<a href=" java\tscript&colon;alert(1)">x</a>',
      '<a target="_blank" rel="noopener noreferrer">x</a>',
    ],
    ['data: as a link', '<a href="data:text/html,x">x</a>', '<a target="_blank" rel="noopener noreferrer">x</a>'],
    [
      'a link to our own host',
      '<a href="/api/v1/messages">x</a>',
      '<a target="_blank" rel="noopener noreferrer">x</a>',
    ],
    [
      'a link',
      '<a target=_top href="https://x.test/?a=1&amp;b=%22">x</a>',
      '<a href="https://x.test/?a=1&amp;b=%22" target="_blank" rel="noopener noreferrer">x</a>',
    ],
    ['a form', '<form action="https://x.test"><input name=a><button>Go</button></form>', 'Go'],
    ['an image of the mail', '<img src="cid:a%40b">', '<img src="data:a@b">'],
    ['an image by data:', `<img src="${png}">`, `<img src="${png}">`],
    ['an image bomb', `<img src="${bomb}">`, '<img>'],
    ['SVG by data:', '<img src="data:image/svg+xml,<svg onload=x>">', '<img>'],
    [
      'a quote in an attribute',
      `<p title='"><script>x</script>'>`,
      '<p title="&quot;&gt;&lt;script&gt;x&lt;/script&gt;">',
    ],
    ['a remote image', '<img src="https://x.test/a.png"><img src="//x.test/b">', '<img><img>'],
  ])('with %s', (_, html, expected) => {
    expect(body(html)).toBe(expected)
  })

  it('lets images come from the hosts that are named, and from none on this side', () => {
    const html =
      '<img src="https://x.test/a.png"><img src="http://127.0.0.1:8025/x"><img src="http://0x7f.1/"><p style="background:url(https://y.test/b)">'
    const { document, policy, remoteCount } = frame(html, true)
    expect(document).toContain('<img src="https://x.test/a.png"><img><img>')
    expect(policy).toContain('img-src data: https://x.test https://y.test;')
    expect(remoteCount).toBe(4)
    expect(frame(html).policy).toContain('img-src data:;')
    expect(frame(html).policy).toMatch(/^default-src 'none'; .*sandbox allow-popups allow-popups-to-escape-sandbox$/)
    expect(policy).not.toContain('script-src')
  })

  it.each([
    ['https://example.com/a', 'https://example.com'],
    ['http://93.184.216.34/', 'http://93.184.216.34'],
    ['http://[2606:2800:220:1::1]/', 'http://[2606:2800:220:1::1]'],
    ['http://localhost/', null],
    ['http://printer/', null],
    ['http://a.local/', null],
    ['http://10.1.2.3/', null],
    ['http://2130706433/', null],
    ['http://169.254.169.254/', null],
    ['http://[::1]/', null],
    ['http://[::ffff:127.0.0.1]/', null],
    ['http://[fd00::1]/', null],
    ['http://[2002:7f00:1::]/', null],
    ['ftp://example.com/', null],
    ['no address', null],
  ])('%s is of %s', (address, origin) => {
    expect(publicOrigin(address)).toBe(origin)
  })

  it('writes nothing that is not on the list, whatever comes in', () => {
    const piece = fc.constantFrom(
      '<', '>', '"', "'", '=', '/', '!', '--', ' ', 'script', 'style', 'svg', 'img src=x', ' onerror=', 'a href=', 'javascript:', '<p ', '</', '<!--', '-->', '<![CDATA[', ']]>', '&lt;', '<title>', '<textarea>', '\0', 'x',
    ) // prettier-ignore
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 25 }).map((all) => all.join('')),
        (html) => {
          const written = body(html)!
          for (const token of readHtml(written)) {
            if (token.kind !== 'start') continue
            expect(token.name).not.toMatch(/^(?:script|svg|iframe|object|embed|meta|base|link|form|title|textarea)$/)
            for (const [name, value] of token.attributes) {
              expect(name).not.toMatch(/^on|srcset|action/)
              expect(value).not.toMatch(/^javascript:/)
            }
          }
          // Each "<" in it is a tag of ours.
          expect(written.replace(/<\/?[a-z0-9]+(?: [a-z-]+="[^"<>]*")*>/g, '')).not.toContain('<')
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('takes bounded time', () => {
    for (const html of [
      '<div>'.repeat(400_000),
      `<p ${'a '.repeat(500_000)}>`,
      '<style>url('.repeat(100_000),
      '@import '.repeat(100_000),
    ]) {
      const start = process.cpuUsage()
      frame(html)
      const { user, system } = process.cpuUsage(start)
      expect((user + system) / 1000, html.slice(0, 10)).toBeLessThan(6000)
    }
  })
})

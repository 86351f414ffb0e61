import { expect, it } from 'vitest'
import { supportClients, supportRows } from '../../../src/explain/data/html-support.ts'
import { findFeatures } from '../../../src/explain/html/find-features.ts'
import { checkHtmlSupport, judgeHtml } from '../../../src/explain/html/check-support.ts'

const judge = (html: string) => judgeHtml(findFeatures(html))

it('says which programs do not show a feature, and what to do', async () => {
  const { features, clients, total, nodes } = await judge('<div style="display:flex">x</div>')
  const flex = features.find(({ slug }) => slug === 'css-display-flex')!
  expect(flex).toMatchObject({
    title: 'display:flex',
    category: 'css',
    found: 1,
    url: 'https://www.caniemail.com/features/css-display-flex/',
    advice: expect.stringContaining('tables') as unknown,
  })
  expect(flex.results.find(({ name }) => name === 'Outlook Windows')).toMatchObject({
    family: 'outlook',
    platform: 'windows',
    version: '2019',
    support: 'no',
  })
  expect(flex.supported + flex.partial + flex.unsupported).toBeCloseTo(100)
  expect(nodes).toBe(1)
  expect(total.unsupported).toBeCloseTo(Math.max(...features.map(({ unsupported }) => unsupported)))
  expect(clients.find(({ name }) => name === 'Outlook Windows')!.unsupported).toBeGreaterThan(0)
  expect(clients[0]!.unsupported).toBeGreaterThanOrEqual(clients.at(-1)!.unsupported)
})

it('puts what weighs most first, and leaves out what every program shows', async () => {
  const { features, fine } = await judge(
    `<p style="color:#fff">a</p><video></video>${'<b style="width:1vmax">x</b>'.repeat(10)}<script></script>`,
  )
  expect(features[0]!.slug).toBe('css-unit-vmax')
  expect(features.map(({ slug }) => slug)).toContain('html-script')
  expect(features.every(({ supported }) => supported < 100)).toBe(true)
  // Every program shows a paragraph.
  expect(fine).toBe(1)
})

it('reads the notes of a result', async () => {
  const { features } = await judge('<style>p{}</style>')
  const style = features.find(({ slug }) => slug === 'html-style')!
  const gmail = style.results.find(({ name }) => name === 'Gmail webmail')!
  expect(gmail).toMatchObject({ support: 'partial', version: '2023-01', notes: ['1', '6'] })
  for (const note of gmail.notes) expect(style.notes[note]).toMatch(/\w/)
})

it('knows nothing of a message without HTML, and sees AMP beside it', async () => {
  const encode = (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'))
  expect(await checkHtmlSupport(encode('Subject: x\n\nplain\n'))).toBeNull()
  const message = `MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/x-amp-html

<html amp4email></html>
--b
Content-Type: text/html

<p>x</p>
--b--
`
  expect((await checkHtmlSupport(encode(message)))!.features.map(({ slug }) => slug)).toContain('amp')
})

it('is made of data that is whole', () => {
  for (const { slug, support, notes = {} } of supportRows) {
    const results = support.split(' ')
    expect([slug, results.length]).toEqual([slug, supportClients.length])
    for (const each of results) {
      expect(each).toMatch(/^(?:-|[yanu](?:#\d+)*@\S+)$/)
      for (const [, note] of each.matchAll(/#(\d+)/g)) expect([slug, notes[note!]]).toEqual([slug, expect.any(String)])
    }
  }
})

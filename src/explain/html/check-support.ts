import { readBodies } from '../../message/bodies.ts'
import { listParts, readParts } from '../../message/parts.ts'
import type * as supportData from '../data/html-support.ts'
import { adviceFor } from './advice.ts'
import { findFeatures, type FoundFeatures } from './find-features.ts'
import { signsOf } from './rules.ts'
import type { ClientResult, ClientSupport, FeatureSupport, HtmlSupport, MailProgram, SupportRow } from './support.ts'

/** Hold the HTML of a message against what mail programs show. Null where there is no HTML. */
export async function checkHtmlSupport(message: Uint8Array): Promise<HtmlSupport | null> {
  const tree = readParts(message)
  const { html } = readBodies(message, tree)
  if (html === null) return null
  const parts = listParts(tree)
  const types = new Map(parts.map(({ contentId, type }) => [contentId, type]))
  const found = findFeatures(html, (contentId) => types.get(contentId) ?? null)
  // Another form of the message, as AMP is, stands beside the HTML and not in it.
  const beside = parts.map(({ type }) => [`part:${type}`, 1] as const)
  return judgeHtml({ ...found, counts: new Map([...found.counts, ...beside]) })
}

/** The judgement. The data is large, and loaded when it is asked for. */
export async function judgeHtml(found: FoundFeatures): Promise<HtmlSupport> {
  const data = await import('../data/html-support.ts')
  const { supportAsOf, supportRows } = data
  const programs = listPrograms(data)
  const features: FeatureSupport[] = []
  let fine = 0
  for (const row of supportRows) {
    const count = countOf(row.slug, found.counts)
    if (count === 0) continue
    const isForWord = count > countOf(row.slug, found.othersOnly)
    const isForOthers = count > countOf(row.slug, found.wordOnly)
    const feature = featureOf(row, count, programs, (program) => (isWord(program) ? isForWord : isForOthers))
    if (feature.supported === 100) fine++
    else features.push(feature)
  }
  const scripts = found.counts.get('element:script') ?? 0
  if (scripts > 0) features.push(scriptFeature(scripts))
  const weigh = (share: number, count: number) => (share * Math.min(count, found.nodes)) / Math.max(1, found.nodes)
  const weight = (each: FeatureSupport) => weigh(each.unsupported + each.partial / 2, each.found)
  features.sort((a, b) => weight(b) - weight(a) || b.unsupported - a.unsupported)
  const heaviest = (of: 'partial' | 'unsupported') =>
    features.reduce((most, each) => Math.max(most, weigh(each[of], each.found)), 0)
  const unsupported = heaviest('unsupported')
  const partial = Math.min(heaviest('partial'), 100 - unsupported)
  return {
    asOf: supportAsOf,
    tests: supportRows.filter(({ slug }) => signsOf(slug).length > 0).length + 1,
    nodes: found.nodes,
    isCut: found.isCut,
    total: { supported: 100 - partial - unsupported, partial, unsupported },
    fine,
    features,
    clients: countClients(features, programs),
  }
}

function countOf(slug: string, counts: FoundFeatures['counts']): number {
  return signsOf(slug).reduce((sum, sign) => sum + (counts.get(sign) ?? 0), 0)
}

/** Those that show HTML with Word, and read conditional comments. */
function isWord({ family, platform }: MailProgram): boolean {
  return family === 'outlook' && (platform === 'windows' || platform === 'windows-mail')
}

const answers = { y: 'yes', a: 'partial', n: 'no', u: 'unknown' } as const

/** @param reads whether it is where this program reads it; those that do not are none that fail to show it */
function featureOf(
  row: SupportRow,
  found: number,
  programs: readonly MailProgram[],
  reads: (program: MailProgram) => boolean,
): FeatureSupport {
  const { slug, title, description = '', category, tags = [], keywords = '', notes = {} } = row
  const tests = row.support.split(' ').flatMap((text, index): ClientResult[] => {
    const [, letter, numbers, version] = /^([yanu])((?:#\d+)*)@(.+)$/.exec(text) ?? []
    if (letter === undefined) return []
    const support = answers[letter as keyof typeof answers]
    return [{ ...programs[index]!, version: version!, support, notes: numbers!.split('#').filter(Boolean) }]
  })
  const tested = tests.filter(({ support }) => support !== 'unknown').length
  const results = tests.filter(reads)
  const share = (wanted: ClientResult['support']) =>
    tested === 0 ? 0 : (100 * results.filter(({ support }) => support === wanted).length) / tested
  const [partial, unsupported] = [share('partial'), share('no')]
  return {
    ...{ slug, title, description, category, tags, keywords, found, results, notes },
    url: `https://www.caniemail.com/features/${slug}/`,
    ...{ supported: 100 - partial - unsupported, partial, unsupported },
    advice: adviceFor(slug),
  }
}

/** What most people call it. */
const places: Readonly<Record<string, string>> = { 'desktop-webmail': 'webmail', 'mobile-webmail': 'mobile webmail' }

/** The programs that were tested, in the order of the results of each row. */
function listPrograms({ familyNames, platformNames, supportClients }: typeof supportData): readonly MailProgram[] {
  return supportClients.map(([family, platform]) => {
    const place = places[platform] ?? platformNames[platform] ?? platform
    const familyName = familyNames[family] ?? family
    const name = `${familyName} ${place}`
    return { family, familyName, platform, name: name.replace(/^Outlook (Outlook|Windows Mail)/, '$1') }
  })
}

function countClients(features: readonly FeatureSupport[], programs: readonly MailProgram[]): ClientSupport[] {
  const clients = programs.map((program) => ({ ...program, partial: 0, unsupported: 0 }))
  const known = new Map(clients.map((client) => [`${client.family} ${client.platform}`, client]))
  for (const { results } of features) {
    for (const { family, platform, support } of results) {
      const client = known.get(`${family} ${platform}`)!
      if (support === 'no') client.unsupported++
      else if (support === 'partial') client.partial++
    }
  }
  return clients.sort((a, b) => b.unsupported - a.unsupported || b.partial - a.partial)
}

/** caniemail.com does not test what no mail program may do. */
function scriptFeature(found: number): FeatureSupport {
  return {
    slug: 'html-script',
    title: '<script> element',
    description: 'No mail program runs scripts, and filters take a message with one for an attack.',
    category: 'html',
    ...{ tags: [], keywords: '', url: '', found, results: [], notes: {} },
    advice: 'Take it out.',
    ...{ supported: 0, partial: 0, unsupported: 100 },
  }
}

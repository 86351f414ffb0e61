import type { FeatureSupport, HtmlSupport } from '../../explain/html/support.ts'
import { escapeHtml } from '../escape-html.ts'
import { readMarkdownLine } from '../markdown-line.ts'

/** How the HTML of a message is shown, in mailpit's words. */
export function htmlCheckOf({ total, nodes, tests, features, clients }: HtmlSupport) {
  return {
    Total: {
      Tests: tests,
      Nodes: nodes,
      Supported: total.supported,
      Partial: total.partial,
      Unsupported: total.unsupported,
    },
    Platforms: platformsOf(clients),
    Warnings: features.map(warningOf),
  }
}

/** The programs of each platform. */
function platformsOf(clients: HtmlSupport['clients']): Record<string, string[]> {
  const platforms: Record<string, string[]> = {}
  for (const { platform, familyName } of clients) (platforms[platform] ??= []).push(familyName)
  for (const names of Object.values(platforms)) names.sort()
  return platforms
}

function warningOf(feature: FeatureSupport) {
  const { slug, title, description, url, category, tags, keywords, results, notes } = feature
  return {
    Slug: slug,
    Title: title,
    Description: writeHtml(description),
    URL: url,
    Category: category,
    Tags: tags,
    Keywords: keywords,
    Results: results
      .filter(({ support }) => support !== 'unknown')
      .map(({ name, family, platform, version, support, notes: numbers }) => ({
        Name: `${name} (${version})`,
        Family: family,
        Platform: platform,
        Version: version,
        Support: support,
        NoteNumber: numbers.at(-1) ?? '',
      })),
    NotesByNumber: Object.fromEntries(Object.entries(notes).map(([number, note]) => [number, writeHtml(note)])),
    Score: {
      Found: feature.found,
      Supported: feature.supported,
      Partial: feature.partial,
      Unsupported: feature.unsupported,
    },
  }
}

/** mailpit has Markdown made into HTML here. */
function writeHtml(line: string): string {
  return readMarkdownLine(line)
    .map((piece) => {
      const text = escapeHtml(piece.text)
      if (piece.kind === 'text') return text
      return piece.kind === 'code'
        ? `<code>${text}</code>`
        : `<a href="${escapeHtml(piece.href)}" target="_blank">${text}</a>`
    })
    .join('')
}

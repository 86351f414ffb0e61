import { readBodies } from './bodies.ts'
import { readPage } from './html-page.ts'
import { findLinks } from './links.ts'

/** Addresses that are listed. */
const MOST = 500

/**
 * Every address of the web that a message leads to or has something fetched from: the links of its HTML, its style
 * sheets and images, then the links that are in the text alone. Each once, {@link MOST} at most. Never throws.
 */
export function findWebAddresses(message: Uint8Array): readonly string[] {
  const { text, html } = readBodies(message)
  const page = readPage(html ?? '')
  const fetched = [...page.styleSheets, ...page.images.map(({ src }) => src)].map((href) => ({ href, text: '' }))
  return findLinks(text?.trim() ? text : page.text, [...page.links, ...fetched], MOST).links
}

import { isInline, readBodies } from '../message/bodies.ts'
import { parseDate } from '../message/date.ts'
import { headerValue, type Headers } from '../message/headers.ts'
import { readPage, type HtmlLink, type HtmlPage } from '../message/html-page.ts'
import { readParts, type MessagePart } from '../message/parts.ts'
import type { RfcRef } from '../protocol/rfc.ts'

/** Something to say about what is in a message: what people read, click on and open. */
export interface ContentRemark {
  readonly id: ContentRemarkId
  readonly level: 'problem' | 'note'
  readonly sentence: string
  /** Null where no RFC is about it. */
  readonly ref: RfcRef | null
}

export type ContentRemarkId =
  | 'date-off'
  | 'unsubscribe-malformed'
  | 'unsubscribe-not-https'
  | 'one-click-missing'
  | 'one-click-malformed'
  | 'text-missing'
  | 'image-without-alt'
  | 'html-clipped'
  | 'link-not-https'
  | 'link-to-address'
  | 'link-punycode'
  | 'link-text-differs'
  | 'attachment-dangerous'
  | 'parts-cut'

/** Look through what a message holds. Never throws. @param receivedAt what its Date is held against */
export function checkContent(message: Uint8Array, receivedAt: Date | null): ContentRemark[] {
  const tree = readParts(message)
  const { headers } = tree.root
  const { text, html, attachments } = readBodies(message, tree)
  const page = html === null ? null : readPage(html)
  return [
    ...checkDate(headers, receivedAt),
    ...checkUnsubscribe(headers),
    ...(page && html !== null ? checkPage(page, html, text) : []),
    ...checkAttachments(attachments),
    ...(tree.isCut
      ? [problem('parts-cut', 'The message has more parts, or parts nested deeper, than anybody reads.', null)]
      : []),
  ]
}

const DAY = 24 * 60 * 60 * 1000

// RFC 5322 §3.6.1
function checkDate(headers: Headers, receivedAt: Date | null): ContentRemark[] {
  const date = parseDate(headerValue(headers, 'Date') ?? '')
  if (!date || !receivedAt) return []
  const days = (date.getTime() - receivedAt.getTime()) / DAY
  if (days > -7 && days < 1 / 24) return []
  const far = Math.abs(days) >= 2 ? `${Math.round(Math.abs(days))} days` : `${Math.round(Math.abs(days) * 24)} hours`
  const sentence = `The Date header is ${far} ${days > 0 ? 'after' : 'before'} the message came in: a clock or a time zone is wrong, or the message is old. Filters count that against it.`
  return [problem('date-off', sentence, 'RFC 5322 §3.6.1')]
}

/** RFC 2369, and RFC 8058 for the one click. */
function checkUnsubscribe(headers: Headers): ContentRemark[] {
  const value = headerValue(headers, 'List-Unsubscribe')
  const oneClick = headerValue(headers, 'List-Unsubscribe-Post')
  if (value === null) {
    if (oneClick === null) return []
    const sentence = 'List-Unsubscribe-Post is there without the List-Unsubscribe that it is about.'
    return [problem('one-click-malformed', sentence, null)]
  }
  const addresses = [...value.matchAll(/<\s*([^<>\s]+)\s*>/g)].slice(0, 50).map((found) => found[1]!)
  if (addresses.length === 0) {
    const sentence = 'List-Unsubscribe holds no address in angle brackets, so nobody can act on it.'
    return [problem('unsubscribe-malformed', sentence, null)]
  }
  if (oneClick === null) {
    const sentence =
      'There is List-Unsubscribe without List-Unsubscribe-Post: large providers ask senders of many messages for one-click unsubscribing.'
    return [note('one-click-missing', sentence, null)]
  }
  if (!/^List-Unsubscribe=One-Click$/i.test(oneClick.trim())) {
    const sentence = 'The value of List-Unsubscribe-Post has to be "List-Unsubscribe=One-Click".'
    return [problem('one-click-malformed', sentence, null)]
  }
  if (addresses.some((address) => /^https:/i.test(address))) return []
  const sentence = 'One-click unsubscribing needs an https address in List-Unsubscribe, and there is none.'
  return [problem('unsubscribe-not-https', sentence, null)]
}

/** Octets of HTML behind which Gmail cuts a message off, and shows a link to the rest. */
const CLIPPED = 102 * 1024

function checkPage({ images, links }: HtmlPage, html: string, text: string | null): ContentRemark[] {
  const remarks: ContentRemark[] = []
  if (text === null || text.trim() === '') {
    const sentence = 'There is HTML and no plain text: some read mail without HTML, and filters count it.'
    remarks.push(note('text-missing', sentence, 'RFC 2046 §5.1.4'))
  }
  const bare = images.filter(({ alt }) => alt === null).length
  if (bare > 0) {
    const sentence = `${bare === 1 ? 'An image has' : `${bare} images have`} no alt text: nothing is there where images are not shown, or not seen.`
    remarks.push(note('image-without-alt', sentence, null))
  }
  const size = Buffer.byteLength(html)
  if (size > CLIPPED) {
    const sentence = `The HTML is ${Math.round(size / 1024)} kB: Gmail shows the first 102 kB, and a link to the rest.`
    remarks.push(problem('html-clipped', sentence, null))
  }
  return [...remarks, ...checkLinks(links)]
}

function checkLinks(links: readonly HtmlLink[]): ContentRemark[] {
  const hosts = links.flatMap(({ href, text }) => {
    if (!/^https?:\/\//i.test(href) || !URL.canParse(href)) return []
    const { protocol, hostname } = new URL(href)
    return [{ href, text, protocol, hostname }]
  })
  const numeric = (hostname: string) => /^(?:\d+\.){3}\d+$|^\[/.test(hostname)
  const [plain, literal, coded, other] = [
    hosts.filter(({ protocol }) => protocol === 'http:'),
    hosts.filter(({ hostname }) => numeric(hostname)),
    hosts.filter(({ hostname }) => /(?:^|\.)xn--/.test(hostname)),
    hosts.filter(({ hostname, text }) => isOfAnotherHost(text, hostname)),
  ]
  const remarks: ContentRemark[] = []
  if (plain[0]) remarks.push(note('link-not-https', `${many(plain)} http, not https: ${show(plain[0].href)}.`, null))
  if (literal[0]) {
    const sentence = `${many(literal)} an IP address instead of a name, as phishing does: ${show(literal[0].href)}.`
    remarks.push(problem('link-to-address', sentence, null))
  }
  if (coded[0]) {
    const sentence = `${many(coded)} a name with other letters than ASCII, which may look like another name: ${coded[0].hostname}.`
    remarks.push(note('link-punycode', sentence, null))
  }
  if (other[0]) {
    const sentence = `A link says "${other[0].text.slice(0, 80)}" and leads to ${other[0].hostname}: that is how phishing looks to filters, also where it is only counted clicks.`
    remarks.push(problem('link-text-differs', sentence, null))
  }
  return remarks
}

/** Whether the text is an address itself, of a host that shares no domain with the one it leads to. */
function isOfAnotherHost(text: string, hostname: string): boolean {
  const [, said] = /^(?:https?:\/\/)?((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})(?:[/?#:]\S*)?$/i.exec(text) ?? []
  if (said === undefined || (!/^https?:|^www\./i.test(text) && !text.includes('/'))) return false
  const [a, b] = [said, hostname].map((host) => host.toLowerCase().split('.').slice(-2).join('.'))
  return a !== b
}

function many(links: readonly unknown[]): string {
  return links.length === 1 ? 'A link uses' : `${links.length} links use`
}

function show(href: string): string {
  return href.length > 80 ? `${href.slice(0, 80)}…` : href
}

/** What runs when it is opened, and what mail hosts refuse for that. */
const dangerous =
  /\.(?:ade|adp|apk|appx?|bat|cab|chm|cmd|com|cpl|dll|dmg|exe|hta|img|ins|iso|isp|jar|jse?|lnk|mde|msc|msi|msix|msp|mst|nsh|pif|ps1|reg|scr|sct|sh|sys|vbe?|vbs|vhdx?|vxd|wsc|wsf|wsh|docm|xlsm|pptm|xll)$/i

function checkAttachments(attachments: readonly MessagePart[]): ContentRemark[] {
  const names = attachments.flatMap((part) => (part.filename === null || isImage(part) ? [] : [part.filename.trim()]))
  const found = names.filter((name) => dangerous.test(name.replace(/[. ]+$/, '')))
  if (found.length === 0) return []
  const sentence = `Mail hosts refuse attachments that run when they are opened: ${found.slice(0, 5).join(', ')}.`
  return [problem('attachment-dangerous', sentence, null)]
}

function isImage(part: MessagePart): boolean {
  return isInline(part) && part.type.startsWith('image/')
}

function problem(id: ContentRemarkId, sentence: string, ref: RfcRef | null): ContentRemark {
  return { id, level: 'problem', sentence, ref }
}

function note(id: ContentRemarkId, sentence: string, ref: RfcRef | null): ContentRemark {
  return { id, level: 'note', sentence, ref }
}

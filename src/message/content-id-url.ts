/** The Content-ID, without brackets, that a "cid:" URL leads to; null for any other address. RFC 2392 */
export function readContentIdUrl(url: string): string | null {
  return /^cid:/i.test(url) ? decodePercent(url.slice(4)).replace(/^<|>$/g, '') : null
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

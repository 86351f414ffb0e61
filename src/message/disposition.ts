/**
 * The value of Content-Disposition for HTTP (RFC 6266): the name in ASCII, and whole in UTF-8 (RFC 8187) where that
 * is not all. No octet of the name ends the field, or the string that it stands in.
 */
export function writeDisposition(kind: 'attachment' | 'inline', filename: string): string {
  const plain = filename
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const value = `${kind}; filename="${plain}"`
  return plain === filename ? value : `${value}; filename*=UTF-8''${encodeExtended(filename)}`
}

/** What is no attribute character is percent-encoded; a lone surrogate is no character at all. */
function encodeExtended(text: string): string {
  const escape = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')).replace(/['()*]/g, escape)
}

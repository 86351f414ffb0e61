/** Where the content of the DER element at `at` begins and ends; null where there is none, or not all of it. */
export function derElement(der: Buffer, at: number): { readonly from: number; readonly to: number } | null {
  if (at + 2 > der.length) return null
  const first = der[at + 1]!
  const more = first < 0x80 ? 0 : first & 0x7f
  if (more > 4 || at + 2 + more > der.length) return null
  const length = more === 0 ? first & 0x7f : der.readUIntBE(at + 2, more)
  const from = at + 2 + more
  return from + length > der.length ? null : { from, to: from + length }
}

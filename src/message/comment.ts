/** Where the comment that was opened before `at` is closed; the end of the text where it is not. */
// RFC 5322 §3.2.2
export function commentEnd(value: string, at: number): number {
  let depth = 1
  for (let i = at; i < value.length; i++) {
    if (value[i] === '\\') i++
    else if (value[i] === '(') depth++
    else if (value[i] === ')' && --depth === 0) return i
  }
  return value.length
}

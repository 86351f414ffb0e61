/** Characters of a message that are searched, and codes that are named. */
const CEILING = 16 * 1024
const MOST = 5

/** Four to eight digits, in groups perhaps; or capitals and digits; behind "G-" perhaps. Not a piece of something longer. */
const candidate =
  /(?<![\w.,@/+#=&?%$€£-]|\+\d[\d ()/-]{0,12})(?:[A-Z]{1,2}-)?(?:\d{4,8}|\d{3}[ -]\d{3}|\d{4}[ -]\d{4}|\d{2}[ -]\d{2}[ -]\d{2}|(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{5,8}|(?=[A-Z-]*\d)[A-Z0-9]{4}-[A-Z0-9]{4})(?![\w@/%=€$£-]|[.,:]\d| ?(?:€|\$|EUR|USD|GBP|kB|MB|GB|px)|[ -]\d{2})/g

/** What every code has in it: most mail is read no further than that. */
const worthALook = /\d{3}|[A-Z]\d|\d[A-Z]|\d\d[ -]\d\d/

/** What a code is called. */
const called =
  /code|passcode|\bpin\b|\btan\b|\botp\b|one[- ]time|verification|verifizierung|best[äa]e?tigung|einmal|kennwort|c[óo]digo|codice|clave|\bkod(?:e|en|u)?\b|\bk[óo]d\b|koodi|κωδικ|код|пароль|парол|رمز|קוד|\bmã\b|รหัส|验证码|驗證碼|校验码|動態碼|コード|認証番号|確認番号|인증\s?번호|인증\s?코드|보안\s?코드/i

/** What else has a number, and codes that are no secret. */
const other =
  /order|bestell|invoice|rechnung|faktura|ticket|case|(?:customer|account|member)[ -]?(?:no|num|id)|kundennr|kundennummer|kontonummer|booking|buchung|reservation|tracking|sendung|reference|referenz|phone|tel\.?|fax|p\.? ?o\.? box|version|pedido|commande|facture|ordine|fattura|№|nr\.?|no\.|#|since|seit|copyright|©|\(c\)|(?:zip|postal|post|error|promo|discount|coupon|voucher|area|country|status|source|bar|qr|product|item|gift|referral|sort)[- ]?code/i

const [eachCalled, eachOther] = [new RegExp(called, 'gi'), new RegExp(other, 'gi')]
const year = /^(?:19|20)\d\d$/

/**
 * What looks like a code to type in: the one that a log-in or a new account asks for. The likeliest comes first. Numbers
 * that something else is called by, and years, are none.
 */
export function findCodes(subject: string, text: string): string[] {
  const whole = `${subject}\n${text.slice(0, CEILING)}`
  if (!worthALook.test(whole) || !called.test(whole)) return []
  const found = new Map<string, number>()
  let count = 0
  for (const { 0: code, index } of whole.matchAll(candidate)) {
    if (++count > 200) break
    const points = score(whole, code, index)
    if (points >= 3) found.set(code, Math.max(points, found.get(code) ?? 0))
  }
  return [...found]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST)
    .map(([code]) => code)
}

function score(whole: string, code: string, at: number): number {
  const before = whole.slice(Math.max(0, at - 100), at)
  const after = whole.slice(at + code.length, at + code.length + 60)
  const line = before.slice(before.lastIndexOf('\n') + 1)
  const rest = after.split('\n', 1)[0]!
  const isAlone = line.trim() === '' && rest.trim() === ''
  const near = before.slice(-40)
  let points = 0
  if (called.test(near)) points += 4
  else if (called.test(before)) points += 2
  if (called.test(rest)) points += 3
  if (isAlone) points += 2
  if (isNamedOtherwise(line, near)) points -= 4
  if (year.test(code) && !isAlone) points -= called.test(before.slice(-16)) ? 1 : 4
  if (/^\D/.test(code) && !/\d/.test(code)) points -= 2
  return points
}

/** Whether the last name before a number is that of something else. */
function isNamedOtherwise(line: string, near: string): boolean {
  const words = line.slice(-40) || near
  const last = lastMatch(words, eachOther)
  return last >= 0 && last >= lastMatch(words, eachCalled) - 8
}

function lastMatch(text: string, pattern: RegExp): number {
  let last = -1
  for (const { index } of text.matchAll(pattern)) last = index
  return last
}

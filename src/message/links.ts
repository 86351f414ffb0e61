import type { HtmlLink } from './html-page.ts'

/** Addresses that are listed, where nothing else is said, and characters of each. */
const MOST = 100
const LONGEST = 2048

export interface FoundLinks {
  /** Addresses of the web, each once, in their order. */
  readonly links: readonly string[]
  /** The likeliest to be clicked on to confirm, activate, log in or reset a password; null where none looks like it. */
  readonly verificationLink: string | null
}

const inText = /https?:\/\/[^\s<>"\\^`{|}\u3000-\u303f\uff00-\uffef]+/gi

/** The links of the HTML, then those that are in the text alone. @param most addresses that are listed */
export function findLinks(text: string, htmlLinks: readonly HtmlLink[], most = MOST): FoundLinks {
  const found = new Map<string, number>()
  const add = (href: string, said: string) => {
    if (found.size >= most || href.length > LONGEST) return
    found.set(href, Math.max(found.get(href) ?? 0, score(href, said)))
  }
  for (const { href, text } of htmlLinks) if (/^https?:\/\//i.test(href)) add(href, text)
  if (text.includes('://')) {
    for (const { 0: match, index } of text.matchAll(inText)) {
      if (found.size >= most) break
      add(withoutPunctuation(match), found.size < 20 ? text.slice(Math.max(0, index - 120), index) : '')
    }
  }
  let verificationLink: string | null = null
  let best = 1
  for (const [href, points] of found) {
    if (points > best) [verificationLink, best] = [href, points]
  }
  return { links: [...found.keys()], verificationLink }
}

/** What ends the sentence is not part of the address, and neither is a parenthesis that was opened before it. */
function withoutPunctuation(href: string): string {
  let end = href.length
  while (end > 0 && /[.,;:!?'"*_]/.test(href[end - 1]!)) end--
  if (!/[([]/.test(href)) while (end > 0 && /[)\]]/.test(href[end - 1]!)) end--
  return href.slice(0, end)
}

/** What such links are called, in their address and in the text, in the languages that most mail is in. */
const wanted =
  /verif|confirm|activat|validat|magic|one-?time|opt-?in|(?:pass(?:word|wort)?|pwd)[-_/ ]?(?:reset|forgot|recover|new|change)|(?:reset|forgot|recover|set|change|new)[-_/ ]?(?:your[-_ ])?pass|sign[-_ ]?in|log[-_ ]?in|invit|accept|best[äa]e?tig|aktivier|zur[üu]e?ck ?setzen|anmeld|einlog|v[ée]rifi|confirmer|activer|r[ée]initialis|connexion|confirmar|activar|restablecer|redefinir|ativar|confermare?|attiva|reimposta|bevestig|activeer|potwierd|aktywuj|подтверд|активир|сброс|確認|認証|验证|确认|激活|인증|확인/i
const unwanted =
  /unsub|opt-?out|abmeld|d[ée]sabonn|desinscri|baja|disiscri|preferenc|settings|privacy|datenschutz|imprint|impressum|terms|facebook\.|twitter\.|instagram\.|linkedin\.|youtube\.|\/help|support|faq|\.(?:png|jpe?g|gif|css)(?:\?|$)/i
const token = /[?&#/=][A-Za-z0-9_.~-]{20,}/

function score(href: string, said: string): number {
  if (unwanted.test(href)) return 0
  return (wanted.test(said) ? 2 : 0) + (wanted.test(href) ? 2 : 0) + (token.test(href) ? 1 : 0)
}

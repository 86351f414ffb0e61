import type { Param } from '../protocol/params.ts'

/** A parameter of MAIL or RCPT from its text, as the queue keeps it: undoes `writeParam`. */
export function readParam(text: string): Param {
  const equals = text.indexOf('=')
  return equals < 0
    ? { keyword: text.toUpperCase(), value: null }
    : { keyword: text.slice(0, equals).toUpperCase(), value: text.slice(equals + 1) }
}

import type { RfcRef } from './rfc.ts'
import type { Scanner } from './scanner.ts'
import { isXtext } from './xtext.ts'

/** One parameter of MAIL or RCPT; `value` is null where there is no "=". */
export interface Param {
  /** Upper case. */
  readonly keyword: string
  readonly value: string | null
}

export interface ParamRule {
  readonly on: 'MAIL' | 'RCPT'
  /** EHLO keyword that allows it. */
  readonly needs: string
  readonly ref: RfcRef
  /** The value's grammar in words, for people and for completion. */
  readonly form: string
  readonly isValid: (value: string | null) => boolean
}

const matches = (pattern: RegExp) => (value: string | null) => value !== null && pattern.test(value)
const absent = (value: string | null) => value === null

/** The parameters that Parley knows. Others are read and kept all the same. */
export const paramRules: Readonly<Record<string, ParamRule>> = {
  SIZE: { on: 'MAIL', needs: 'SIZE', ref: 'RFC 1870 §6', form: 'SIZE=octets', isValid: matches(/^\d{1,20}$/) },
  BODY: {
    on: 'MAIL',
    needs: '8BITMIME',
    ref: 'RFC 6152 §3',
    form: 'BODY=7BIT, BODY=8BITMIME or BODY=BINARYMIME',
    isValid: matches(/^(?:7BIT|8BITMIME|BINARYMIME)$/i),
  },
  SMTPUTF8: { on: 'MAIL', needs: 'SMTPUTF8', ref: 'RFC 6531 §3.4', form: 'SMTPUTF8', isValid: absent },
  RET: {
    on: 'MAIL',
    needs: 'DSN',
    ref: 'RFC 3461 §4.3',
    form: 'RET=FULL or RET=HDRS',
    isValid: matches(/^(?:FULL|HDRS)$/i),
  },
  ENVID: {
    on: 'MAIL',
    needs: 'DSN',
    ref: 'RFC 3461 §4.4',
    form: 'ENVID=xtext, up to 100 characters',
    isValid: (value) => value !== null && value.length <= 100 && isXtext(value),
  },
  NOTIFY: {
    on: 'RCPT',
    needs: 'DSN',
    ref: 'RFC 3461 §4.1',
    form: 'NOTIFY=NEVER, or any of SUCCESS,FAILURE,DELAY',
    isValid: matches(/^(?:NEVER|(?:SUCCESS|FAILURE|DELAY)(?:,(?:SUCCESS|FAILURE|DELAY))*)$/i),
  },
  ORCPT: {
    on: 'RCPT',
    needs: 'DSN',
    ref: 'RFC 3461 §4.2',
    form: 'ORCPT=rfc822;xtext',
    isValid: (value) => {
      const semicolon = value?.indexOf(';') ?? -1
      if (value === null || semicolon < 1 || value.length > 500) return false
      const rest = value.slice(semicolon + 1)
      // utf-8-addr-xtext of RFC 6533 §3 may hold UTF-8 and \x{HEX} as well.
      return isXtext(rest) || /^utf-8;/i.test(value)
    },
  },
  REQUIRETLS: { on: 'MAIL', needs: 'REQUIRETLS', ref: 'RFC 8689 §2', form: 'REQUIRETLS', isValid: absent },
  AUTH: {
    on: 'MAIL',
    needs: 'AUTH',
    ref: 'RFC 4954 §5',
    form: 'AUTH=<> or AUTH=xtext address',
    isValid: (value) => value === '<>' || (value !== null && value !== '' && isXtext(value)),
  },
  BY: {
    on: 'MAIL',
    needs: 'DELIVERBY',
    ref: 'RFC 2852 §4',
    form: 'BY=seconds;R or BY=seconds;N, T for a trace',
    isValid: matches(/^[+-]?\d{1,9};[NR]T?$/i),
  },
  HOLDFOR: {
    on: 'MAIL',
    needs: 'FUTURERELEASE',
    ref: 'RFC 4865 §3',
    form: 'HOLDFOR=seconds',
    isValid: matches(/^[1-9]\d{0,8}$/),
  },
  HOLDUNTIL: {
    on: 'MAIL',
    needs: 'FUTURERELEASE',
    ref: 'RFC 4865 §3',
    form: 'HOLDUNTIL=2026-01-31T12:00:00Z',
    isValid: matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i),
  },
  'MT-PRIORITY': {
    on: 'MAIL',
    needs: 'MT-PRIORITY',
    ref: 'RFC 6710 §3',
    form: 'MT-PRIORITY=-9 to 9',
    isValid: matches(/^(?:0|-?[1-9])$/),
  },
  RRVS: {
    on: 'RCPT',
    needs: 'RRVS',
    ref: 'RFC 7293 §3.1',
    form: 'RRVS=2026-01-31T12:00:00Z, or with ;C or ;R',
    isValid: matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)(?:;[CR])?$/i),
  },
}

export function findParam(params: readonly Param[], keyword: string): Param | undefined {
  return params.find((param) => param.keyword === keyword)
}

/** The EHLO keyword without which a server does not take the parameter. */
export function neededKeyword({ keyword, value }: Param): string {
  // RFC 3030 §3
  if (keyword === 'BODY' && value?.toUpperCase() === 'BINARYMIME') return 'BINARYMIME'
  return Object.hasOwn(paramRules, keyword) ? paramRules[keyword]!.needs : keyword
}

export function writeParam({ keyword, value }: Param): string {
  return value === null ? keyword : `${keyword}=${value}`
}

const NO_PARAMS: readonly Param[] = []

// Mail-parameters = esmtp-param *(SP esmtp-param)
// esmtp-param = esmtp-keyword ["=" esmtp-value]
// esmtp-keyword = (ALPHA / DIGIT) *(ALPHA / DIGIT / "-")
// esmtp-value = 1*(%d33-60 / %d62-126), and UTF8-non-ascii by RFC 6531 §3.3
// RFC 5321 §4.1.2
export function readParams(scanner: Scanner, verb: 'MAIL' | 'RCPT'): readonly Param[] | null {
  if (scanner.atEnd) return NO_PARAMS
  const params: Param[] = []
  while (!scanner.atEnd) {
    const from = scanner.at
    const spaces = scanner.skipSpace()
    if (scanner.atEnd) break
    if (spaces === 0) return scanner.fail('a space before the parameter', 'RFC 5321 §4.1.2')
    if (scanner.slice(from) !== ' ') scanner.deviate('extra-space', from)
    const at = scanner.at
    const param = readParam(scanner)
    if (!param) return null
    const rule = Object.hasOwn(paramRules, param.keyword) ? paramRules[param.keyword]! : null
    if (rule && rule.on !== verb) scanner.deviate('param-misplaced', at)
    else if (rule && !rule.isValid(param.value)) scanner.deviate('param-value', at)
    if (findParam(params, param.keyword)) scanner.deviate('param-duplicate', at)
    params.push(param)
  }
  return params
}

function readParam(scanner: Scanner): Param | null {
  const from = scanner.at
  const word = scanner.match(/[^ \t]+/y)!
  const equals = word.indexOf('=')
  const keyword = equals < 0 ? word : word.slice(0, equals)
  if (!/^[A-Za-z0-9][A-Za-z0-9-]*$/.test(keyword)) {
    return scanner.fail('a parameter as KEYWORD or KEYWORD=value', 'RFC 5321 §4.1.2', from)
  }
  const value = equals < 0 ? null : word.slice(equals + 1)
  if (value === '' || value?.includes('=')) scanner.deviate('param-syntax', from)
  return { keyword: keyword.toUpperCase(), value }
}

import type { ReplyCode } from './reply-code.ts'
import { folkloreCodes } from './reply-codes-folklore.ts'
import { permanentCodes } from './reply-codes-permanent.ts'
import { positiveCodes } from './reply-codes-positive.ts'
import { transientCodes } from './reply-codes-transient.ts'

/** Every reply code that is known, in the order of their numbers. */
export const replyCodes: ReadonlyMap<number, ReplyCode> = new Map(
  [...positiveCodes, ...transientCodes, ...permanentCodes, ...folkloreCodes]
    .sort((a, b) => a.code - b.code)
    .map((entry) => [entry.code, entry]),
)

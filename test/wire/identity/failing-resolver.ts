import { unknownAnswer, type RecordType, type Resolver } from '../../../src/wire/resolver/resolver.ts'

/** A resolver that could not tell what `when` says, or anything at all. */
export function failingAt(inner: Resolver, when: (name: string, type: RecordType) => boolean = () => true): Resolver {
  return {
    query: (name, type) =>
      when(name, type)
        ? Promise.resolve(unknownAnswer(name, type, { code: 'servfail', message: 'it is broken' }))
        : inner.query(name, type),
  }
}

/** A resolver that never answers. */
export const silentResolver: Resolver = { query: () => new Promise(() => {}) }

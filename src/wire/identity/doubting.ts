import { findDoubt } from '../resolver/doubt.ts'
import { unknownAnswer, type Answer, type RecordType, type Resolver, type Trouble } from '../resolver/resolver.ts'

/**
 * Resolvers of closed networks say of everything that it does not exist. Nothing follows from that about names outside,
 * so that it becomes: could not tell.
 */
export function doubting(inner: Resolver): Resolver {
  let trouble: Promise<Trouble | null> | null = null
  return {
    async query<T extends RecordType>(name: string, type: T): Promise<Answer<T>> {
      const answer = await inner.query(name, type)
      if (answer.outcome === 'records' || answer.outcome === 'unknown') return answer
      const doubt = await (trouble ??= findDoubt(inner))
      return doubt ? unknownAnswer(name, type, doubt, answer) : answer
    },
  }
}

import type { OutgoingMessage } from '../outgoing.ts'
import type { Tables } from './tables.ts'
import type { Value } from './driver.ts'

/** Messages that wait as JSON; their dates are read where they arrive. */
export const outgoingTable = {
  add(tables: Tables, message: OutgoingMessage, content: Uint8Array): void {
    tables.run(
      'insert into outgoing (id, due, claimed_until, message, content) values (?, ?, 0, ?, ?)',
      ...[message.id, message.next?.getTime() ?? null, JSON.stringify(message), content],
    )
  },

  claim(tables: Tables, now: number, until: number, limit: number): string[] {
    return tables.transaction(() => {
      const due = tables.rows(
        'select id, message from outgoing where due <= ? and claimed_until <= ? order by due, n limit ?',
        ...[now, now, limit],
      )
      for (const [id] of due) tables.run('update outgoing set claimed_until = ? where id = ?', until, id!)
      return due.map(([, message]) => String(message))
    })
  },

  /** Nobody else has the database: whoever had taken something over is gone. */
  letGo(tables: Tables): void {
    tables.run('update outgoing set claimed_until = 0 where claimed_until > 0')
  },

  renew(tables: Tables, id: string, ends: readonly number[], until: number): boolean {
    return (
      isClaimed(tables, id, ends) && tables.run('update outgoing set claimed_until = ? where id = ?', until, id) > 0
    )
  },

  /** @param ends of a claim that must stand; null: whoever has it */
  update(tables: Tables, message: OutgoingMessage, ends: readonly number[] | null): boolean {
    if (ends && !isClaimed(tables, message.id, ends)) return false
    const values: Value[] = [message.next?.getTime() ?? null, JSON.stringify(message), message.id]
    return tables.run('update outgoing set due = ?, claimed_until = 0, message = ? where id = ?', ...values) > 0
  },

  content(tables: Tables, id: string): Uint8Array | undefined {
    return tables.row('select content from outgoing where id = ?', id)?.[0] as Uint8Array | undefined
  },

  get(tables: Tables, id: string): string | undefined {
    return tables.row('select message from outgoing where id = ?', id)?.[0] as string | undefined
  },

  list(tables: Tables, limit: number): string[] {
    return tables.rows('select message from outgoing order by n desc limit ?', limit).map(([json]) => String(json))
  },

  delete(tables: Tables, id: string): boolean {
    return tables.run('delete from outgoing where id = ?', id) > 0
  },

  waiting(tables: Tables): number {
    return Number(tables.row('select count(*) from outgoing where due is not null')![0])
  },

  nextDue(tables: Tables): number | null {
    const [due] = tables.row('select min(due) from outgoing where due is not null')!
    return due === null ? null : Number(due)
  },
}

/** Nothing comes between this and what is done then: one thing at a time happens to the database. */
function isClaimed(tables: Tables, id: string, ends: readonly number[]): boolean {
  const until = tables.row('select claimed_until from outgoing where id = ?', id)?.[0]
  return ends.includes(Number(until))
}

import { concat } from '../../protocol/bytes.ts'
import type { Content } from '../content.ts'
import type { Sql, Transaction } from './database.ts'

/** Octets of a message that lie in one row, beyond what came with the message. */
const PIECE = 256 * 1024

/** Octets of a message that are written together with others; what is larger is written by itself, in pieces. */
export const SMALL = 1024 * 1024

export async function writePieces(sql: Transaction, seq: number, content: Content): Promise<void> {
  let piece = 0
  const write = (octets: Uint8Array) =>
    sql`insert into parley_contents (seq, piece, octets) values (${seq}, ${piece++}, ${octets})`
  let held: Uint8Array[] = []
  let length = 0
  for await (const octets of content.stream()) {
    held.push(octets)
    length += octets.length
    if (length < PIECE) continue
    await write(concat(held))
    held = []
    length = 0
  }
  if (length > 0 || piece === 0) await write(concat(held))
}

/** The octets of a message that lies in the database. */
export class PostgresContent implements Content {
  readonly size: number
  readonly #sql: Sql | Transaction
  readonly #seq: number

  constructor(sql: Sql | Transaction, seq: number, size: number) {
    this.#sql = sql
    this.#seq = seq
    this.size = size
  }

  async bytes(): Promise<Uint8Array> {
    const rows = await this.#sql<{ octets: Buffer }[]>`
      select octets from parley_contents where seq = ${this.#seq} order by piece`
    return concat(rows.map(({ octets }) => octets))
  }

  async *stream(): AsyncIterable<Uint8Array> {
    for (let piece = 0; ; piece++) {
      const [row] = await this.#sql<{ octets: Buffer }[]>`
        select octets from parley_contents where seq = ${this.#seq} and piece = ${piece}`
      if (!row) return
      yield row.octets
    }
  }

  /** It goes with its message. */
  discard(): Promise<void> {
    return Promise.resolve()
  }
}

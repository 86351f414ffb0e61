import { afterEach, expect, it } from 'vitest'
import { ContentWriter } from '../../src/store/content.ts'

const MIB = 1024 * 1024
const writers: ContentWriter[] = []

afterEach(() => {
  for (const writer of writers.splice(0)) writer.abort()
})

function begin(): ContentWriter {
  const writer = new ContentWriter()
  writers.push(writer)
  return writer
}

it('messages that are long together go to files, though none of them is', async () => {
  const piece = new Uint8Array(7 * MIB).fill(0x61)
  for (let i = 0; i < 36; i++) expect(begin().write(piece)).toBeUndefined()
  const last = begin()
  await last.write(piece)
  expect(last.finishNow()).toBeNull()
  const content = await last.finish()
  expect(content.size).toBe(piece.length)
  expect(Buffer.compare(await content.bytes(), piece)).toBe(0)
  await content.discard()

  const short = begin()
  expect(short.write(new Uint8Array(1000))).toBeUndefined()
  expect(short.finishNow()?.size).toBe(1000)
})

it('what is finished or aborted no longer counts', async () => {
  const piece = new Uint8Array(7 * MIB)
  for (let i = 0; i < 100; i++) {
    const writer = begin()
    expect(writer.write(piece)).toBeUndefined()
    if (i % 2 === 0) writer.abort()
    else expect(writer.finishNow()?.size).toBe(piece.length)
  }
  const long = begin()
  await long.write(new Uint8Array(9 * MIB))
  await (await long.finish()).discard()
  for (let i = 0; i < 30; i++) expect(begin().write(piece)).toBeUndefined()
})

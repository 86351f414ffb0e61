/** NUL, or half of a character, as JSON has them; or a backslash that only looks like it. */
const NOT_TAKEN = /\\u(?:0000|d[89a-f])/
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** JSON that PostgreSQL takes: it has no NUL, and no half of a character. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value)
  return NOT_TAKEN.test(json) ? JSON.stringify(value, (_, each: unknown) => storable(each)) : json
}

function storable(each: unknown): unknown {
  return typeof each === 'string' ? each.replaceAll('\0', '').replaceAll(LONE_SURROGATE, '\ufffd') : each
}

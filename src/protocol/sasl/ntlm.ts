import { latin1 } from '../bytes.ts'

/** What a server tells of itself to anybody who begins NTLM. Parley reads it, and does not log in with it. */
export interface NtlmChallenge {
  /** The domain or computer that one would log in to. */
  readonly target: string
  /** Names, by kind: 'NetBIOS computer', 'DNS domain' … */
  readonly names: readonly (readonly [kind: string, name: string])[]
  /** Of Windows, "10.0.20348"; null where it is not said. */
  readonly version: string | null
  /** All of it in one line. */
  readonly text: string
}

/** The message that asks for the challenge, with no name in it: flags for Unicode, target and version. */
export const ntlmNegotiate: Uint8Array = Uint8Array.from(
  [...'NTLMSSP\0']
    .map((letter) => letter.charCodeAt(0))
    .concat([1, 0, 0, 0, 0x07, 0x82, 0x08, 0xa2], Array(24).fill(0) as number[]),
)

const kinds: Readonly<Record<number, string>> = {
  1: 'NetBIOS computer',
  2: 'NetBIOS domain',
  3: 'DNS computer',
  4: 'DNS domain',
  5: 'DNS forest',
}

const HAS_VERSION = 0x02000000
const IS_UNICODE = 0x00000001

/** Null where `bytes` are no challenge of NTLM. Offsets that point nowhere give empty names. */
export function readNtlmChallenge(bytes: Uint8Array): NtlmChallenge | null {
  if (bytes.length < 32 || latin1(bytes.subarray(0, 8)) !== 'NTLMSSP\0') return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(8, true) !== 2) return null
  const flags = view.getUint32(20, true)
  const field = (at: number) => {
    if (bytes.length < at + 8) return bytes.subarray(0, 0)
    const from = view.getUint32(at + 4, true)
    return bytes.subarray(from, from + view.getUint16(at, true))
  }
  const target = flags & IS_UNICODE ? utf16(field(12)) : latin1(field(12))
  const names = readNames(field(40))
  const version =
    flags & HAS_VERSION && bytes.length >= 56 ? `${bytes[48]}.${bytes[49]}.${view.getUint16(50, true)}` : null
  const about = [
    ...(target === '' ? [] : [`target ${target}`]),
    ...names.map(([kind, name]) => `${kind} ${name}`),
    ...(version === null ? [] : [`Windows ${version}`]),
  ]
  return { target, names, version, text: `NTLM challenge${about.length === 0 ? '' : `: ${about.join(', ')}`}` }
}

/** Pairs of a number and a value, up to the number 0. */
function readNames(info: Uint8Array): (readonly [string, string])[] {
  const view = new DataView(info.buffer, info.byteOffset, info.byteLength)
  const names: (readonly [string, string])[] = []
  for (let at = 0; at + 4 <= info.length;) {
    const id = view.getUint16(at, true)
    const length = view.getUint16(at + 2, true)
    if (id === 0) break
    const kind = kinds[id]
    if (kind !== undefined) names.push([kind, utf16(info.subarray(at + 4, at + 4 + length))])
    at += 4 + length
  }
  return names
}

function utf16(bytes: Uint8Array): string {
  return new TextDecoder('utf-16le').decode(bytes)
}

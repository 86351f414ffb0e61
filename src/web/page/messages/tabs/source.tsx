import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { api, urls } from '../../api.ts'
import type { MessageDetail } from '../../api-types.ts'
import { useAsked } from '../../asked.ts'
import { Failure } from '../../controls.tsx'
import { formatSize, plural } from '../../format.ts'
import { countLineEnds, readSourceLines, showOctets, type SourceLine } from '../../source.ts'

/** Octets that are shown; the rest is a download away. */
const SHOWN = 256 * 1024

/** Every octet as it came, with its line ends. */
export function Source({ message }: { readonly message: MessageDetail }) {
  const [asked] = useAsked(() => api.source(message.id, SHOWN), [message.id])
  const isWithEnds = useSignal(true)
  const { value, failure } = asked.value
  const lines = useMemo(() => (value === null ? [] : readSourceLines(value)), [value])
  const ends = countLineEnds(lines)
  if (failure !== null) return <Failure text={failure} />
  if (value === null) return <p class="quiet padded">Fetching …</p>
  return (
    <>
      <div class="bar">
        <span class="quiet">{plural(ends.crlf, 'line')} with CRLF</span>
        {ends.bareLf > 0 && <span class="bad">{ends.bareLf} with a bare LF</span>}
        {ends.bareCr > 0 && <span class="bad">{ends.bareCr} with a bare CR</span>}
        <span class="gap" />
        <label class="check">
          <input
            type="checkbox"
            checked={isWithEnds.value}
            onChange={(event) => (isWithEnds.value = event.currentTarget.checked)}
          />
          Line ends
        </label>
        <a href={urls.raw(message.id)} target="_blank" rel="noopener">
          raw
        </a>
      </div>
      <ol class={`source ${isWithEnds.value ? 'with-ends' : ''}`} tabIndex={0} aria-label="Source">
        {lines.map((line, index) => (
          <SourceRow key={index} line={line} />
        ))}
      </ol>
      {message.size > SHOWN && (
        <p class="quiet padded">
          The first {formatSize(SHOWN)} of {formatSize(message.size)}.{' '}
          <a href={urls.raw(message.id, '?download=1')}>Download all of it.</a>
        </p>
      )}
    </>
  )
}

const endMarks = { crlf: 'CRLF', 'bare-lf': 'bare LF', 'bare-cr': 'bare CR', none: '' } as const

function SourceRow({ line: { text, end } }: { readonly line: SourceLine }) {
  return (
    <li>
      {showOctets(text).map((piece, index) =>
        piece.isOctet ? (
          <span key={index} class="octet">
            {piece.text}
          </span>
        ) : (
          piece.text
        ),
      )}
      <span class={`end ${end}`} aria-hidden={end === 'crlf'}>
        {endMarks[end]}
      </span>
    </li>
  )
}

import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Explanation, Line } from '../api-types.ts'
import { dump } from '../bytes-view.ts'
import { formatDuration } from '../format.ts'
import { gaps } from './gaps.ts'

export interface DialogueProps {
  readonly lines: readonly Line[]
  readonly isWithBytes?: boolean
  /** More is to come. */
  readonly isLive?: boolean
}

/** Pixels from the end at which it counts as seen. */
const NEAR = 30

/** Lines that are drawn at first; the middle of a long message is seldom what is sought. */
const DRAWN = 2000

/** A conversation: what the client said in blue behind "C:", what the server said in red behind "S:". */
export function Dialogue({ lines, isWithBytes = false, isLive = false }: DialogueProps) {
  const open = useSignal<number | null>(null)
  const isAll = useSignal(false)
  const shown = isAll.value ? lines : lines.slice(0, DRAWN)
  const silences = gaps(lines)
  return (
    <div class="dialogue" tabIndex={0} role="log" aria-label="The conversation" aria-live={isLive ? 'polite' : 'off'}>
      {shown.map((line, index) => (
        <LineOf
          key={index}
          line={line}
          gap={silences[index] ?? null}
          isWithBytes={isWithBytes}
          isOpen={open.value === index}
          onToggle={() => (open.value = open.value === index ? null : index)}
        />
      ))}
      {lines.length > shown.length && (
        <button type="button" class="button" onClick={() => (isAll.value = true)}>
          Show {lines.length - shown.length} more lines
        </button>
      )}
      {isLive && <EndMark />}
    </div>
  )
}

/** Keeps the end in sight while the conversation goes on, unless somebody has gone back to read. */
function EndMark() {
  const mark = useRef<HTMLDivElement>(null)
  const isSeen = useRef(true)
  useLayoutEffect(() => {
    const look = ({ target }: Event) => {
      if (!(target instanceof Element) || !target.contains(mark.current)) return
      isSeen.current = target.scrollTop + target.clientHeight > target.scrollHeight - NEAR
    }
    document.addEventListener('scroll', look, { capture: true, passive: true })
    return () => document.removeEventListener('scroll', look, { capture: true })
  }, [])
  useLayoutEffect(() => {
    if (isSeen.current) mark.current?.scrollIntoView({ block: 'nearest' })
  })
  return (
    <div class="going-on" ref={mark}>
      going on …
    </div>
  )
}

interface LineProps {
  readonly line: Line
  readonly gap: number | null
  readonly isWithBytes: boolean
  readonly isOpen: boolean
  readonly onToggle: () => void
}

const labels: Readonly<Record<Line['kind'], string>> = {
  client: 'C:',
  server: 'S:',
  note: '—',
  tls: 'TLS',
  fault: 'fault',
  closed: '—',
  elided: '…',
}

function LineOf({ line, gap, isWithBytes, isOpen, onToggle }: LineProps) {
  const { kind, text, secret = false, explanation, deviations = [], bytes } = line
  const isRefusal = kind === 'server' && typeof line.code === 'number' && line.code >= 400
  return (
    <div class={`line ${kind} ${isRefusal ? 'refusal' : ''}`}>
      {gap !== null && (
        <div class={`silence ${gap > 2000 ? 'long' : ''}`}>
          <span>{formatDuration(gap)}</span>
        </div>
      )}
      <div class="said">
        <span class="at">{(line.at / 1000).toFixed(3)}</span>
        <span class="label">{labels[kind]}</span>
        <span class="text">
          {explanation && line.code ? (
            <Coded text={text} explanation={explanation} isOpen={isOpen} onToggle={onToggle} />
          ) : (
            text
          )}
          {secret && <span class="secret"> secret</span>}
        </span>
      </div>
      {deviations.map((deviation) => (
        <div key={deviation.code} class="deviation">
          <b>{deviation.ref}</b> {deviation.text}
        </div>
      ))}
      {isOpen && explanation && <Explained explanation={explanation} />}
      {isWithBytes && bytes !== undefined && bytes !== '' && (
        <table class="dump" aria-label="Octets">
          <tbody>
            {dump(bytes).map(({ offset, hex, text: seen }) => (
              <tr key={offset}>
                <td class="quiet">{offset}</td>
                <td>{hex}</td>
                <td class="quiet">{seen}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

interface CodedProps {
  readonly text: string
  readonly explanation: Explanation
  readonly isOpen: boolean
  readonly onToggle: () => void
}

/** The code is a button: on hover and focus its title, on a tap all that is to be said. */
function Coded({ text, explanation, isOpen, onToggle }: CodedProps) {
  const [, code = '', rest = text] = /^(\d{3}(?:[ -]\d\.\d{1,3}\.\d{1,3})?)([^]*)$/.exec(text) ?? []
  return (
    <>
      <span class="hinted">
        <button type="button" class="reply-code" aria-expanded={isOpen} onClick={onToggle}>
          {code}
          <span class="unseen">: {explanation.title}</span>
        </button>
        <span class="hint" aria-hidden="true">
          <b>{explanation.title}</b>
          {explanation.meaning}
        </span>
      </span>
      {rest}
    </>
  )
}

function Explained({ explanation }: { readonly explanation: Explanation }) {
  const { title, meaning, cause, fault, action, references } = explanation
  return (
    <div class="explanation">
      <b>{title}</b>
      <p>{meaning}</p>
      {cause && <p>{cause}</p>}
      {action && (
        <p>
          <b>What to do:</b> {action}
        </p>
      )}
      <p class="quiet">
        {fault !== 'nobody' && `Whose doing: ${fault}. `}
        {references.join(' · ')}
      </p>
    </div>
  )
}

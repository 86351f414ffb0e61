import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { formatFault } from '../../../server/faults/format-fault.ts'
import type { ListedFault } from '../../../server/faults/fault.ts'
import { api } from '../api.ts'
import { useAsked } from '../asked.ts'
import { Failure, IconButton } from '../controls.tsx'
import { formatCount } from '../format.ts'
import { onLive } from '../live.ts'
import { complain, say } from '../notice.ts'
import { presets } from './presets.ts'

/** Faults are set while the server runs, and their strikes are counted as they happen. */
export function Faults() {
  const [asked, again] = useAsked(api.faults, [])
  const line = useSignal('')
  const failure = useSignal<string | null>(null)
  useEffect(() => {
    const stops = [onLive('faults', () => again()), onLive('again', again)]
    return () => stops.forEach((stop) => stop())
  }, [])
  const isUnderWay = useSignal(false)
  const add = async (notation: string) => {
    // Once: a second click would be a second fault.
    if (isUnderWay.value) return
    isUnderWay.value = true
    failure.value = null
    try {
      await api.addFault(notation)
      if (line.value.trim() === notation) line.value = ''
      say('From now on.')
      again()
    } catch (error) {
      failure.value = (error as Error).message
    }
    isUnderWay.value = false
  }
  const remove = (id: string) => api.deleteFault(id).then(() => again(), complain)
  const faults = asked.value.value ?? []
  return (
    <section class="part-of-sheet" aria-labelledby="faults-title">
      <h1 id="faults-title">Trouble</h1>
      <p class="quiet">
        What this server does wrong on purpose, from now on and to everybody that a fault fits. Each strike is marked in
        the conversation.
      </p>
      {asked.value.failure !== null && <Failure text={asked.value.failure} />}
      {asked.value.value?.length === 0 && asked.value.failure === null && (
        <p class="calm">None is set: the server behaves as it should.</p>
      )}
      <ul class="faults" aria-label="Faults that are set">
        {faults.map((fault) => (
          <FaultRow key={fault.id} fault={fault} onRemove={() => void remove(fault.id)} />
        ))}
      </ul>
      <form
        class="add-fault"
        onSubmit={(event) => {
          event.preventDefault()
          if (line.value.trim() !== '') void add(line.value.trim())
        }}
      >
        <label>
          <span class="unseen">A fault, in the short notation</span>
          <input
            class="mono"
            value={line.value}
            placeholder='RCPT 451 4.3.0 "Try later" to=bob@* first=2'
            autocomplete="off"
            spellcheck={false}
            aria-invalid={failure.value !== null}
            onInput={(event) => {
              line.value = event.currentTarget.value
              failure.value = null
            }}
          />
        </label>
        <button type="submit" class="button main" disabled={line.value.trim() === '' || isUnderWay.value}>
          Set it
        </button>
      </form>
      {failure.value !== null && <Failure text={failure.value} />}
      <h2>Troubles to choose from</h2>
      <ul class="presets">
        {presets.map(({ name, notation }) => (
          <li key={notation}>
            <button type="button" title={notation} onClick={() => (line.value = notation)}>
              <b>{name}</b>
              <code>{notation}</code>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function FaultRow({ fault, onRemove }: { readonly fault: ListedFault; readonly onRemove: () => void }) {
  const { id, label, occasions, fired, ...others } = fault
  return (
    <li>
      <div>
        {label !== undefined && <b>{label}</b>} <code>{formatFault(others)}</code>
      </div>
      <span class="quiet">
        struck {formatCount(fired)} of {formatCount(occasions)} {occasions === 1 ? 'time' : 'times'}
      </span>
      <IconButton icon="trash" label={`Remove ${label ?? id}`} onClick={onRemove} />
    </li>
  )
}

import { useSignal } from '@preact/signals'
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { AllowList } from '../../../host/allow-list.ts'
import { readAddressPath } from '../../../protocol/address.ts'
import { api } from '../api.ts'
import type { MessageDetail } from '../api-types.ts'
import { about } from '../about/about-state.ts'
import { Dialog, Failure } from '../controls.tsx'
import { complain, say } from '../notice.ts'

export interface ReleaseProps {
  readonly message: MessageDetail
  readonly onClose: () => void
}

/** Send a message on to a real server: to whom is said here, and that it is really meant. */
export function Release({ message, onClose }: ReleaseProps) {
  const { to: allowed, ways } = about.value?.release ?? { to: [], ways: [] }
  const [proposed, withheld] = useMemo(() => split(message.to, allowed), [message.id])
  const recipients = useSignal(proposed.join(', '))
  const route = useSignal(ways[0] ?? '')
  const isMeant = useSignal(false)
  const failure = useSignal<string | null>(null)
  const isUnderWay = useSignal(false)
  const isShown = useRef(true)
  useLayoutEffect(() => () => void (isShown.current = false), [])
  const to = recipients.value.split(/[\s,;]+/).filter((each) => each !== '')
  const [, refused] = split(to, allowed)
  const send = async (event: Event) => {
    event.preventDefault()
    // Once: a second click would be a second mail.
    if (isUnderWay.value) return
    isUnderWay.value = true
    try {
      await api.release(message.id, { to, ...(route.value !== '' && { route: route.value }) })
      say('It is on its way: see Trouble, outgoing mail.')
      if (isShown.current) onClose()
    } catch (error) {
      failure.value = (error as Error).message
      if (!isShown.current) complain(error)
    }
    isUnderWay.value = false
  }
  return (
    <Dialog title="Release this message" onClose={onClose}>
      <form class="form" onSubmit={(event) => void send(event)}>
        <p>
          The message leaves this machine, and real people may get it. This server allows recipients that fit{' '}
          <code>{allowed.join(', ')}</code>.
          {withheld.length > 0 &&
            ` ${withheld.join(', ')} got it too, and ${withheld.length === 1 ? 'is' : 'are'} not allowed.`}
        </p>
        <label>
          To
          <input
            value={recipients.value}
            onInput={(event) => {
              recipients.value = event.currentTarget.value
              // What was agreed to was something else.
              isMeant.value = false
            }}
            autocomplete="off"
          />
        </label>
        {ways.length > 1 && (
          <label>
            By way of
            <select value={route.value} onChange={(event) => (route.value = event.currentTarget.value)}>
              {ways.map((way) => (
                <option key={way}>{way}</option>
              ))}
            </select>
          </label>
        )}
        <label class="check">
          <input
            type="checkbox"
            checked={isMeant.value}
            onChange={(event) => (isMeant.value = event.currentTarget.checked)}
          />
          I want this mail to be sent to {to.length === 1 ? to[0] : `these ${to.length} recipients`}.
        </label>
        {refused.length > 0 && (
          <Failure text={`${refused.join(', ')} ${refused.length === 1 ? 'is' : 'are'} not allowed here.`} />
        )}
        {failure.value !== null && <Failure text={failure.value} />}
        <footer>
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button
            type="submit"
            class="button main"
            disabled={!isMeant.value || to.length === 0 || refused.length > 0 || isUnderWay.value}
          >
            Send it on
          </button>
        </footer>
      </form>
    </Dialog>
  )
}

/** Who may get it by what the operator allows, and who may not. The server looks again. */
function split(addresses: readonly string[], patterns: readonly string[]): [allowed: string[], refused: string[]] {
  const list = new AllowList(patterns)
  const isAllowed = (address: string) => {
    const path = readAddressPath(address)
    return path !== null && path.domain !== '' && list.allows(path)
  }
  return [addresses.filter(isAllowed), addresses.filter((address) => !isAllowed(address))]
}

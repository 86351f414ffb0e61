import { Faults } from './faults.tsx'
import { Outgoing } from './outgoing.tsx'

/** Trouble that the server makes on purpose, and mail that waits to be sent on. */
export function Trouble() {
  return (
    <div class="sheet">
      <Faults />
      <Outgoing />
    </div>
  )
}

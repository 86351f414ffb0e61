import { parseCommand } from '../protocol/parse-command.ts'
import { writeAddress } from '../protocol/path.ts'

/** Remembered addresses; nobody looks through more. */
const MOST = 200

/** The addresses that were used in MAIL and RCPT, the last one first. */
export class AddressBook {
  #addresses: string[] = []

  get list(): readonly string[] {
    return this.#addresses
  }

  /** Take what a command line names. */
  note(line: Uint8Array | string): void {
    const parsed = parseCommand(line)
    if (!parsed.ok || (parsed.value.verb !== 'MAIL' && parsed.value.verb !== 'RCPT')) return
    const address = writeAddress(parsed.value.verb === 'MAIL' ? parsed.value.reversePath : parsed.value.forwardPath)
    if (address !== '') this.add(address)
  }

  add(address: string): void {
    this.#addresses = [address, ...this.#addresses.filter((each) => each !== address)].slice(0, MOST)
  }
}

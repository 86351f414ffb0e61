import { duplexPair, type Duplex } from 'node:stream'

/** The two ends of a connection within this process. Who breaks it off breaks it off for the other, as on a network. */
export function openPair(): [Duplex, Duplex] {
  const [one, other] = duplexPair()
  breakWith(one, other)
  breakWith(other, one)
  return [one, other]
}

function breakWith(end: Duplex, other: Duplex): void {
  end.on('close', () => {
    if (!end.writableFinished) other.destroy()
  })
}

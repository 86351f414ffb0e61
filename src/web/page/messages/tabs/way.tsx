import type { AuthenticationResults, Hop, MessageDetail } from '../../api-types.ts'
import { formatDuration, formatTime } from '../../format.ts'

/** Delays above this are worth a second look. */
const SLOW = 60_000

/** The way the message came, as its Received fields tell it, and what was found out about its sender. */
export function Way({ message: { hops, authenticationResults, date } }: { readonly message: MessageDetail }) {
  return (
    <div class="way">
      {hops.length < 2 && (
        <p class="quiet">No other host has handled it: the message came straight from the program that wrote it.</p>
      )}
      <ol class="hops">
        {date !== null && (
          <li class="written">
            <b>Written</b> <span class="quiet">{formatTime(date)}, by the Date field</span>
          </li>
        )}
        {hops.map((hop, index) => (
          <HopOf key={index} hop={hop} isHere={index === hops.length - 1} />
        ))}
      </ol>
      <h2>Authentication-Results</h2>
      {authenticationResults.length === 0 && (
        <p class="quiet">No host on the way has said anything about the sender.</p>
      )}
      {authenticationResults.map((results, index) => (
        <Results key={index} results={results} />
      ))}
    </div>
  )
}

function HopOf({ hop, isHere }: { readonly hop: Hop; readonly isHere: boolean }) {
  const { from, by, with: protocol, id, delay, date } = hop
  return (
    <li class={isHere ? 'here' : ''}>
      {delay !== null && (
        <span class={`delay ${delay > SLOW ? 'slow' : delay < 0 ? 'back' : ''}`}>
          {delay < 0 ? `${formatDuration(delay)}: a clock is wrong` : `+ ${formatDuration(delay)}`}
        </span>
      )}
      <div>
        <b>{by ?? 'unknown'}</b>
        {isHere && ' (this server)'} <span class="quiet">from {from ?? 'unknown'}</span>
      </div>
      <div class="quiet">
        {[protocol && `with ${protocol}`, id && `id ${id}`, date && formatTime(date)].filter(Boolean).join(' · ')}
      </div>
    </li>
  )
}

function Results({ results: { authservId, results } }: { readonly results: AuthenticationResults }) {
  return (
    <div class="auth-results">
      <h3>by {authservId}</h3>
      <table>
        <tbody>
          {results.map(({ method, result, reason, properties = [] }, index) => (
            <tr key={index}>
              <th scope="row">{method}</th>
              <td>
                <span class={`verdict ${result === 'pass' ? 'pass' : /fail|error/.test(result) ? 'fail' : 'warn'}`}>
                  {result}
                </span>
              </td>
              <td class="quiet">
                {[...properties.map(({ name, value }) => `${name}=${value}`), ...(reason ? [reason] : [])].join(' ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Not there yet. */
export function Trouble() {
  return <p class="empty">Not there yet.</p>
}

/** Not there yet. */
export function Talk() {
  return <p class="empty">Not there yet.</p>
}

/** Not there yet. */
export function AboutView() {
  return <p class="empty">Not there yet.</p>
}

/** What a key does here. */
export interface Binding {
  /** As KeyboardEvent.key has it; "g m" is one behind the other. */
  readonly keys: string
  readonly what: string
  readonly run: () => void
}

/** Those of the page itself and, on top, those of what is shown. */
const layers: (readonly Binding[])[] = []

/**
 * Bind them in a layout effect: what can be seen can be worked at once, also where painting takes its time.
 * @returns how to take them away again
 */
export function bind(bindings: readonly Binding[]): () => void {
  layers.push(bindings)
  return () => layers.splice(layers.indexOf(bindings), 1)
}

/** All that works now. */
export function bindings(): readonly Binding[] {
  return layers.flat()
}

/** The first half of "g m". */
let begun = ''
let timer: ReturnType<typeof setTimeout> | undefined

export function listenToKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    if (isTyped(event.target) || isItsOwn(event)) return
    if (document.querySelector('dialog[open]')) return
    const keys = begun === '' ? event.key : `${begun} ${event.key}`
    begun = ''
    const binding = find(keys) ?? find(event.key)
    if (binding) {
      event.preventDefault()
      binding.run()
      return
    }
    if (!layers.some((layer) => layer.some((each) => each.keys.startsWith(`${event.key} `)))) return
    begun = event.key
    clearTimeout(timer)
    timer = setTimeout(() => (begun = ''), 1500)
  })
}

function find(keys: string): Binding | undefined {
  for (const layer of [...layers].reverse()) {
    const binding = layer.find((each) => each.keys === keys)
    if (binding) return binding
  }
  return undefined
}

/** What was pressed last, a link or a button, has the focus no longer: the row that the keys go to can have it. */
export function letGo(): void {
  const { activeElement } = document
  if (activeElement instanceof HTMLElement && !activeElement.closest('.list')) activeElement.blur()
}

/** Whether the key is meant for a field. */
function isTyped(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox' && target.type !== 'radio'
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
}

/** Whether the key does something already where the focus is: a button is pressed, a long text scrolls. */
function isItsOwn({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  // Not the row of a list: the focus follows the keys, and may be behind them.
  if (key === 'Enter' || key === ' ') return target.closest('a:not([data-index]), button, summary') !== null
  const scrolls = target.tabIndex >= 0 && target !== document.body && target.scrollHeight > target.clientHeight
  return scrolls && (key === 'ArrowDown' || key === 'ArrowUp') && target.matches('div, ol, pre')
}

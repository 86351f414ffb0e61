import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { Icon, type IconName } from './icons.tsx'
import { copy } from './notice.ts'

export interface IconButtonProps {
  readonly icon: IconName
  /** Said to those who do not see the picture, and when the pointer rests on it. */
  readonly label: string
  readonly onClick: () => void
  readonly isPressed?: boolean
  readonly isDisabled?: boolean
  readonly text?: string
}

export function IconButton({ icon, label, onClick, isPressed, isDisabled = false, text }: IconButtonProps) {
  return (
    <button
      type="button"
      class="icon-button"
      title={label}
      aria-label={label}
      aria-pressed={isPressed}
      disabled={isDisabled}
      onClick={onClick}
    >
      <Icon name={icon} />
      {text !== undefined && <span>{text}</span>}
    </button>
  )
}

/** Something to copy, as it stands. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  return <IconButton icon="copy" label={`Copy ${what}`} onClick={() => void copy(text, capital(what))} />
}

/** A line of a shell or a piece of a program, with a button that copies it. */
export function Snippet({ text, what }: { readonly text: string; readonly what: string }) {
  return (
    <div class="snippet">
      <pre tabIndex={0} aria-label={what}>
        <code>{text}</code>
      </pre>
      <CopyButton text={text} what={what} />
    </div>
  )
}

export interface TabsProps {
  readonly label: string
  readonly tabs: readonly { readonly id: string; readonly name: string; readonly note?: string | number | undefined }[]
  readonly open: string
  readonly onOpen: (id: string) => void
}

/** The arrows go from one to the next, as in every program. */
export function Tabs({ label, tabs, open, onOpen }: TabsProps) {
  const bar = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Not the page itself, which scrollIntoView would scroll too.
    const tab = bar.current?.querySelector<HTMLElement>('[aria-selected=true]')
    if (bar.current && tab) bar.current.scrollLeft = tab.offsetLeft - (bar.current.clientWidth - tab.offsetWidth) / 2
  }, [open])
  const move = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    const at = tabs.findIndex(({ id }) => id === open)
    const next = tabs[(at + by + tabs.length) % tabs.length]!
    onOpen(next.id)
    bar.current?.querySelector<HTMLElement>(`#tab-${next.id}`)?.focus()
  }
  return (
    <div class="tabs" role="tablist" aria-label={label} ref={bar} onKeyDown={move}>
      {tabs.map(({ id, name, note }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`tab-${id}`}
          aria-selected={id === open}
          aria-controls="tab-panel"
          tabIndex={id === open ? 0 : -1}
          onClick={() => onOpen(id)}
        >
          {name}
          {note !== undefined && note !== 0 && <span class="count">{note}</span>}
        </button>
      ))}
    </div>
  )
}

export interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ComponentChildren
}

export function Dialog({ title, onClose, children }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    box.current?.showModal()
  }, [])
  const closeOutside = (event: MouseEvent) => {
    if (event.target === box.current) onClose()
  }
  return (
    <dialog ref={box} aria-labelledby="dialog-title" onClose={onClose} onClick={closeOutside}>
      <div class="dialog-box">
        <header>
          <h2 id="dialog-title">{title}</h2>
          <IconButton icon="close" label="Close" onClick={onClose} />
        </header>
        {children}
      </div>
    </dialog>
  )
}

export function Failure({ text }: { readonly text: string }) {
  return (
    <p class="failure" role="alert">
      {text}
    </p>
  )
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Of a field that may have to show nothing of what is typed. To Preact's types each kind of field is another element. */
export function fieldType(isHidden: boolean): 'text' {
  return (isHidden ? 'password' : 'text') as 'text'
}

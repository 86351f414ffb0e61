import type { MessageCheck, MessageDetail } from '../../api-types.ts'
import { HtmlSupport } from './html-support.tsx'

/** What is not as it should be about the message, and what is worth knowing. */
export function Checks({ message }: { readonly message: MessageDetail }) {
  return (
    <>
      <Remarks checks={message.checks} />
      {message.hasHtml && <HtmlSupport message={message} />}
    </>
  )
}

function Remarks({ checks }: { readonly checks: readonly MessageCheck[] }) {
  if (checks.length === 0) return <p class="quiet padded">Nothing about this message is worth a remark.</p>
  const problems = checks.filter(({ verdict }) => verdict === 'fail')
  return (
    <ul class="checks">
      {[...problems, ...checks.filter(({ verdict }) => verdict !== 'fail')].map((check, index) => (
        <Check key={index} check={check} />
      ))}
    </ul>
  )
}

function Check({ check: { verdict, title, detail, ref } }: { readonly check: MessageCheck }) {
  return (
    <li>
      <span class={`verdict ${verdict === 'fail' ? 'fail' : ''}`}>{verdict === 'fail' ? 'Problem' : 'Note'}</span>
      <div>
        <b>{title}</b>
        <p>
          {detail} {ref !== null && <span class="ref">{ref}</span>}
        </p>
      </div>
    </li>
  )
}

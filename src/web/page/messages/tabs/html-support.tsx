import { api } from '../../api.ts'
import type { FeatureSupport, HtmlSupport as Support, MessageDetail, SupportShares } from '../../api-types.ts'
import { useAsked } from '../../asked.ts'
import { Failure } from '../../controls.tsx'
import { plural } from '../../format.ts'
import { MarkdownLine } from '../../markdown-line.tsx'

/** Programs that are named before "and others". */
const NAMED = 6

/** Which mail programs do not show what the HTML makes use of. */
export function HtmlSupport({ message }: { readonly message: MessageDetail }) {
  const [asked] = useAsked(() => api.htmlSupport(message.id), [message.id])
  const { value, failure } = asked.value
  return (
    <section class="html-support" aria-labelledby="html-support">
      <h2 id="html-support">HTML in mail programs</h2>
      {failure !== null && <Failure text={failure} />}
      {value === null ? failure === null && <p class="quiet">Looking …</p> : <Found support={value} />}
    </section>
  )
}

function Found({ support }: { readonly support: Support }) {
  const { features, fine, clients, isCut, asOf } = support
  const worst = clients.filter(({ unsupported }) => unsupported > 0).slice(0, NAMED)
  return (
    <>
      {isCut && <p class="bad">It is so long that only the first 512 kB were looked at.</p>}
      {features.length === 0 ? (
        <p>Every mail program that is known shows all of it.</p>
      ) : (
        <p>
          {plural(features.length, 'feature')} that not every program shows
          {fine > 0 && `, and ${fine} that every one does`}.{worst.length > 0 && ' Most is missing in '}
          {worst.map(({ name, unsupported }) => `${name} (${unsupported})`).join(', ')}
          {worst.length > 0 && '.'}
        </p>
      )}
      <ul class="features">
        {features.map((feature) => (
          <li key={feature.slug}>
            <Feature feature={feature} />
          </li>
        ))}
      </ul>
      <p class="quiet">
        As <MarkdownLine text="[caniemail.com](/)" /> had tested it by {asOf}; each program in its newest version there.
      </p>
    </>
  )
}

function Feature({ feature }: { readonly feature: FeatureSupport }) {
  const { title, description, found, url, advice, notes } = feature
  const missing = namesOf(feature, 'no')
  const inPart = namesOf(feature, 'partial')
  const used = [...new Set(feature.results.flatMap(({ support, notes: each }) => (support === 'yes' ? [] : each)))]
  return (
    <details>
      <summary>
        <code class="feature">{title}</code>
        <Bar shares={feature} />
        <span class="quiet times">{found} ×</span>
        <span class="missing">
          {missing.length > 0 ? `not in ${shorten(missing)}` : `in part in ${shorten(inPart)}`}
        </span>
      </summary>
      {description !== '' && (
        <p>
          <MarkdownLine text={description} />
        </p>
      )}
      {advice !== null && <p class="remedy">{advice}</p>}
      {missing.length > 0 && (
        <p>
          <b>Not in</b> {missing.join(', ')}
        </p>
      )}
      {inPart.length > 0 && (
        <p>
          <b>In part in</b> {inPart.join(', ')}
        </p>
      )}
      {used.length > 0 && (
        <ul class="notes">
          {used.map((number) => (
            <li key={number}>
              {namesOf(feature, 'no', number)
                .concat(namesOf(feature, 'partial', number))
                .join(', ')}
              : <MarkdownLine text={notes[number] ?? ''} />
            </li>
          ))}
        </ul>
      )}
      {url !== '' && (
        <p>
          <a href={url} target="_blank" rel="noopener noreferrer">
            {url}
          </a>
        </p>
      )}
    </details>
  )
}

/** How many of the programs show it, as a strip. */
function Bar({ shares: { supported, partial, unsupported } }: { readonly shares: SupportShares }) {
  const said = `shown by ${Math.round(supported)} %, in part by ${Math.round(partial)} %, not by ${Math.round(unsupported)} %`
  return (
    <svg class="shares" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label={said}>
      <title>{said}</title>
      <rect class="yes" width={supported} height="8" />
      <rect class="partial" x={supported} width={partial} height="8" />
      <rect class="no" x={supported + partial} width={unsupported} height="8" />
    </svg>
  )
}

function namesOf({ results }: FeatureSupport, wanted: 'no' | 'partial', note?: string): string[] {
  return results
    .filter(({ support, notes }) => support === wanted && (note === undefined || notes.includes(note)))
    .map(({ name }) => name)
}

function shorten(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} others` : names.join(', ')
}

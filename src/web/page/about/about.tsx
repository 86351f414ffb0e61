import { useSignal } from '@preact/signals'
import { urls } from '../api.ts'
import type { About, ListenAddress } from '../api-types.ts'
import { CopyButton, Snippet, Tabs } from '../controls.tsx'
import { formatCount, formatSize } from '../format.ts'
import { counts } from '../messages/state.ts'
import { about } from './about-state.ts'
import { firstRecipient, firstSender, mainAddress, reachableHost, wantsFullNames } from './first-mail.ts'
import { Scanner } from './scanner.tsx'
import { snippets } from './snippets.ts'

const security = {
  none: 'None (in clear)',
  starttls: 'STARTTLS',
  implicit: 'SSL/TLS from the start',
} as const

/** What to give to a program or a device, and what this server is. */
export function AboutView() {
  const server = about.value
  const chosen = useSignal('nodemailer')
  if (!server) return <p class="quiet padded">Fetching …</p>
  const host = reachableHost(mainAddress(server).host, location.hostname)
  const user = server.auth?.isRequired ? 'the user' : null
  const people = { from: firstSender(server), to: firstRecipient(server), isStrict: wantsFullNames(server) }
  const settings = snippets({ ...mainAddress(server), protocol: server.protocol, host, user, ...people })
  const shown = settings.find(({ name }) => slug(name) === chosen.value) ?? settings[0]!
  return (
    <div class="sheet">
      <section class="part-of-sheet">
        <h1>Settings for programs and devices</h1>
        <div class="addresses">
          {server.addresses.map((address) => (
            <Address key={`${address.host} ${address.port}`} address={address} server={server} />
          ))}
        </div>
      </section>
      <section class="part-of-sheet">
        <h2>For your framework</h2>
        <Tabs
          label="Frameworks and programs"
          tabs={settings.map(({ name }) => ({ id: slug(name), name }))}
          open={slug(shown.name)}
          onOpen={(id) => (chosen.value = id)}
        />
        <div id="tab-panel" role="tabpanel" aria-label={shown.name}>
          <Snippet text={shown.text} what={`the settings for ${shown.name}`} />
        </div>
      </section>
      {/* No device speaks LMTP. */}
      {server.protocol === 'smtp' && (
        <Scanner server={server} host={host} security={security[mainAddress(server).tls]} />
      )}
      <ThisServer server={server} />
    </div>
  )
}

function Address({
  address: { host, port, tls },
  server,
}: {
  readonly address: ListenAddress
  readonly server: About
}) {
  const reachable = reachableHost(host, location.hostname)
  const { auth } = server
  return (
    <dl class="address">
      <dt>Server</dt>
      <dd>
        <code>{reachable}</code>
        <CopyButton text={reachable} what="the server" />
      </dd>
      <dt>Port</dt>
      <dd>
        <code>{port}</code>
        <CopyButton text={String(port)} what="the port" />
      </dd>
      <dt>Security</dt>
      <dd>{security[tls]}</dd>
      <dt>Login</dt>
      <dd>
        {auth === null
          ? 'none; leave user and password empty'
          : `${auth.isRequired ? 'needed' : 'possible'}: ${auth.mechanisms.join(', ')}`}
      </dd>
    </dl>
  )
}

function ThisServer({ server }: { readonly server: About }) {
  const { version, hostname, store, practice, isStrict, demands, limits } = server
  return (
    <section class="part-of-sheet">
      <h2>This server</h2>
      <dl class="facts">
        <dt>Parley</dt>
        <dd>{version}</dd>
        <dt>Name</dt>
        <dd>{hostname}</dd>
        <dt>Mail is kept in</dt>
        <dd>
          {store.kind}
          {counts.value && ` (${formatCount(counts.value.messages)} messages, ${formatSize(counts.value.octets)})`}
        </dd>
        {practice && (
          <>
            <dt>Takes mail for</dt>
            <dd>{practice.domains.join(', ')}</dd>
          </>
        )}
        {isStrict && (
          <>
            <dt>Strict</dt>
            <dd>what the RFCs forbid is refused, as an address without brackets</dd>
          </>
        )}
        {demands.length > 0 && (
          <>
            <dt>Demands of clients without a login</dt>
            <dd>{demands.map(({ asks }) => asks).join('; ')}</dd>
          </>
        )}
        {Object.entries(limits).map(([name, value]) => (
          <>
            <dt>{inWords(name)}</dt>
            <dd>{value === null ? 'no limit' : formatCount(value)}</dd>
          </>
        ))}
        <dt>API</dt>
        <dd>
          <a href={urls.apiPage()}>{urls.apiPage()}</a>
        </dd>
      </dl>
    </section>
  )
}

/** "maxMessageSize" → "Max message size" */
function inWords(name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** "Laravel (.env)" → "laravel-env" */
function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/-$/, '')
}

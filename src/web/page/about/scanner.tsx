import type { About } from '../api-types.ts'
import { clientName, firstSender, mainAddress } from './first-mail.ts'

interface ScannerProps {
  readonly server: About
  /** By which the device can reach it. */
  readonly host: string
  /** In the words of the settings of programs. */
  readonly security: string
}

/** What to enter in a device, step by step. */
export function Scanner({ server, host, security }: ScannerProps) {
  const { port, tls } = mainAddress(server)
  const isLocal = /^(?:127\.|::1$|localhost$)/.test(host)
  return (
    <section class="part-of-sheet">
      <h2>For a scanner, a printer, or any other device</h2>
      <ol class="steps">
        <li>
          Open the settings of the device and look for “E-mail”, “SMTP” or “Scan to e-mail”. As the <b>SMTP server</b>{' '}
          enter <code>{isLocal ? 'the address of this computer in your network' : host}</code>, as the <b>port</b>{' '}
          <code>{port}</code>.
        </li>
        <li>
          Set <b>security</b> to {security}.{' '}
          {tls !== 'none' && 'If it complains about the certificate, let it accept any for the test.'}
        </li>
        <li>
          {server.auth?.isRequired ? (
            <>
              Turn <b>authentication</b> on, and enter the user and the password that this server was started with.
            </>
          ) : (
            <>
              Turn <b>authentication</b> off, or leave user and password empty.
            </>
          )}
        </li>
        <WhoWrites server={server} />
        <li>
          Send a test
          {server.practice && (
            <>
              {' '}
              to <code>{server.practice.recipient}</code>
            </>
          )}
          : the mail appears under <a href="#/messages">Messages</a>. If none does,{' '}
          <a href="#/conversations">Conversations</a> shows what the device said and why it was refused. If nothing is
          there either, the device did not reach this computer: check address, port and firewall.
        </li>
      </ol>
      {isLocal && (
        <p class="quiet">
          This server listens on this machine only. For devices start it with{' '}
          <code>parley serve --listen 0.0.0.0:{port}</code>.
        </p>
      )}
    </section>
  )
}

/** What the server asks of a sender, and of whoever greets. */
function WhoWrites({ server }: { readonly server: About }) {
  const { practice } = server
  if (!practice) {
    return (
      <li>
        The <b>sender</b> may be any address.
      </li>
    )
  }
  return (
    <>
      <li>
        The <b>sender</b> must be a full address, as <code>{firstSender(server)}</code>: this server is a mail host, for
        practice. In {practice.domains.join(', ')} it must be somebody who is there, as{' '}
        <code>{practice.recipient}</code>.
      </li>
      <li>
        The <b>name of the device</b>, which it greets with (EHLO), must be a full one with a domain, as{' '}
        <code>{clientName}</code>, or its own address in brackets, as <code>[192.0.2.1]</code>.
      </li>
    </>
  )
}

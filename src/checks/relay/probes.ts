/**
 * The forms in which a host is asked to pass on mail that is none of its own. A host that says 250 to one of them may
 * be an open relay: it was only asked, and nothing was sent.
 */

/** One pair of addresses, with names in braces for what differs from host to host; see {@link ProbeNames}. */
export interface RelayProbe {
  readonly id: string
  /** Without brackets; '' for the null reverse-path. */
  readonly from: string
  /** Behind `RCPT TO:<`. */
  readonly to: string
  /** What it tries. */
  readonly technique: string
}

export interface ProbeNames {
  /** Local part of the sender. */
  readonly S: string
  /** Local part of the recipient. */
  readonly R: string
  /** A domain that is not the host's. */
  readonly D: string
  /** The host's address. */
  readonly IP: string
  /** What the host calls itself. */
  readonly HOST: string
  /** A domain that the host takes mail for. */
  readonly LOCAL: string
}

/** The probes, most of them as old as open relays are. */
export const relayProbes: readonly RelayProbe[] = [
  { id: 'nmap-1', from: '', to: '{R}@{D}', technique: 'null sender, foreign recipient' },
  { id: 'nmap-2', from: '{S}@{D}', to: '{R}@{D}', technique: 'plain third-party relay' },
  { id: 'nmap-3', from: '{S}@{HOST}', to: '{R}@{D}', technique: "sender claims the server's own host name" },
  { id: 'nmap-4', from: '{S}@[{IP}]', to: '{R}@{D}', technique: "sender claims the server's address literal" },
  { id: 'nmap-5', from: '{S}@[{IP}]', to: '{R}%{D}@[{IP}]', technique: 'percent hack via address literal' },
  { id: 'nmap-6', from: '{S}@[{IP}]', to: '{R}%{D}@{HOST}', technique: 'percent hack via host name' },
  { id: 'nmap-7', from: '{S}@[{IP}]', to: '"{R}@{D}"', technique: 'whole address quoted, no domain' },
  { id: 'nmap-8', from: '{S}@[{IP}]', to: '"{R}%{D}"', technique: 'percent address quoted, no domain' },
  { id: 'nmap-9', from: '{S}@[{IP}]', to: '{R}@{D}@[{IP}]', technique: 'double at, literal last' },
  { id: 'nmap-10', from: '{S}@[{IP}]', to: '"{R}@{D}"@[{IP}]', technique: 'quoted address as local part at literal' },
  { id: 'nmap-11', from: '{S}@[{IP}]', to: '{R}@{D}@{HOST}', technique: 'double at, host last' },
  { id: 'nmap-12', from: '{S}@[{IP}]', to: '@[{IP}]:{R}@{D}', technique: 'source route via literal' },
  { id: 'nmap-13', from: '{S}@[{IP}]', to: '@{HOST}:{R}@{D}', technique: 'source route via host' },
  { id: 'nmap-14', from: '{S}@[{IP}]', to: '{D}!{R}', technique: 'UUCP bang path, no domain' },
  { id: 'nmap-15', from: '{S}@[{IP}]', to: '{D}!{R}@[{IP}]', technique: 'bang path at literal' },
  { id: 'nmap-16', from: '{S}@[{IP}]', to: '{D}!{R}@{HOST}', technique: 'bang path at host' },
  { id: 'metasploit-4', from: '{S}@[{IP}]', to: '{R}@[{IP}]', technique: "the host's address literal on both sides" },
  { id: 'x1', from: '{S}@{LOCAL}', to: '{R}@{D}', technique: 'sender in a domain the server serves' },
  { id: 'x2', from: '{S}', to: '{R}@{D}', technique: 'unqualified sender' },
  { id: 'x3', from: '{S}@localhost', to: '{R}@{D}', technique: 'sender at localhost' },
  { id: 'x4', from: '', to: '{R}%{D}@{LOCAL}', technique: 'null sender + percent hack at served domain' },
  { id: 'x5', from: '{S}@{D}', to: '{R}%{D}@', technique: 'percent hack, empty domain after @' },
  {
    id: 'x6',
    from: '{S}@{LOCAL}',
    to: '{R}%{D}@{LOCAL}',
    technique: 'percent hack at served domain with local sender',
  },
  { id: 'x7', from: '{S}@{LOCAL}', to: '"{R}@{D}"', technique: 'quoted recipient, local sender' },
  {
    id: 'x8',
    from: '{S}@{LOCAL}',
    to: '"{R}@{D}"@{LOCAL}',
    technique: 'quoted address as local part at served domain',
  },
  { id: 'x9', from: '{S}@{LOCAL}', to: '@{LOCAL}:{R}@{D}', technique: 'source route via served domain' },
  { id: 'x10', from: '{S}@{LOCAL}', to: '{D}!{R}@{LOCAL}', technique: 'bang path at served domain' },
  { id: 'x11', from: '{S}@{LOCAL}', to: '{R}@{D}@{LOCAL}', technique: 'double at, served domain last' },
  { id: 'x12', from: '{S}@localhost', to: '{R}%{D}@localhost', technique: 'percent hack at localhost' },
  {
    id: 'maps-quote',
    from: '{S}@{HOST}',
    to: '"{R}@{D}"',
    technique: 'whole address quoted, sender at the host itself',
  },
  { id: 'maps-1', from: '{R}@{D}', to: '{R}@{D}', technique: 'the same foreign address on both sides' },
  {
    id: 'maps-2',
    from: '{S}@foreign.{D}',
    to: '{R}@{D}',
    technique: 'a sender and a recipient in different foreign domains',
  },
  { id: 'njabl-1', from: '{S}@{D}', to: '{R}%{D}@{LOCAL}', technique: 'percent hack at served domain, foreign sender' },
]

/** The addresses of a probe for one host. */
export function fillProbe({ from, to }: RelayProbe, names: ProbeNames): { readonly from: string; readonly to: string } {
  const fill = (text: string) =>
    text.replace(/\{(\w+)\}/g, (found, name: string) =>
      Object.hasOwn(names, name) ? names[name as keyof ProbeNames] : found,
    )
  return { from: fill(from), to: fill(to) }
}

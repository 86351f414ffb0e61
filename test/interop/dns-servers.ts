import { execFileSync, spawn } from 'node:child_process'
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DnsResolver } from '../../src/wire/resolver/dns.ts'
import type { ServerAddress } from '../../src/wire/resolver/server-address.ts'
import { freePort } from './postfix.ts'

/** Real DNS servers of our own, on loopback, each run by the user that its package made for it. */
export interface DnsServer extends ServerAddress {
  stop(): Promise<void>
}

/** An authoritative server. The keys of `zones` are their names, the values master files. */
export async function startNsd(zones: Readonly<Record<string, string>>): Promise<DnsServer> {
  const names = Object.keys(zones)
  const config = (home: string, port: number) => `server:
  ip-address: 127.0.0.1@${port}
  username: ""
  database: ""
  zonesdir: "${home}"
  pidfile: "${home}/pid"
  xfrdfile: "${home}/xfrd"
  zonelistfile: "${home}/zones"
  xfrdir: "${home}"
  logfile: "${home}/log"
  server-count: 1
remote-control:
  control-enable: no
${names.map((name) => `zone:\n  name: ${name}\n  zonefile: ${name}.zone\n`).join('')}`
  const files = Object.fromEntries(names.map((name) => [`${name}.zone`, zones[name]!]))
  return start('nsd', files, config, (home) => ['-d', '-c', join(home, 'config')], names[0]!)
}

/** A validating resolver that knows nothing but the zones of another server. */
export async function startUnbound(
  upstream: ServerAddress,
  zones: readonly string[],
  trustAnchor: string,
): Promise<DnsServer> {
  const config = (home: string, port: number) => `server:
  interface: 127.0.0.1
  port: ${port}
  do-ip6: no
  do-not-query-localhost: no
  username: ""
  chroot: ""
  directory: "${home}"
  pidfile: ""
  use-syslog: no
  num-threads: 1
  module-config: "validator iterator"
  ede: yes
  trust-anchor-file: "${home}/anchor"
  local-zone: "test." nodefault
  local-zone: "127.in-addr.arpa." nodefault
remote-control:
  control-enable: no
${zones.map((name) => `stub-zone:\n  name: ${name}\n  stub-addr: ${upstream.address}@${upstream.port}\n`).join('')}`
  return start('unbound', { anchor: trustAnchor }, config, (home) => ['-d', '-c', join(home, 'config')], zones[0]!)
}

/** A zone with signatures, and its key in the form of a trust anchor. */
export function signZone(name: string, text: string): { readonly text: string; readonly trustAnchor: string } {
  const home = mkdtempSync(join(tmpdir(), 'parley-zone-'))
  try {
    const run = (program: string, ...args: readonly string[]) =>
      execFileSync(`/usr/bin/${program}`, args, { cwd: home, encoding: 'utf8', stdio: 'pipe' }).trim()
    writeFileSync(join(home, 'zone'), text)
    const key = run('ldns-keygen', '-a', 'ECDSAP256SHA256', '-k', name)
    run('ldns-signzone', '-o', name, '-f', 'signed', 'zone', key)
    const read = (file: string) => readFileSync(join(home, file), 'utf8')
    return { text: read('signed'), trustAnchor: read(`${key}.key`) }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

async function start(
  program: string,
  files: Readonly<Record<string, string>>,
  config: (home: string, port: number) => string,
  args: (home: string) => readonly string[],
  zone: string,
): Promise<DnsServer> {
  const home = mkdtempSync(join(tmpdir(), `parley-${program}-`))
  const port = await freePort()
  for (const [name, text] of Object.entries({ ...files, config: config(home, port) })) {
    writeFileSync(join(home, name), text)
  }
  const child = spawn(`/usr/sbin/${program}`, args(home), {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...ownerOf(home, program),
  })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = async () => {
    child.kill('SIGTERM')
    await gone
    rmSync(home, { recursive: true, force: true })
  }
  const server = { address: '127.0.0.1', port }
  const resolver = new DnsResolver({ servers: [server], timeout: 500, tries: 1 })
  for (let tries = 0; tries < 100 && child.exitCode === null; tries++) {
    const { outcome } = await resolver.query(zone, 'SOA')
    if (outcome === 'records') return { ...server, stop }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await stop()
  throw new Error(`${program} does not answer for ${zone}: ${complaint}`)
}

/** Whom the program runs as, who gets the folder as well; ourselves, where we may not choose. */
function ownerOf(home: string, user: string): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, user], { encoding: 'utf8' })))
  for (const path of [home, ...readdirSync(home).map((name) => join(home, name))]) chownSync(path, uid!, gid!)
  return { uid: uid!, gid: gid! }
}

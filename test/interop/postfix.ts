import { execFileSync } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cert, key } from '../server/certificate.ts'

/** A real Postfix of our own, for `example.test` with alice and bob; it relays nothing and offers STARTTLS. */
export interface Postfix {
  readonly port: number
  /** The messages in a mailbox, as delivered. Waits until there are so many. */
  mail(mailbox: string, count?: number): Promise<string[]>
  stop(): void
}

export async function startPostfix(): Promise<Postfix> {
  const home = mkdtempSync(join(tmpdir(), 'parley-postfix-'))
  execFileSync('chmod', ['755', home])
  const port = await freePort()
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postfix'], { encoding: 'utf8' })))
  for (const folder of ['etc', 'spool', 'data', 'mail']) mkdirSync(join(home, folder))
  for (const folder of ['data', 'mail']) chownSync(join(home, folder), uid!, gid!)
  writeFileSync(join(home, 'tls.pem'), key + cert, { mode: 0o600 })
  writeFileSync(join(home, 'etc/main.cf'), mainCf(home, uid!, gid!))
  writeFileSync(join(home, 'etc/master.cf'), masterCf(port))
  const postfix = (command: string) =>
    execFileSync('/usr/sbin/postfix', ['-c', join(home, 'etc'), command], { stdio: 'pipe' })
  postfix('start')
  return {
    port,
    async mail(mailbox, count = 1) {
      const folder = join(home, 'mail', mailbox, 'new')
      for (let tries = 0; tries < 400; tries++) {
        const files = existsSync(folder) ? readdirSync(folder) : []
        if (files.length >= count) return files.sort().map((file) => readFileSync(join(folder, file), 'latin1'))
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
      throw new Error(`no mail for ${mailbox}; the log says\n${readFileSync(join(home, 'log'), 'utf8')}`)
    },
    stop() {
      postfix('stop')
      rmSync(home, { recursive: true, force: true })
    },
  }
}

function mainCf(home: string, uid: number, gid: number): string {
  return `compatibility_level = 3.6
queue_directory = ${home}/spool
data_directory = ${home}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.example.test
mydestination =
mynetworks = 192.0.2.1/32
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
maillog_file = ${home}/log
maillog_file_prefixes = ${tmpdir()}
virtual_mailbox_domains = example.test
virtual_mailbox_base = ${home}/mail
virtual_mailbox_maps = inline:{alice@example.test=alice/, bob@example.test=bob/}
virtual_minimum_uid = 1
virtual_uid_maps = static:${uid}
virtual_gid_maps = static:${gid}
alias_maps =
alias_database =
smtpd_tls_chain_files = ${home}/tls.pem
smtpd_tls_security_level = may
smtpd_peername_lookup = no
smtpd_relay_restrictions = reject_unauth_destination
smtpd_client_connection_count_limit = 0
`
}

function masterCf(port: number): string {
  const services = [
    'cleanup',
    'bounce',
    'defer',
    'trace',
    'trivial-rewrite',
    'virtual',
    'smtp',
    'error',
    'anvil',
    'verify',
    'proxymap',
    'scache',
  ]
  const programs: Record<string, string> = { defer: 'bounce', trace: 'bounce', rewrite: 'trivial-rewrite' }
  const names = services.map((name) => (name === 'trivial-rewrite' ? 'rewrite' : name))
  return [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    'postlog unix-dgram n - n - 1 postlogd',
    'pickup unix n - n 60 1 pickup',
    'qmgr unix n - n 300 1 qmgr',
    'tlsmgr unix - - n 1000? 1 tlsmgr',
    'showq unix n - n - - showq',
    ...names.map(
      (name) =>
        `${name} unix - ${name === 'virtual' ? 'n' : '-'} n - ${name === 'bounce' || name === 'cleanup' ? '0' : '-'} ${programs[name] ?? name}`,
    ),
    '',
  ].join('\n')
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

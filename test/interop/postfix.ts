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
  /** The message in a mailbox that fits, as delivered. Waits until it is there. */
  mail(mailbox: string, pattern: RegExp): Promise<string>
  stop(): void
}

/** What another Postfix has more. */
export interface PostfixParts {
  /** Lines for main.cf, and for master.cf. */
  readonly main?: string
  readonly services?: string
  /** Further files that only root reads, by their names in the folder that stands for `HOME` in those lines. */
  readonly files?: Readonly<Record<string, string>>
}

export async function startPostfix({ main = '', services = '', files = {} }: PostfixParts = {}): Promise<Postfix> {
  const home = mkdtempSync(join(tmpdir(), 'parley-postfix-'))
  execFileSync('chmod', ['755', home])
  const port = await freePort()
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postfix'], { encoding: 'utf8' })))
  for (const folder of ['etc', 'spool', 'data', 'mail']) mkdirSync(join(home, folder))
  for (const folder of ['data', 'mail']) chownSync(join(home, folder), uid!, gid!)
  for (const [name, text] of Object.entries({ 'tls.pem': key + cert, ...files })) {
    writeFileSync(join(home, name), text, { mode: 0o600 })
  }
  writeFileSync(join(home, 'etc/main.cf'), mainCf(home, uid!, gid!) + main.replaceAll('HOME', home))
  writeFileSync(join(home, 'etc/master.cf'), masterCf(port) + services.replaceAll('HOME', home))
  const postfix = (command: string) =>
    execFileSync('/usr/sbin/postfix', ['-c', join(home, 'etc'), command], { stdio: 'pipe' })
  postfix('start')
  return {
    port,
    async mail(mailbox, pattern) {
      const folder = join(home, 'mail', mailbox, 'new')
      for (let tries = 0; tries < 400; tries++) {
        const files = existsSync(folder) ? readdirSync(folder) : []
        const mails = files.map((file) => readFileSync(join(folder, file), 'latin1'))
        const found = mails.find((mail) => pattern.test(mail))
        if (found !== undefined) return found
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
      throw new Error(
        `no mail for ${mailbox} with ${String(pattern)}; the log says\n${readFileSync(join(home, 'log'), 'utf8')}`,
      )
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
default_transport = error:nothing leaves this machine
smtpd_tls_chain_files = ${home}/tls.pem
smtpd_tls_security_level = may
smtpd_peername_lookup = no
smtpd_relay_restrictions = reject_unauth_destination
smtpd_client_connection_count_limit = 0
`
}

/** Nothing is chrooted, and only what a mail passes on its way into a mailbox is there. */
function masterCf(port: number): string {
  return `# service type private unprivileged chroot wakeup maxproc command
127.0.0.1:${port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
pickup unix n - n 60 1 pickup
qmgr unix n - n 300 1 qmgr
showq unix n - n - - showq
flush unix n - n 1000? 0 flush
postlog unix-dgram n - n - 1 postlogd
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
`
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

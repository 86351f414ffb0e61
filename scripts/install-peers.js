// Installs the programs that the interop tests talk to, or with "browser" the one that the page is tested in, from
// Debian's packages. Does nothing where all are there.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const browser = { '/usr/bin/chromium': 'chromium' }

/** What a test looks for, and the package it comes in. */
const programs = {
  '/usr/sbin/postfix': 'postfix',
  '/usr/sbin/smtp-source': 'postfix',
  '/usr/bin/swaks': 'swaks',
  '/usr/bin/curl': 'curl',
  '/usr/bin/msmtp': 'msmtp',
  '/usr/bin/python3': 'python3',
  '/usr/bin/inetutils-telnet': 'inetutils-telnet',
  '/usr/bin/plink': 'putty-tools',
  '/usr/sbin/nsd': 'nsd',
  '/usr/sbin/unbound': 'unbound',
  '/usr/bin/ldns-signzone': 'ldnsutils',
  '/usr/sbin/dovecot': 'dovecot-core',
  '/usr/lib/dovecot/submission': 'dovecot-submissiond',
  '/usr/lib/dovecot/lmtp': 'dovecot-lmtpd',
  '/usr/bin/gsasl': 'gsasl',
  '/usr/bin/openssl': 'openssl',
  '/usr/share/doc/postgresql': 'postgresql',
  '/usr/bin/psql': 'postgresql-client',
  // What swaks needs for TLS and for CRAM-MD5.
  '/usr/share/doc/libnet-ssleay-perl': 'libnet-ssleay-perl',
  '/usr/share/perl5/Digest/HMAC_MD5.pm': 'libdigest-hmac-perl',
}

const suite = process.argv[2] === 'browser' ? 'browser' : 'interop'
const peers = suite === 'browser' ? browser : programs

const missing = () => Object.keys(peers).filter((path) => !existsSync(path))

/** The answer to the question that Postfix's package asks: the tests bring their own configuration, none shall run. */
const answers = 'postfix postfix/main_mailer_type select No configuration\n'

function install(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args) => spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
  const fetch = () => apt('install', '--yes', '--no-install-recommends', ...packages)
  if (packages.includes('postfix')) spawnSync('debconf-set-selections', { env, input: answers })
  return fetch() || (apt('update') && fetch())
}

const packages = [...new Set(missing().map((path) => peers[path]))]
if (packages.length > 0) {
  process.stderr.write(`${suite}: installing ${packages.join(', ')}\n`)
  if (!install(packages) || missing().length > 0) {
    process.stderr.write(
      `${suite}: not there: ${missing().join(', ')}\nRun this as root on Debian, or install by hand: apt-get install ${packages.join(' ')}\n`,
    )
    process.exit(1)
  }
}

import type { About } from '../api-types.ts'
import { clientName } from './first-mail.ts'
import { deliveries, knowLmtp } from './lmtp.ts'

/** How to reach the server, as programs ask for it. */
export interface Access {
  /** Default smtp. */
  readonly protocol?: About['protocol']
  readonly host: string
  readonly port: number
  readonly tls: 'none' | 'starttls' | 'implicit'
  /** Who gets mail there. */
  readonly to: string
  /** Who writes, where the line is a whole message. */
  readonly from: string
  /** Whether a client must greet with a full name. */
  readonly isStrict: boolean
  /** Null where nobody has to log in. */
  readonly user: string | null
}

export interface Snippet {
  readonly name: string
  readonly text: string
}

const PASSWORD = 'the password'
/** Runtimes that believe the authorities of a file, named in their environment. */
const TRUSTED = 'run it with SSL_CERT_FILE naming the ca.pem that parley serve tells of as it starts'

/** Settings for programs and frameworks that can speak with the server, to copy. */
export function snippets(access: Access): Snippet[] {
  const programs = programSnippets(access)
  if (access.protocol !== 'lmtp') return programs
  return [...programs.filter(({ name }) => knowLmtp.has(name)), ...deliveries(access)]
}

function programSnippets({ protocol, host, port, tls, user, to, from, isStrict }: Access): Snippet[] {
  const isLmtp = protocol === 'lmtp'
  const isImplicit = tls === 'implicit'
  const isStartTls = tls === 'starttls'
  const login = <T>(lines: (user: string) => T[]): T[] => (user === null ? [] : lines(user))
  const join = (...lines: (string | readonly string[])[]) => lines.flat().join('\n')
  const server = `${host.includes(':') ? `[${host}]` : host}:${port}`
  return [
    {
      name: 'nodemailer',
      text: join(
        'const transport = nodemailer.createTransport({',
        `  host: '${host}',`,
        `  port: ${port},`,
        isLmtp ? ['  lmtp: true,'] : [],
        `  secure: ${isImplicit},`,
        isStrict ? [`  name: '${clientName}',`] : [],
        login((name) => [`  auth: { user: '${name}', pass: '${PASSWORD}' },`]),
        tls === 'none' ? [] : ['  tls: { rejectUnauthorized: false }, // a certificate of this machine’s own'],
        '})',
      ),
    },
    {
      name: 'Django',
      text: join(
        "EMAIL_BACKEND = 'django.core.mail.backends.smtp.EmailBackend'",
        `EMAIL_HOST = '${host}'`,
        `EMAIL_PORT = ${port}`,
        login((name) => [`EMAIL_HOST_USER = '${name}'`, `EMAIL_HOST_PASSWORD = '${PASSWORD}'`]),
        tls === 'none' ? [] : [`# ${TRUSTED}`],
        isStartTls ? ['EMAIL_USE_TLS = True'] : [],
        isImplicit ? ['EMAIL_USE_SSL = True'] : [],
        isStrict
          ? [
              `DEFAULT_FROM_EMAIL = '${from}'`,
              'from django.core.mail.utils import DNS_NAME',
              `DNS_NAME._fqdn = '${clientName}'  # it greets with the name of this computer otherwise`,
            ]
          : [],
      ),
    },
    {
      name: 'Rails',
      text: join(
        'config.action_mailer.delivery_method = :smtp',
        'config.action_mailer.smtp_settings = {',
        `  address: '${host}',`,
        `  port: ${port},`,
        login((name) => [`  user_name: '${name}',`, `  password: '${PASSWORD}',`, '  authentication: :plain,']),
        tls === 'none' ? [] : ["  openssl_verify_mode: 'none',"],
        isImplicit ? ['  tls: true,'] : [`  enable_starttls: ${isStartTls},`],
        '}',
      ),
    },
    {
      name: 'Laravel (.env)',
      text: join(
        'MAIL_MAILER=smtp',
        `MAIL_SCHEME=${isImplicit ? 'smtps' : 'smtp'}`,
        `MAIL_HOST=${host}`,
        `MAIL_PORT=${port}`,
        tls === 'none' ? [] : ["# and in config/mail.php, under mailers.smtp: 'verify_peer' => false"],
        isStrict ? [`MAIL_EHLO_DOMAIN=${clientName}`] : [],
        login((name) => [`MAIL_USERNAME=${name}`, `MAIL_PASSWORD="${PASSWORD}"`]),
      ),
    },
    {
      name: 'Spring Boot',
      text: join(
        `spring.mail.host=${host}`,
        `spring.mail.port=${port}`,
        login((name) => [
          `spring.mail.username=${name}`,
          `spring.mail.password=${PASSWORD}`,
          'spring.mail.properties.mail.smtp.auth=true',
        ]),
        isStartTls ? ['spring.mail.properties.mail.smtp.starttls.enable=true'] : [],
        isImplicit ? ['spring.mail.properties.mail.smtp.ssl.enable=true'] : [],
        tls === 'none' ? [] : ['spring.mail.properties.mail.smtp.ssl.trust=*'],
        isStrict ? [`spring.mail.properties.mail.smtp.localhost=${clientName}`] : [],
      ),
    },
    {
      name: 'Go',
      text: join(
        isStartTls ? [`// ${TRUSTED}`] : [],
        isImplicit
          ? ['// net/smtp does not begin with TLS: use a port with STARTTLS, or tls.Dial and smtp.NewClient']
          : [],
        login((name) => [`auth := smtp.PlainAuth("", "${name}", "${PASSWORD}", "${host}")`]),
        `err := smtp.SendMail("${server}", ${user === null ? 'nil' : 'auth'}, "${from}",`,
        `\t[]string{"${to}"}, []byte("Subject: Hello\\r\\n\\r\\nIt works.\\r\\n"))`,
      ),
    },
    {
      name: 'PHP (PHPMailer)',
      text: join(
        '$mail = new PHPMailer\\PHPMailer\\PHPMailer(true);',
        '$mail->isSMTP();',
        `$mail->Host = '${host}';`,
        `$mail->Port = ${port};`,
        isStrict ? [`$mail->Helo = '${clientName}';`] : [],
        login((name) => [
          '$mail->SMTPAuth = true;',
          `$mail->Username = '${name}';`,
          `$mail->Password = '${PASSWORD}';`,
        ]),
        tls === 'none'
          ? ['$mail->SMTPAutoTLS = false;']
          : [
              `$mail->SMTPSecure = '${isImplicit ? 'ssl' : 'tls'}';`,
              "$mail->SMTPOptions = ['ssl' => ['verify_peer' => false, 'verify_peer_name' => false]];",
            ],
      ),
    },
    {
      name: 'curl',
      text: join(
        `printf 'Subject: Hello\\r\\n\\r\\nIt works.\\r\\n' | curl ${isImplicit ? 'smtps' : 'smtp'}://${server}/${clientName} \\`,
        tls === 'none' ? [] : [`  ${isStartTls ? '--ssl-reqd ' : ''}--insecure \\`],
        login((name) => [`  --user '${name}:${PASSWORD}' \\`]),
        `  --mail-from ${from} --mail-rcpt ${to} --upload-file -`,
      ),
    },
    {
      name: 'swaks',
      text: [
        `swaks --server ${server} --to ${to} --from ${from} --ehlo ${clientName}`,
        ...(isLmtp ? ['--protocol LMTP'] : []),
        ...(isStartTls ? ['--tls'] : isImplicit ? ['--tls-on-connect'] : []),
        ...login((name) => [`--auth --auth-user ${name}`]),
      ].join(' '),
    },
  ]
}

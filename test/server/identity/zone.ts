import { generateKeyPairSync } from 'node:crypto'
import { ZoneResolver } from '../../../src/wire/resolver/zone.ts'

export const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')

/** A small world in which 127.0.0.1 is a mail host called client.example.test. */
export const zone = new ZoneResolver(`
$ORIGIN example.test.
@ MX 10 client
  TXT "v=spf1 mx -all"
  A 127.0.0.1
client A 127.0.0.1
s._domainkey TXT "v=DKIM1; k=rsa; " "p=${key.slice(0, 200)}" "${key.slice(200)}"
_dmarc TXT "v=DMARC1; p=reject"
elsewhere A 192.0.2.1
          TXT "v=spf1 a -all"
          MX 10 elsewhere
open A 127.0.0.1
null MX 0 .
text TXT "nothing else"
broken A 127.0.0.1
       TXT "v=spf1 oops"
xn--bcher-kva MX 10 client
              A 127.0.0.1
              TXT "v=spf1 mx -all"
xn--brse-5qa A 192.0.2.1
             TXT "v=spf1 a -all"
xn--schlecht-e6a A 192.0.2.1
xn--schlecht-e6a.example.test.rhsbl.test. A 127.0.0.2
1.0.0.127.in-addr.arpa. PTR client.example.test.
2.0.0.127.in-addr.arpa. PTR elsewhere.example.test.
2.0.0.127.dnsbl.test. A 127.0.0.2
4.0.0.127.dnsbl.test. A 127.0.0.2
4.0.0.127.dnsbl.test. TXT "Sent spam"
test.rhsbl.test. A 127.0.0.2
bad.example.test.rhsbl.test. A 127.0.0.2
bad.example.test.rhsbl.test. TXT "Advertised in spam"
grey.test.multi.uribl.com. A 127.0.0.4
black.test.multi.uribl.com. A 127.0.0.2
test.uribl.com.multi.uribl.com. A 127.0.0.14
`)

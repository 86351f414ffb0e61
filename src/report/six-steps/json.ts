import type { Place, TestResult, TestStep } from '../../checks/six-steps/result.ts'
import type { ExplainedRecipient } from '../../explain/recipients.ts'
import { wordsJson } from '../explanation-json.ts'
import { roundMs, transcriptJson } from '../../transcript/write-json.ts'

/** Of the schema, schema/test.schema.json. A number that goes up where a program could stumble over the change. */
export const TEST_SCHEMA = 'parley-test/1'

/** A test for programs: one object, on several lines. */
export function writeTestJson(result: TestResult): string {
  return `${JSON.stringify(testJson(result), null, 2)}\n`
}

export function testJson(result: TestResult) {
  const { target, as, isPractice, verdict, phase, conclusion, steps, recipients, arrived, findings } = result
  const { server, features, times, messages, transcript, route, places, identity } = result
  return {
    schema: TEST_SCHEMA,
    target,
    protocol: transcript.protocol,
    as,
    practice: isPractice,
    started: transcript.started,
    verdict,
    phase,
    conclusion,
    steps: steps.map(stepJson),
    recipients: recipients.map(recipientJson),
    arrived,
    findings,
    server: server && {
      name: server.name,
      version: server.version,
      confidence: server.confidence,
      evidence: server.evidence,
    },
    features: features.map(({ keyword, params, title, meaning, status, references }) => {
      return { keyword, params, title, meaning, status, references }
    }),
    times: {
      total: roundMs(times.total),
      spans: times.spans.map(({ name, from, ms }) => ({ name, from: roundMs(from), ms: roundMs(ms) })),
    },
    messages,
    tls: tlsOf(transcript),
    transcript: transcriptJson(transcript),
    identity,
    route,
    places: places && places.map(placeJson),
  }
}

function placeJson({ host, preference, address, isWithinReach, tls, tlsTrouble, test }: Place): object {
  return {
    host,
    preference,
    address,
    withinReach: isWithinReach,
    tls: tls && tlsJson(tls),
    tlsTrouble,
    test: testJson(test),
  }
}

/** Of the last handshake that came to its end. */
function tlsOf({ events }: TestResult['transcript']) {
  const tls = events.findLast((event) => event.kind === 'tls')
  return tls ? tlsJson(tls) : null
}

function tlsJson({ protocol, cipher, distrust, certificate }: NonNullable<Place['tls']>) {
  return { protocol, cipher, distrust, certificate: certificate && certificateJson(certificate) }
}

type Certificate = NonNullable<NonNullable<Place['tls']>['certificate']>

function certificateJson({ subject, issuer, names, validFrom, validTo, fingerprint }: Certificate) {
  return { subject, issuer, names, validFrom, validTo, fingerprint }
}

function stepJson({ name, outcome, code, enhanced, ms, sentence, explanation }: TestStep) {
  return { name, outcome, code, enhanced, ms: ms === null ? null : roundMs(ms), sentence, ...wordsJson(explanation) }
}

function recipientJson({ address, outcome, code, enhanced, ...explanation }: ExplainedRecipient) {
  return { address, outcome, code, enhanced, ...wordsJson({ ...explanation, code, enhanced }) }
}

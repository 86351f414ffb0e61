/** The only public barrel. Nothing happens when it is imported. */

// a server that keeps its mail
export { createServer, MailServer, type HeldSession, type MailServerOptions } from './store/mail-server.ts'
export type { Content } from './store/content.ts'
export { MemoryStore, type MemoryLimits } from './store/memory.ts'
export { SqliteStore, type SqliteOptions } from './store/sqlite/store.ts'
export type { Retention } from './store/sqlite/retention.ts'
export {
  StoreError,
  type MessagePage,
  type NewMessage,
  type Paging,
  type Selection,
  type Store,
  type StoreCounts,
  type StoredMessage,
  type StoreEvent,
} from './store/store.ts'
export { everything, type Query, type Term } from './store/query.ts'
export { parseQuery, type ParsedQuery } from './store/parse-query.ts'
export type { SessionQuery, SessionRecord, SessionSummary } from './store/session-record.ts'
export type { OutgoingMessage, OutgoingStore } from './store/outgoing.ts'
export type { Wanted } from './store/wanted.ts'
export type { AttachmentOverview, MessageOverview } from './message/overview.ts'
export {
  HangUp,
  type Envelope,
  type IncomingMessage,
  type MessageWriter,
  type Policy,
  type SessionFacts,
  type Verdict,
} from './server/policy.ts'
export type { AuthOptions, ClientCertificate } from './server/auth.ts'
export type { AuthLimits } from './server/auth-guard.ts'
export type { UserSecret } from './server/auth-users.ts'
export { hashForScram, hashPassword, verifyPassword } from './server/passwords.ts'
export {
  exampleDomain,
  troubles,
  type PracticeDomain,
  type PracticeList,
  type Quota,
} from './server/practice/domain.ts'
export { readDomains } from './server/practice/read-domains.ts'
export { defaultLimits, type ServerLimits } from './server/config.ts'
export type {
  CountScope,
  Fault as ServerFault,
  FaultAction,
  FaultCondition,
  FaultCount,
  FaultPhase,
  ListedFault,
  ReplyDamage,
} from './server/faults/fault.ts'
export { FaultError } from './server/faults/fault-error.ts'
export { FaultSet } from './server/faults/fault-set.ts'
export { formatFault } from './server/faults/format-fault.ts'
export { readFault, readFaults } from './server/faults/read-fault.ts'
export { demandNames, demands, usualDemands, type Demand, type DemandOptions } from './server/identity/demands.ts'

// a mail host: a server, its store, and the queue of what it sends on
export { createMailHost, MailHost, type MailHostOptions, type OutgoingOptions } from './host/mail-host.ts'
export type { NamedHost } from './host/named-host.ts'
export type { OutgoingQueue } from './host/queue.ts'
export { ReleaseError, type ReleaseRequest } from './host/release.ts'
export { usualRetries, type Retries } from './host/retries.ts'

// a conversation as the client
export { connect, type ConnectOptions } from './client/connect.ts'
export { ClientSession, type SessionOptions } from './client/session.ts'
export { hello, ownName, type HelloResult } from './client/hello.ts'
export { authenticate, mechanisms, type AuthRequest, type Mechanism } from './client/auth.ts'
export { askChallenge, type ChallengeReport } from './client/auth-probe.ts'
export { findSecret, SecretFileError, type FoundSecret, type SecretSources } from './client/secrets.ts'
export {
  transact,
  type RecipientRequest,
  type RecipientResult,
  type TransactionRequest,
  type TransactionResult,
} from './client/transaction.ts'
export { SmtpError, type ErrorKind, type Phase } from './client/error.ts'
export { patientTimeouts, rfcTimeouts, uniformTimeouts, type Timeouts } from './client/timeouts.ts'
export type { Endpoint } from './wire/dial.ts'
export type { KeyPair, ServerTls, TlsSettings, TlsSource } from './wire/tls/options.ts'
export { parseVersions, type TlsVersions } from './wire/tls/versions.ts'
export { keptKeyPair, readAuthorities, readKeyPair, type KeyPairFiles } from './wire/tls/key-pair.ts'

// names, and where mail goes
export { createResolver, type ResolverOptions } from './wire/resolver/create.ts'
export { reverseName } from './wire/resolver/name.ts'
export {
  type Answer,
  type AnswerFacts,
  type RecordData,
  type RecordType,
  type Resolver,
  type Trouble,
  type TroubleCode,
} from './wire/resolver/resolver.ts'
export { parseServerAddress, systemServers, type ServerAddress } from './wire/resolver/server-address.ts'
export { ZoneResolver, type ZoneResolverOptions } from './wire/resolver/zone.ts'
export { destinationsOf } from './client/destination.ts'
export { endpointsOf, findRoute, type Route, type RouteKind, type RouteOptions } from './client/route.ts'
export type { RouteAddress, RouteHost } from './client/route-host.ts'
export type { RouteNote } from './client/route-notes.ts'

// how one looks from outside
export { lookUpIdentity, type ProbeOptions } from './checks/identity/probe.ts'
export { judgeIdentity } from './checks/identity/judge.ts'
export type { Identity, IdentityFacts } from './checks/identity/facts.ts'
export type { Finding } from './checks/finding.ts'

// the language
export { parseCommand, type ReadingOptions } from './protocol/parse-command.ts'
export { formatCommand, writeCommand } from './protocol/write-command.ts'
export type { Command, CommandOf, Verb } from './protocol/command.ts'
export { parseReply, ReplyReader } from './protocol/reply-reader.ts'
export {
  classOf,
  createReply,
  isPositive,
  replyText,
  writeReply,
  type EnhancedCode,
  type Reply,
  type ReplyClass,
  type ReplyLine,
} from './protocol/reply.ts'
export { Capabilities, parseCapabilities, type Capability } from './protocol/capabilities.ts'
export { writeAddress, writePath, type ForwardPath, type ReversePath } from './protocol/path.ts'
export type { Param } from './protocol/params.ts'
export type { Parsed } from './protocol/parsed.ts'
export { describeDeviation, type Deviation, type DeviationCode } from './protocol/deviation.ts'
export { ClientMachine } from './protocol/client.ts'
export { ServerMachine, type ServerMachineOptions } from './protocol/server.ts'
export { NEED_DATA, PAUSED, type ServerEvent, type Transaction } from './protocol/server-events.ts'
export { transitions, type Occasion, type State } from './protocol/transitions.ts'
export { DataReader, DotStuffer } from './protocol/transparency.ts'

// the record
export type { CertificateDetails, TlsDetails, TranscriptEvent } from './transcript/event.ts'
export type { Transcript } from './transcript/transcript.ts'
export { readDialogue, type Dialogue, type SentMessage, type Turn } from './transcript/dialogue.ts'
export { writeTranscript } from './transcript/write-transcript.ts'
export { readTranscript } from './transcript/read-transcript.ts'
export { readConversation } from './transcript/read-conversation.ts'
export { readScript } from './transcript/read-script.ts'
export type { Reading, Script } from './transcript/script.ts'

// scripts
export { playScript, type ClientPlayOptions } from './script/play.ts'
export { answerScript, serveScript, type ScriptServer, type ServeOptions } from './script/serve.ts'
export { formatMismatch } from './script/format-mismatch.ts'
export type { PlayResult } from './script/result.ts'

// what it means
export { explain, type Explained } from './explain/explain.ts'
export { explainCode, explainReply } from './explain/reply.ts'
export { explainDialogue, explainTranscript, type DialogueExplanation } from './explain/dialogue.ts'
export { explainBounce, type BouncedRecipient, type BounceExplanation } from './explain/bounce.ts'
export { explainCertificate, type CertificateOptions } from './explain/certificate.ts'
export { explainDistrust, explainFailure } from './explain/failure.ts'
export { explainKeyword, type KeywordExplanation } from './explain/keyword.ts'
export { explainMechanism } from './explain/mechanism.ts'
export { describeCommand } from './explain/command.ts'
export { recognizeServer, type ServerGuess } from './explain/server.ts'
export type { Explanation, Fault, Retry } from './explain/facts.ts'

// the six steps
export { testMailHosts, type MailHostsRequest } from './checks/mail-hosts/run.ts'
export { testSixSteps, type TestRequest } from './checks/six-steps/run.ts'
export { judgeSixSteps } from './checks/six-steps/judge.ts'
export type { Place, TestResult, TestStep } from './checks/six-steps/result.ts'

// what protects mail on its way
export {
  testTransportSecurity,
  type TransportSecurity,
  type TransportSecurityRequest,
} from './checks/transport-security/run.ts'
export { judgeTransportSecurity } from './checks/transport-security/judge.ts'
export type { SecuredPlace, TransportSecurityFacts } from './checks/transport-security/facts.ts'
export { findTlsa, type TlsaFinding } from './wire/dane/find-tlsa.ts'
export { matchDane, type DaneCase, type DaneMatch } from './wire/dane/match.ts'
export type { TlsaRecord } from './wire/dane/tlsa-record.ts'
export { findStsRecord, parseStsRecord, type StsRecord } from './wire/mta-sts/record.ts'
export { isNamedBy, parseStsPolicy, type ReadPolicy, type StsPolicy } from './wire/mta-sts/policy.ts'
export {
  createPolicyFetcher,
  type FetchedPolicy,
  type PolicyFetcher,
  type PolicyFetchOptions,
} from './wire/mta-sts/fetch-policy.ts'
export { findTlsReporting, parseTlsReporting, type TlsReporting } from './wire/tls-reporting.ts'

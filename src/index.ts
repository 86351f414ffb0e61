/** The only public barrel. Nothing happens when it is imported. */
export { createServer, MailServer, type MailServerOptions, type HeldSession } from './store/mail-server.ts'
export { ClientSession, type SessionOptions } from './client/session.ts'
export { SmtpError } from './client/error.ts'
export { parseCommand } from './protocol/parse-command.ts'
export { parseReply } from './protocol/reply-reader.ts'

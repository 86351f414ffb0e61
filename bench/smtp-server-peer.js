// The npm package smtp-server, set up to do what `parley serve --quiet` does: take every message, keep the newest.
import { SMTPServer } from 'smtp-server'

const kept = []
new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  logger: false,
  size: 2 ** 31,
  maxClients: 20_000,
  onData(stream, _session, done) {
    const pieces = []
    stream.on('data', (piece) => pieces.push(piece))
    stream.on('end', () => {
      kept.push(pieces)
      if (kept.length > 100) kept.shift()
      done()
    })
  },
}).listen(Number(process.argv[2]), '127.0.0.1')

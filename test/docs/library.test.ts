import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import * as library from '../../src/index.ts'
import { runExample } from './example.ts'

describe('the barrel', () => {
  const program = ts.createProgram(['src/index.ts'], { ...options(), noEmit: true })
  const checker = program.getTypeChecker()
  const barrel = checker.getSymbolAtLocation(program.getSourceFile('src/index.ts')!)!

  it('has a docstring for everything', () => {
    const bare = checker.getExportsOfModule(barrel).filter((symbol) => {
      const own = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
      return own.getDocumentationComment(checker).length === 0
    })
    expect(bare.map(({ name }) => name)).toEqual([])
  })

  it('has every function that docs/explain.md lists', () => {
    const [, table] = /^## Functions\n([^]*)/m.exec(readFileSync('docs/explain.md', 'utf8'))!
    const rows = table!.split('\n').flatMap((line) => /^\| (`.*?) \|/.exec(line)?.[1] ?? [])
    const names = rows.flatMap((row) => [...row.matchAll(/`(\w+)/g)].map(([, name]) => name!))
    expect(names.length).toBeGreaterThan(8)
    expect(Object.keys(library)).toEqual(expect.arrayContaining(names))
  })

  function options(): ts.CompilerOptions {
    const { config } = ts.readConfigFile('tsconfig.json', (file) => ts.sys.readFile(file)) as { config: object }
    return ts.parseJsonConfigFileContent(config, ts.sys, '.').options
  }
})

describe('docs/library.md', () => {
  it('catches mail in three lines', async () => {
    const sendMyMail = async (place: { host: string; port: number }) => {
      const session = await library.connect(place)
      await library.hello(session, 'client.example.org')
      await library.transact(session, {
        from: 'a@example.org',
        to: [{ address: 'bob@example.org' }],
        content: new TextEncoder().encode('Subject: hi\r\n\r\nhi\r\n'),
      })
      await session.quit()
    }
    const { server, message } = (await runExample('docs/library.md', 'catcher', { sendMyMail }, [
      'server',
      'message',
    ])) as {
      server: library.MailServer
      message: library.StoredMessage
    }
    expect(message).toMatchObject({ from: 'a@example.org', to: ['bob@example.org'] })
    await server.close()
  })

  it('has rules of its own, and talks to them', async () => {
    const { server } = (await runExample('docs/library.md', 'policy', {}, ['server'])) as { server: library.MailServer }
    const { result } = (await runExample('docs/library.md', 'client', { port: server.port }, ['result'])) as {
      result: library.TransactionResult
    }
    expect(result.isAccepted).toBe(true)
    expect(result.recipients[1]!.reply!.code).toBe(550)
    await server.close()
  })

  it('reads the language', async () => {
    const { reply, command, meaning } = await runExample('docs/library.md', 'language', {}, [
      'reply',
      'command',
      'meaning',
    ])
    expect(reply).toMatchObject({ code: 550, enhanced: [5, 1, 1] })
    expect(command).toMatchObject({
      ok: true,
      value: { reversePath: { domain: 'test.com' } },
      deviations: [{ code: 'path-without-brackets' }],
    })
    expect(meaning).toMatchObject({ title: 'Relaying put off', fault: 'you' })
  })
})

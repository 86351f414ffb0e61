import { onTestFinished } from 'vitest'
import { answering, RawServer, type Answers } from './raw-server.ts'

/** Servers at addresses of their own, all on one port, which is free at each; gone when the test is over. */
export async function startHosts(hosts: Readonly<Record<string, Answers>>): Promise<number> {
  for (let tries = 0; ; tries++) {
    const servers: RawServer[] = []
    try {
      for (const [host, answers] of Object.entries(hosts)) {
        const port = servers[0]?.port ?? 0
        servers.push(await RawServer.start(answering(answers), { host, port }))
      }
      onTestFinished(async () => {
        for (const server of servers) await server.close()
      })
      return servers[0]!.port
    } catch (error) {
      for (const server of servers) await server.close()
      if (tries === 5) throw error
    }
  }
}

import type { Site } from './site.ts'

/** What is told to Prometheus, in its text format 0.0.4. */
export class Metrics {
  readonly #site: Site

  constructor(site: Site) {
    this.#site = site
  }

  async write(): Promise<string> {
    const { host, webhook, sinceStart } = this.#site
    const { server, store, queue } = host
    const { tally } = server
    const [counts, outgoing] = await Promise.all([store.counts(), queue ? store.outgoing.waiting() : 0])
    const replies = [...tally.replies.entries()].filter(([, count]) => count > 0)
    const { user, system } = process.cpuUsage()
    const page = new MetricsPage()
    page.counter('parley_messages_total', 'Messages kept since the start.', sinceStart.messages)
    page.counter('parley_message_octets_total', 'Octets of the messages kept since the start.', sinceStart.octets)
    page.counter(
      'parley_messages_deleted_total',
      'Messages deleted since the start, or dropped to make room.',
      sinceStart.deleted,
    )
    page.counter('parley_sessions_total', 'SMTP sessions since the start.', tally.sessions)
    page.gauge('parley_sessions_open', 'SMTP sessions under way.', server.openSessions)
    page.family(
      ['parley_replies_total', 'counter', 'SMTP replies by their code.'],
      replies.map(([code, count]) => [`{code="${code}"}`, count]),
    )
    page.counter('parley_refusals_total', 'Senders, recipients and messages refused since the start.', tally.refusals)
    page.counter('parley_faults_total', 'Faults that fired.', tally.faults)
    page.gauge('parley_store_messages', 'Messages in the store.', counts.messages)
    page.gauge('parley_store_unread_messages', 'Messages in the store that nobody has read.', counts.unread)
    page.gauge('parley_store_octets', 'Octets of all messages in the store.', counts.octets)
    page.gauge('parley_outgoing_waiting', 'Messages that wait to be sent on.', outgoing)
    if (webhook) {
      const { failures, dropped, waiting } = webhook.counts
      page.counter('parley_webhook_failures_total', 'Requests of the webhook that came to nothing.', failures)
      page.counter('parley_webhook_dropped_total', 'Messages that the webhook was never told of.', dropped)
      page.gauge('parley_webhook_waiting', 'Messages that the webhook is still to be told of.', waiting)
    }
    page.counter('process_cpu_seconds_total', 'Processor time, user and system.', (user + system) / 1e6)
    page.gauge('process_resident_memory_bytes', 'Resident memory.', process.memoryUsage.rss())
    page.gauge('process_start_time_seconds', 'When the process began.', Date.now() / 1000 - process.uptime())
    page.gauge('parley_uptime_seconds', 'Time since the process began.', process.uptime())
    return page.text
  }
}

type Family = readonly [name: string, type: 'counter' | 'gauge', help: string]

class MetricsPage {
  text = ''

  counter(name: string, help: string, value: number): void {
    this.family([name, 'counter', help], [['', value]])
  }

  gauge(name: string, help: string, value: number): void {
    this.family([name, 'gauge', help], [['', value]])
  }

  family([name, type, help]: Family, samples: readonly (readonly [labels: string, value: number])[]): void {
    this.text += `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`
    for (const [labels, value] of samples) this.text += `${name}${labels} ${value}\n`
  }
}

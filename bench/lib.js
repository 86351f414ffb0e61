// What the benchmarks have in common: peers are started side by side and measured in turns, A B C A B C, so that a
// machine whose speed drifts is unfair to none of them. Quote ratios, not absolute times.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { arch, cpus, platform, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const parley = `${root}bin/parley`

/** A program of Debian's postfix package; null where it is not installed. */
export function postfixTool(name) {
  return ['/usr/sbin', '/usr/local/sbin', '/usr/bin'].map((folder) => `${folder}/${name}`).find(existsSync) ?? null
}

/** Start a server and wait until its port answers. */
export async function startServer(command, args, port) {
  const child = spawn(command, args, { stdio: 'ignore' })
  for (let tries = 0; tries < 200; tries++) {
    if (await answers(port)) return child
    await sleep(25)
  }
  throw new Error(`${command} does not answer on port ${port}`)
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('data', () => resolve(true) ?? socket.destroy())
    socket.once('error', () => resolve(false))
  })
}

/** Run to the end; seconds it took. */
export function timed(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const from = performance.now()
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'], ...options })
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0 ? resolve((performance.now() - from) / 1000) : reject(new Error(`${command} ended with ${code}`)),
    )
  })
}

export function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Resident memory of a process in MB: now, or at its highest. Linux only. */
export function memory(pid, field = 'VmRSS') {
  const [, kb] = new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [0, 'NaN']
  return Number(kb) / 1024
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** @param share 0.95: so many of them were at most what is given */
export function percentile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}

/** Measure each peer `rounds` times in turn; `measure(peer)` gives a number, more is better. */
export async function interleave(peers, rounds, measure) {
  const results = new Map(peers.map((peer) => [peer.name, []]))
  for (const peer of peers) await measure(peer) // warm-up, not counted
  for (let round = 0; round < rounds; round++)
    for (const peer of peers) results.get(peer.name).push(await measure(peer))
  return results
}

/** A Markdown table of medians, with the ratio of each peer to the first, taken round by round. */
export function table(results, unit, digits = 0) {
  const [first] = results.values()
  const rows = [...results].map(([name, values]) => {
    const ratios = first.map((value, i) => value / values[i])
    return `| ${name} | ${median(values).toFixed(digits)} | ${median(ratios).toFixed(2)} |`
  })
  return [`| | ${unit} (median) | parley is … times as fast |`, '|-|-:|-:|', ...rows].join('\n')
}

export function describeMachine() {
  const [cpu] = cpus()
  return `${cpu?.model.trim() ?? 'unknown'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${platform()} ${arch()}, Node ${process.version}`
}

/** Print a result; with --record keep it in bench/results too. */
export function report(name, title, body) {
  const date = new Date().toISOString().slice(0, 10)
  const text = `# ${title}\n\n${date}; ${describeMachine()}\n\n${body}\n`
  process.stdout.write(`${text}\n`)
  if (process.argv.includes('--record')) writeFileSync(`${root}bench/results/${name}.md`, text)
}

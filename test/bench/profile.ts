import type { Profiler } from 'node:inspector'
import { Session } from 'node:inspector/promises'
import { fileURLToPath } from 'node:url'

/** A function, and the share of the profiled time that was spent in itself. */
export interface Frame {
  readonly name: string
  readonly place: string
  readonly share: number
}

/** A profile as developer tools open it, and what it says. */
export interface Profile {
  /** The text of a `.cpuprofile` file. */
  readonly file: string
  readonly frames: readonly Frame[]
}

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Profiles this process. @returns what ends the profile and tells it, the most expensive frames first */
export async function startProfile(): Promise<() => Promise<Profile>> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: 500 })
  await session.post('Profiler.start')
  return async () => {
    const { profile } = await session.post('Profiler.stop')
    session.disconnect()
    return { file: JSON.stringify(profile), frames: framesOf(profile) }
  }
}

function framesOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Frame[] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]))
  const spent = new Map<string, number>()
  let total = 0
  for (const [i, id] of samples.entries()) {
    const { functionName, url, lineNumber } = frames.get(id)!
    if (functionName === '(idle)' || url === 'node:inspector') continue
    const micros = timeDeltas[i] ?? 0
    const name = `${functionName || '(anonymous)'}\n${placeOf(url)}${url ? `:${lineNumber + 1}` : ''}`
    spent.set(name, (spent.get(name) ?? 0) + micros)
    total += micros
  }
  const shares = [...spent].map(([key, micros]) => {
    const [name = '', place = ''] = key.split('\n')
    return { name, place, share: micros / total }
  })
  return shares.sort((a, b) => b.share - a.share)
}

/** Below the project's folder where it is in it. */
function placeOf(url: string): string {
  const path = url.startsWith('file:') ? fileURLToPath(url) : url
  return path.startsWith(root) ? path.slice(root.length) : path
}

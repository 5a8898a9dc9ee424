/** A seeded source of choices; the same seed and the same questions give the same answers on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number
  /** A whole number in [low, high], both included. */
  between(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** Like `pick`, but the front of the list comes up far more often: few customers buy most. */
  pickSkewed<T>(list: readonly T[]): T
  /** An independent stream, so that one more draw in one part of the company does not move the others. */
  fork(name: string): Random
}

/** sfc32 (Doty-Humphrey), seeded through a 32-bit string hash. */
export function createRandom(seed: number | string): Random {
  const step = sfc32(hash32(`${seed}`))
  const next = (): number => step() / 4294967296
  const at = <T>(list: readonly T[], position: number): T => list[Math.floor(position * list.length)]!
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (list) => at(list, next()),
    pickSkewed: (list) => at(list, next() ** 2.2),
    fork: (name) => createRandom(`${seed}/${name}`),
  }
}

/** FNV-1a over UTF-16 units with a final avalanche; for choices that must depend on nothing but their text. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

function sfc32(seed: number): () => number {
  let [a, b, c, counter] = [seed | 0, hash32(`b${seed}`) | 0, hash32(`c${seed}`) | 0, 1]
  const step = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  // The first outputs still resemble the seed; the algorithm's author discards twelve or more.
  for (let i = 0; i < 15; i++) step()
  return step
}

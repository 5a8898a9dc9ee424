import { approximateBytes, type Several } from '../cache/index.ts'
import type { Known } from './shelf.ts'

/** Answers that are kept and dropped together. */
export interface NewBatch extends Several<Known> {
  readonly names: string[]
  readonly values: Known[]
  readonly keepMillis: number
  bytes: number
}

const mostEntries = 64
const mostBytes = 65_536

/** Answers of one moment, divided into such as are small enough for all of one to go when a part of it has to. */
export class NewBatches {
  readonly all: NewBatch[] = []
  readonly keepMillis: number

  constructor(keepMillis: number) {
    this.keepMillis = keepMillis
  }

  add(name: string, known: Known): void {
    const bytes = bytesOf(known)
    const last = this.all.at(-1)
    const fits = last && last.names.length < mostEntries && last.bytes + bytes <= mostBytes
    const batch = fits ? last : this.begin()
    batch.names.push(name)
    batch.values.push(known)
    batch.bytes += bytes
  }

  private begin(): NewBatch {
    const batch: NewBatch = { names: [], values: [], keepMillis: this.keepMillis, bytes: 0 }
    this.all.push(batch)
    return batch
  }
}

/** A record stands in several answers, and is counted in each of them, so that the bound holds for any one left. */
function bytesOf({ records }: Known): number {
  let sum = 200
  for (const record of records) sum += record.bytes ?? approximateBytes(record)
  return sum
}

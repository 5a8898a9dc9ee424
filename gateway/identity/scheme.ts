import { isGs1, isLuhn, isMod97 } from './check-digits.ts'
import { plainName } from './name.ts'
import { isSharedProvider } from './stop-list.ts'
import { type Numbered, vatNumber } from './vat.ts'

/**
 * How much an equal number says.
 * `declared`: the operator says that it means the same thing. `strong`: links by itself unless another one disagrees.
 * `hint`: worth a person's look. `support`: links nothing, but what a strong number needs beside it.
 */
export type Strength = 'declared' | 'strong' | 'hint' | 'support'

export interface Scheme {
  readonly strength: Strength
  /** The number in its one spelling, or undefined when its check digits or its form say that it is none. */
  readonly normalise: (value: string, country: string | null) => Numbered | undefined
  /** Beside this number the names must agree: a VAT group and its branches share one number, and are several parties. */
  readonly needsName?: true
  /** Numbers of this kind are asked for in sources that can search by them. */
  readonly searchable?: true
}

const digitsOf = (text: string): string => text.replace(/[\s.\-/]/g, '')
const upper = (text: string): string => text.toUpperCase().replace(/[\s.\-/_]/g, '')
const anywhere = (value: string): Numbered => ({ country: '', value })

/** A number of fixed form that is the same in every country. */
const worldwide =
  (format: RegExp, check: (value: string) => boolean = () => true) =>
  (text: string): Numbered | undefined => {
    const value = upper(text)
    return format.test(value) && check(value) ? anywhere(value) : undefined
  }

/** GTIN-8, -12 and -13 are the GTIN-14 with zeros before it, and are compared as that. */
function gtin(text: string): Numbered | undefined {
  const digits = digitsOf(text)
  return /^(\d{8}|\d{12,14})$/.test(digits) && isGs1(digits) ? anywhere(digits.padStart(14, '0')) : undefined
}

function iban(text: string): Numbered | undefined {
  const value = upper(text)
  const turned = value.slice(4) + value.slice(0, 4)
  return /^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$/.test(value) && isMod97(turned)
    ? { country: value.slice(0, 2), value }
    : undefined
}

function domain(text: string): Numbered | undefined {
  const value = text
    .trim()
    .toLowerCase()
    .replace(/^www\./, '')
    .replace(/\.$/, '')
  return /^[^\s@]+\.[a-z]{2,}$/.test(value) && !isSharedProvider(value) ? anywhere(value) : undefined
}

function email(text: string): Numbered | undefined {
  const value = text.trim().toLowerCase()
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? anywhere(value) : undefined
}

/** Only what is written with its country says the same everywhere. */
function telephone(text: string): Numbered | undefined {
  const value = text.replace(/\(0\)|[\s().\-/]/g, '').replace(/^00/, '+')
  return /^\+[1-9]\d{6,14}$/.test(value) ? anywhere(value) : undefined
}

/** A number within one country's register: the country must be known. */
function registered(text: string, country: string | null): Numbered | undefined {
  const value = upper(text)
  return country && /^(?=.*\d)[0-9A-Z]{4,20}$/.test(value) ? { country, value } : undefined
}

/** The schemes that identity knows. `0060`, `0088`, `0160` and `0199` are ISO 6523 codes. */
export const schemes: Readonly<Record<string, Scheme>> = {
  VAT: { strength: 'strong', normalise: vatNumber, needsName: true, searchable: true },
  '0060': { strength: 'strong', normalise: worldwide(/^\d{9}$/), searchable: true },
  '0199': { strength: 'strong', normalise: worldwide(/^[0-9A-Z]{18}\d{2}$/, isMod97), searchable: true },
  // Names a place: two places of one company have two.
  '0088': { strength: 'hint', normalise: worldwide(/^\d{13}$/, isGs1) },
  REGISTER: { strength: 'strong', normalise: registered, searchable: true },
  '0002': { strength: 'strong', normalise: worldwide(/^\d{9}$/, isLuhn), searchable: true },
  IBAN: { strength: 'strong', normalise: iban },
  '0160': { strength: 'strong', normalise: gtin, searchable: true },
  MPN: { strength: 'hint', normalise: (text) => (upper(text) === '' ? undefined : anywhere(upper(text))) },
  EMAIL: { strength: 'hint', normalise: email },
  TEL: { strength: 'hint', normalise: telephone },
  DOMAIN: { strength: 'hint', normalise: domain },
  /** Name, postal code and country together. */
  PLACE: { strength: 'hint', normalise: (text) => anywhere(text) },
  NAME: { strength: 'support', normalise: (text) => (plainName(text) === '' ? undefined : anywhere(plainName(text))) },
}

/** Names that people and vendors use for a scheme. */
const aliases: Readonly<Record<string, string>> = {
  DUNS: '0060',
  LEI: '0199',
  GLN: '0088',
  GTIN: '0160',
  EAN: '0160',
  UPC: '0160',
  SIREN: '0002',
}

export const schemeName = (name: string): string => aliases[name] ?? name

/** The scheme's name for people: `GTIN` rather than `0160`. */
export const shownScheme = (name: string): string =>
  Object.keys(aliases).find((alias) => aliases[alias] === name) ?? name

/** A scheme that holds only inside a configured group of sources: `SKU:<group>`. */
const ofGroup: Scheme = {
  strength: 'declared',
  // Article numbers are compared as they are: "a-1" and "A-1" are two articles in most systems.
  normalise: (value) => (value === '' ? undefined : anywhere(value)),
  searchable: true,
}

/** A record's key in another system, as `EXTERNAL:<source>`: its own, or the one that another record claims for it. */
const ofSource: Scheme = { strength: 'support', normalise: (value) => anywhere(value) }

/** The schemes by which systems can be searched for a record, as people name them. */
export const searchableSchemes = ['VAT', 'DUNS', 'LEI', 'SIREN', 'REGISTER', 'GTIN'] as const

export function schemeOf(name: string): Scheme | undefined {
  if (name.startsWith('SKU:')) return ofGroup
  if (name.startsWith('EXTERNAL:')) return ofSource
  return Object.hasOwn(schemes, schemeName(name)) ? schemes[schemeName(name)] : undefined
}

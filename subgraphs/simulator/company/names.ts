import type { Country } from './countries.ts'
import type { Random } from './random.ts'
import type { Address } from './types.ts'
import { FIRST_NAMES, LAST_NAMES, LOCAL_STEMS, SECTORS, STEMS } from './words.ts'

/** A trade name and the full name in the register. */
export function companyName(country: Country, random: Random): { name: string; legalName: string } {
  const form = random.pick(country.legalForms)
  const local = LOCAL_STEMS[country.people]
  const stem = random.pick(local ?? STEMS)
  const name =
    country.people === 'japanese' ? stem + random.pick(SECTORS.japanese) : `${stem} ${sectorOf(country, random)}`
  const legalName = country.people === 'japanese' ? `${form}${name}` : `${name} ${form}`
  return { name: random.chance(0.6) ? legalName : name, legalName }
}

function sectorOf(country: Country, random: Random): string {
  return random.pick<string>(SECTORS[country.people])
}

export function personName(country: Country, random: Random): { firstName: string; lastName: string } {
  return { firstName: random.pick(FIRST_NAMES[country.people]!), lastName: random.pick(LAST_NAMES[country.people]!) }
}

export function address(type: Address['type'], country: Country, random: Random): Address {
  const { name, region, postalCode } = random.pick(country.cities)
  return {
    type,
    street: random.pick(country.streets),
    houseNumber: random.chance(0.1) ? `${random.between(1, 99)}a` : `${random.between(1, 250)}`,
    city: name,
    region,
    postalCode: withDigits(postalCode, random),
    country: country.code,
  }
}

/** Mostly E.164; one in fifteen as people write it, which no parser should trust. */
export function phone(country: Country, random: Random): string {
  const number = `${random.between(20, 79)}${withDigits('#######', random)}`
  return random.chance(0.07)
    ? `(0${number.slice(0, 2)}) ${number.slice(2, 5)}-${number.slice(5)}`
    : country.dialling + number
}

/** Latin letters and digits of a name, for a domain under `.example`; other scripts fall back to the number. */
export function domainOf(name: string, id: number): string {
  const latin = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '')
    .toLowerCase()
    .slice(0, 20)
  return `${latin.length > 2 ? latin : 'customer'}${id}.example`
}

function withDigits(pattern: string, random: Random): string {
  return pattern.replace(/#/g, () => `${random.between(0, 9)}`)
}

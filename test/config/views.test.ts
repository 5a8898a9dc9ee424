import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../gateway/config/index.ts'
import { readRates } from '../../gateway/config/rates-file.ts'
import { fakeConnector } from './fake-connector.ts'

const source = `
  erp-1:
    connector: fake-erp
    settings: { url: "https://erp.example", name: freshet, password: env:PASSWORD }
`

const csv = `date,from,to,rate,origin
2026-11-19,USD,EUR,0.9212345678901234567,ECB
2026-11-20,EUR,USD,1.10,
`

const parse = (views: string, files: Readonly<Record<string, string>> = {}) =>
  parseConfig(`views: ${views}\nsources:${source}`, {
    file: '/etc/freshet/config.yaml',
    connectors: { 'fake-erp': fakeConnector },
    env: { PASSWORD: 'secret-enough' },
    readFile: (path) => {
      if (path in files) return files[path]!
      throw Object.assign(new Error('no file'), { code: 'ENOENT' })
    },
  }).views

describe('the settings of business views', () => {
  it('have rates from a CSV file beside the configuration, to the last digit', () => {
    const { rates } = parse('{ rates: { file: rates.csv, maxAgeDays: 3 } }', { '/etc/freshet/rates.csv': csv })
    expect(rates).toEqual({
      maxAgeDays: 3,
      table: [
        { date: '2026-11-19', from: 'USD', to: 'EUR', rate: '0.9212345678901234567', origin: 'ECB' },
        { date: '2026-11-20', from: 'EUR', to: 'USD', rate: '1.10', origin: 'rates.csv' },
      ],
    })
  })

  it('have the same rates from YAML, whose numbers stay text', () => {
    const yaml = '- { date: 2026-11-19, from: USD, to: EUR, rate: 0.9212345678901234567, origin: ECB }'
    expect(readRates('/rates.yaml', () => yaml)).toEqual({
      rates: [{ date: '2026-11-19', from: 'USD', to: 'EUR', rate: '0.9212345678901234567', origin: 'ECB' }],
    })
  })

  it('may leave the audit log out', () => {
    expect(parse('{ overLimit: REJECTED, audit: { enabled: false } }')).toEqual({ overLimit: 'REJECTED' })
  })

  it.each([
    ['rates.csv', undefined, 'cannot be read (ENOENT)'],
    ['rates.csv', 'date,from,to,rate\n2026-11-31,USD,EUR,1\n', 'rate number 1 has no valid date'],
    ['rates.csv', 'date,from,to,rate\n2026-11-30,USD,EUR,0.00\n', 'rate number 1 has no valid rate'],
    ['rates.csv', 'date,from,to,rate\n2026-11-30,usd,EUR,1\n', 'rate number 1 has no valid from'],
    ['rates.yaml', 'USD: 1', 'not a list of rates'],
  ])('name the file that is wrong: %s with %j', (file, text, expected) => {
    const files = text === undefined ? {} : { [`/etc/freshet/${file}`]: text }
    expect(() => parse(`{ rates: { file: ${file} } }`, files)).toThrow(expected)
  })
})

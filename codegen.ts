import type { CodegenConfig } from '@graphql-codegen/cli'
import { print } from 'graphql'
import { entityTable } from './schema/entity-table.ts'
import { expand } from './schema/expand.ts'
import { printEntities } from './schema/print-entities.ts'
import { readSdl } from './schema/sdl.ts'

const sdl = expand(readSdl())
const printed = print(sdl)
const textScalars = [
  'Decimal',
  'Percent',
  'Date',
  'DateTime',
  'CurrencyCode',
  'CountryCode',
  'UomCode',
  'Duration',
  'ID',
]

/** Writes `schema/generated/` from `schema/*.graphql`: the completed SDL, its TypeScript types, and the entities as data. */
const config: CodegenConfig = {
  schema: printed,
  config: { sort: false },
  generates: {
    'schema/generated/schema.graphql': text(`# Generated from schema/*.graphql. Do not edit.\n${printed}\n`),
    'schema/generated/types.ts': {
      plugins: ['typescript'],
      config: {
        scalars: Object.fromEntries(textScalars.map((name) => [name, 'string'])),
        strictScalars: true,
        enumsAsTypes: true,
        immutableTypes: true,
        skipTypename: true,
        namingConvention: 'keep',
        maybeValue: 'T | null',
        inputMaybeValue: 'T | null | undefined',
        avoidOptionals: { field: true },
      },
    },
    'schema/generated/entities.ts': text(printEntities(entityTable(sdl))),
  },
}

export default config

/** An output whose text is known already. A preset, because plugins in a configuration can only be named, not given. */
function text(content: string): CodegenConfig['generates'][string] {
  return {
    preset: {
      buildGeneratesSection: ({ baseOutputDir, schema }) => [
        {
          filename: baseOutputDir,
          plugins: [{ text: {} }],
          pluginMap: { text: { plugin: () => content } },
          schema,
          documents: [],
          config: {},
        },
      ],
    },
  }
}

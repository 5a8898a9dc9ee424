#!/usr/bin/env node
// Runs a command where everything is installed and Node runs TypeScript, as in the image; elsewhere `bootstrap.mjs` comes first.
import { main } from './main.ts'

process.exitCode = await main(process.argv.slice(2))

#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');

try {
  require('./load-pieces.js').loadPiece('cli.cjs');
} catch (error) {
  if (existsSync(join(__dirname, '../dist/cli.cjs'))) throw error;
  process.stderr.write('pyprof-view: it is not built yet: run "npm run build"\n');
  process.exitCode = 70;
}

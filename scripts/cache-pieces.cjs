// Writes beside each piece of the program that has none yet a cache of what V8 has made of it in this run: the
// functions that ran are compiled. A program of its own, because only a real run compiles what a real run needs.
const { existsSync, writeFileSync } = require('node:fs');
const { loadPiece, scripts } = require('../bin/load-pieces.js');

process.on('exit', () => {
  for (const [name, script] of scripts) {
    const cache = `dist/${name}.cache`;
    if (!existsSync(cache)) writeFileSync(cache, script.createCachedData());
  }
});
loadPiece('cli.cjs');

// Writes beside each piece of the program what V8 has made of it in one run: the functions that ran are compiled.
// A program of its own, because only a real run compiles what a real run needs.
const { writeFileSync } = require('node:fs');
const { loadPiece, scripts } = require('../bin/load-pieces.js');

process.on('exit', () => {
  for (const [name, script] of scripts) writeFileSync(`dist/${name}.cache`, script.createCachedData());
});
loadPiece('cli.cjs');

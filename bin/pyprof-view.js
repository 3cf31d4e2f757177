#!/usr/bin/env node
// Nodes of any age must be able to parse this file: they get a sentence, and not a syntax error.
var version = process.versions.node.split('.').map(Number);

var sentence = ['pyprof-view: this is Node ', process.versions.node, ': install Node 20.19 or newer\n'];

if (version[0] < 20 || (version[0] === 20 && version[1] < 19)) {
  process.stderr.write(sentence.join(''));
  process.exitCode = 2;
} else {
  require('./start.js');
}

#!/usr/bin/env node
require('./load-pieces.js').loadPiece('cli.cjs');

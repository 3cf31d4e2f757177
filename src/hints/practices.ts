import type { Practice } from './practice.ts';
import { appendLoop } from './practices/append-loop.ts';
import { bindLocal } from './practices/bind-local.ts';
import { builtIns } from './practices/built-ins.ts';
import { evaluation } from './practices/evaluation.ts';
import { generator } from './practices/generator.ts';
import { join } from './practices/join.ts';
import { nestedLoops } from './practices/nested-loops.ts';
import { oneMessage } from './practices/one-message.ts';

/** All practices, in the order of the article. */
export const PRACTICES: readonly Practice[] = [
  join,
  oneMessage,
  generator,
  evaluation,
  bindLocal,
  builtIns,
  appendLoop,
  nestedLoops,
];

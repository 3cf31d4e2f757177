import { FLAG, type Flags, hasFlag, innerSequences, type PatternNodes, type RepeatNode } from './ast.ts';
import { PatternError } from './source.ts';
import { type GroupWidths, widthOf } from './width.ts';

const MAX_LOOKBEHIND = 0xffff_ffff;

const OPERATORS: Record<RepeatNode['mode'], string> = {
  greedy: 'MAX_REPEAT',
  lazy: 'MIN_REPEAT',
  possessive: 'POSSESSIVE_REPEAT',
};

/** Throws the errors that CPython finds only after parsing, in re._compiler; they have no position. */
export function checkCompiles(nodes: PatternNodes, flags: Flags, groups: GroupWidths): void {
  for (const node of nodes) {
    if (node.kind === 'repeat' && hasFlag(flags, FLAG.t)) {
      throw invalid(`internal: unsupported template operator ${OPERATORS[node.mode]}`);
    }
    if (node.kind === 'look' && node.behind) checkLookbehind(node.body, groups);
    for (const child of innerSequences(node)) checkCompiles(child, flags, groups);
  }
}

function checkLookbehind(body: PatternNodes, groups: GroupWidths): void {
  const { min, max } = widthOf(body, groups);
  if (min > MAX_LOOKBEHIND) throw invalid('looks too much behind');
  if (min !== max) throw invalid('look-behind requires fixed-width pattern');
}

function invalid(message: string): PatternError {
  return new PatternError('invalid', message);
}

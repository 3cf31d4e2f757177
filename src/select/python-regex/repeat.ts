import { isPlainGroup, literalNode, type PatternNode, type RepeatNode, UNLIMITED } from './ast.ts';
import { PatternError, type PatternSource } from './source.ts';

type Counts = { readonly min: number; readonly max: number };

const DIGIT = /^[0-9]$/;

/**
 * Reads a repeat sign, its first character already taken, and puts the repeat in the place of the last
 * of `nodes`. A `{` that starts no count, as in `{built-in method}`, is a letter.
 */
export function readRepeat(source: PatternSource, sign: string, nodes: PatternNode[]): void {
  const here = source.tell();
  const counts = readCounts(source, sign);
  if (counts === undefined) {
    source.seek(here);
    nodes.push(literalNode(sign.charCodeAt(0)));
    return;
  }
  const item = nodes.at(-1);
  if (item === undefined || item.kind === 'anchor') throw source.errorAt('nothing to repeat', here - 1);
  if (item.kind === 'repeat') throw source.errorAt('multiple repeat', here - 1);
  const body = isPlainGroup(item) ? item.body : [item];
  nodes[nodes.length - 1] = { kind: 'repeat', mode: readMode(source), ...counts, body };
}

function readMode(source: PatternSource): RepeatNode['mode'] {
  if (source.match('?')) return 'lazy';
  return source.match('+') ? 'possessive' : 'greedy';
}

function readCounts(source: PatternSource, sign: string): Counts | undefined {
  if (sign === '?') return { min: 0, max: 1 };
  if (sign === '*') return { min: 0, max: UNLIMITED };
  if (sign === '+') return { min: 1, max: UNLIMITED };
  return readBracedCounts(source);
}

/** `2}`, `2,}`, `,2}`, `2,3}` or `,}`; undefined for anything else. */
function readBracedCounts(source: PatternSource): Counts | undefined {
  if (source.next === '}') return undefined;
  const here = source.tell();
  const low = source.takeWhile(Infinity, DIGIT);
  const high = source.match(',') ? source.takeWhile(Infinity, DIGIT) : low;
  if (!source.match('}')) return undefined;
  const min = low === '' ? 0 : checkCount(Number(low));
  const max = high === '' ? UNLIMITED : checkCount(Number(high));
  if (max < min) throw source.errorAt('min repeat greater than max repeat', here);
  return { min, max };
}

/** CPython raises OverflowError here, which has no position. */
function checkCount(count: number): number {
  if (count >= UNLIMITED) throw new PatternError('invalid', 'the repetition number is too large');
  return count;
}

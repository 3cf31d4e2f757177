import {
  changeFlags,
  FLAG,
  type FlagChange,
  hasFlag,
  NO_FLAG_CHANGE,
  type PatternNode,
  type PatternNodes,
} from './ast.ts';
import { isFlag, readFlags } from './flags.ts';
import { readConditionalGroup, readGroupName } from './group-name.ts';
import { countCodePoints, type PatternSource } from './source.ts';
import type { ParserState, Sequence } from './state.ts';

/** Reads a group, its `(` already taken, and adds its node; comments and global flags add none. */
export function readGroup(state: ParserState, sequence: Sequence): void {
  const { source } = state;
  const start = source.tell() - 1;
  if (!source.match('?')) {
    sequence.nodes.push(readCapture(state, sequence, start, undefined));
    return;
  }
  const kind = source.takeOr('unexpected end of pattern');
  if (kind === '#') skipComment(source, start);
  else if (isFlag(kind) || kind === '-') readFlagGroup(state, sequence, start, kind);
  else sequence.nodes.push(readExtension(state, sequence, start, kind));
}

function readExtension(state: ParserState, sequence: Sequence, start: number, kind: string): PatternNode {
  switch (kind) {
    case 'P':
      return readNamed(state, sequence, start);
    case ':':
      return group(undefined, NO_FLAG_CHANGE, readBody(state, sequence, start));
    case '>':
      return { kind: 'atomic', body: readBody(state, sequence, start) };
    case '=':
    case '!':
      return readLook(state, sequence, start, kind, false);
    case '<':
      return readLookbehind(state, sequence, start);
    case '(':
      return readConditional(state, sequence, start);
    default:
      throw state.source.error(`unknown extension ?${kind}`, countCodePoints(kind) + 1);
  }
}

function group(index: number | undefined, flags: FlagChange, body: PatternNodes): PatternNode {
  return { kind: 'group', index, flags, body };
}

function readBody(
  state: ParserState,
  { depth, verbose }: Sequence,
  start: number,
  flags = NO_FLAG_CHANGE,
): PatternNodes {
  const isVerbose = hasFlag(changeFlags(verbose ? FLAG.x : 0, flags), FLAG.x);
  const body = state.read.choices(state, isVerbose, depth + 1);
  closeBracket(state.source, start);
  return body;
}

function closeBracket(source: PatternSource, start: number): void {
  if (!source.match(')')) throw source.errorAt('missing ), unterminated subpattern', start);
}

function readCapture(state: ParserState, sequence: Sequence, start: number, name: string | undefined): PatternNode {
  const index = state.openGroup(name);
  const body = readBody(state, sequence, start);
  state.closeGroup(index, body);
  return group(index, NO_FLAG_CHANGE, body);
}

/** `(?P<name>...)` or `(?P=name)`. */
function readNamed(state: ParserState, sequence: Sequence, start: number): PatternNode {
  const { source } = state;
  if (source.match('<')) return readCapture(state, sequence, start, readGroupName(source, '>'));
  if (source.match('=')) return readNamedReference(state);
  const other = source.takeOr('unexpected end of pattern');
  throw source.error(`unknown extension ?P${other}`, countCodePoints(other) + 2);
}

function readNamedReference(state: ParserState): PatternNode {
  const { source } = state;
  const name = readGroupName(source, ')');
  const index = state.groupNames.get(name);
  if (index === undefined) throw source.error(`unknown group name '${name}'`, countCodePoints(name) + 1);
  if (!state.isClosed(index)) throw source.error('cannot refer to an open group', countCodePoints(name) + 1);
  state.checkLookbehindGroup(index);
  return { kind: 'reference', group: index };
}

function skipComment(source: PatternSource, start: number): void {
  for (let token = source.take(); token !== ')'; token = source.take()) {
    if (token === undefined) throw source.errorAt('missing ), unterminated comment', start);
  }
}

function readFlagGroup(state: ParserState, sequence: Sequence, start: number, first: string): void {
  const { global, change } = readFlags(state.source, first);
  if (!global) {
    sequence.nodes.push(group(undefined, change, readBody(state, sequence, start, change)));
    return;
  }
  state.flags |= change.add;
  if (!sequence.isFirst || sequence.nodes.length > 0) {
    throw state.source.errorAt('global flags not at the start of the expression', start);
  }
  sequence.verbose = hasFlag(state.flags, FLAG.x);
}

function readLookbehind(state: ParserState, sequence: Sequence, start: number): PatternNode {
  const sign = state.source.takeOr('unexpected end of pattern');
  if (sign !== '=' && sign !== '!') {
    throw state.source.error(`unknown extension ?<${sign}`, countCodePoints(sign) + 2);
  }
  const outer = state.lookbehindGroups;
  state.lookbehindGroups ??= state.groupWidths.length;
  const node = readLook(state, sequence, start, sign, true);
  state.lookbehindGroups = outer;
  return node;
}

function readLook(
  state: ParserState,
  sequence: Sequence,
  start: number,
  sign: '=' | '!',
  behind: boolean,
): PatternNode {
  return { kind: 'look', behind, negated: sign === '!', body: readBody(state, sequence, start) };
}

/** `(?(1)yes|no)`: read for CPython's errors only, it has no translation. */
function readConditional(state: ParserState, { depth, verbose }: Sequence, start: number): PatternNode {
  const { source } = state;
  state.checkLookbehindGroup(readConditionalGroup(state));
  state.unsupportedConstruct ??= 'conditional group (?(1)...)';
  const part = () => state.read.sequence(state, { nodes: [], verbose, depth: depth + 1, isFirst: false });
  const yes = part();
  const no = source.match('|') ? part() : [];
  if (source.next === '|') throw source.error('conditional backref with more than two branches');
  closeBracket(source, start);
  return { kind: 'conditional', yes, no };
}

import {
  type Anchor,
  changeFlags,
  FLAG,
  type Flags,
  type GroupNode,
  hasFlag,
  type LookNode,
  type PatternNode,
  type PatternNodes,
  type RepeatNode,
} from './ast.ts';
import { categorySource, literalSource, setSource } from './class.ts';
import { type GroupWidths, widthOf } from './width.ts';

// No string is that long, so a greater limit (UNLIMITED included) is no limit.
const GREATEST_LIMIT = 2 ** 30;

// V8 also tries to match in the middle of a surrogate pair, trusting that nothing can start there:
// /(?!\u{1F600})(?!$)/u.test('\u{1F600}') is true (Node 20). What takes a code point cannot,
// so only patterns that may match nothing need this.
const NOT_INSIDE_PAIR = '(?=[\\s\\S]|$)';

type Emitter = {
  readonly groups: GroupWidths;
  readonly referenced: ReadonlySet<number>;
  atomicGroups: number;
};

/** Writes a checked tree as the source of a JavaScript RegExp with the `u` flag and no other. */
export function emitPattern(
  nodes: PatternNodes,
  flags: Flags,
  groups: GroupWidths,
  referenced: ReadonlySet<number>,
): string {
  const source = emitSequence(nodes, flags, { groups, referenced, atomicGroups: 0 });
  return widthOf(nodes, groups).min === 0 ? NOT_INSIDE_PAIR + source : source;
}

function emitSequence(nodes: PatternNodes, flags: Flags, emitter: Emitter): string {
  return nodes.map((node) => emitNode(node, flags, emitter)).join('');
}

function emitNode(node: PatternNode, flags: Flags, emitter: Emitter): string {
  switch (node.kind) {
    case 'literal':
      return literalSource(node.code, node.negated, flags);
    case 'any':
      return hasFlag(flags, FLAG.s) ? '[\\s\\S]' : '[^\\n]';
    case 'set':
      return setSource(node, flags);
    case 'anchor':
      return emitAnchor(node.at, flags);
    case 'reference':
      return `\\k<g${node.group}>`;
    case 'repeat':
      return emitRepeat(node, flags, emitter);
    case 'group':
      return emitGroup(node, flags, emitter);
    case 'atomic':
      return atomic(emitSequence(node.body, flags, emitter), emitter);
    case 'look':
      return emitLook(node, flags, emitter);
    case 'branch':
      return `(?:${node.choices.map((choice) => emitSequence(choice, flags, emitter)).join('|')})`;
    case 'conditional':
      throw new Error('a conditional group has no translation');
  }
}

/** JavaScript's own `m` flag is no use: its lines also end at \r, U+2028 and U+2029. */
function emitAnchor(at: Anchor, flags: Flags): string {
  const word = `[${categorySource('word', flags)}]`;
  switch (at) {
    case 'string-start':
      return '^';
    case 'string-end':
      return '$';
    case 'start':
      return hasFlag(flags, FLAG.m) ? '(?:^|(?<=\\n))' : '^';
    case 'end':
      return hasFlag(flags, FLAG.m) ? '(?:$|(?=\\n))' : '(?=\\n?$)';
    case 'boundary':
      return `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`;
    case 'not-boundary': // never in an empty string, before Python 3.14
      return `(?!^$)(?:(?<=${word})(?=${word})|(?<!${word})(?!${word}))`;
  }
}

function emitGroup({ index, flags: change, body }: GroupNode, flags: Flags, emitter: Emitter): string {
  const source = emitSequence(body, changeFlags(flags, change), emitter);
  return index !== undefined && emitter.referenced.has(index) ? `(?<g${index}>${source})` : `(?:${source})`;
}

/**
 * Python matches a look-behind forwards, from as far back as it is wide; JavaScript matches it
 * backwards, which gives groups and references inside another meaning. So: go back, then look ahead.
 */
function emitLook({ behind, negated, body }: LookNode, flags: Flags, emitter: Emitter): string {
  const source = emitSequence(body, flags, emitter);
  const width = behind ? widthOf(body, emitter.groups).min : 0;
  if (width === 0) return `(?${negated ? '!' : '='}${source})`;
  return `(?<${negated ? '!' : '='}(?=${source})[\\s\\S]{${width}})`;
}

/** A look-ahead is never entered again, so what it took is fixed. */
function atomic(source: string, emitter: Emitter): string {
  emitter.atomicGroups++;
  const name = `a${emitter.atomicGroups}`;
  return `(?:(?=(?<${name}>${source}))\\k<${name}>)`;
}

/**
 * In `X{2,3}+` CPython fixes each round on its own, which its documentation does not say:
 * `re.search('^(?:a|ab){2}+', 'aba')` finds nothing, unlike `^(?>(?:a|ab){2})`.
 */
function emitRepeat(node: RepeatNode, flags: Flags, emitter: Emitter): string {
  const isPossessive = node.mode === 'possessive';
  const body = emitSequence(node.body, flags, emitter);
  const count = countSource(node);
  if (isOneCode(node.body)) return isPossessive ? atomic(body + count, emitter) : body + count;
  return isPossessive ? atomic(atomic(body, emitter) + count, emitter) : `(?:${body})${count}`;
}

function isOneCode(body: PatternNodes): boolean {
  const kind = body.length === 1 ? body[0]?.kind : undefined;
  return kind === 'literal' || kind === 'any' || kind === 'set';
}

function countSource({ min, max, mode }: RepeatNode): string {
  const count = `{${min},${max > GREATEST_LIMIT ? '' : max}}`;
  return mode === 'lazy' ? `${count}?` : count;
}

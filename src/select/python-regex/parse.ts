import { FLAG, hasFlag, isPlainGroup, literalNode, type PatternNodes } from './ast.ts';
import { joinChoices } from './branch.ts';
import { readEscape } from './escape.ts';
import { readGroup } from './group.ts';
import { readRepeat } from './repeat.ts';
import { readSet } from './set.ts';
import { type PatternSource, unsupported } from './source.ts';
import { ParserState, type Sequence } from './state.ts';

// Far above any pattern written by hand, far below what could fill the stack: the parser, the checks
// and V8's own parser all go one level deeper for each group.
const MAX_DEPTH = 200;

const VERBOSE_BLANK = /^[ \t\n\r\v\f]$/;
const REPEAT_SIGN = /^[*+?{]$/;

/** Parses a whole pattern; throws PatternError where CPython's re._parser.parse raises. */
export function parsePattern(pattern: string): { readonly nodes: PatternNodes; readonly state: ParserState } {
  const state = new ParserState(pattern, { choices: parseChoices, sequence: parseSequence });
  const nodes = parseChoices(state, false, 0);
  checkWholePattern(state);
  return { nodes, state };
}

function checkWholePattern({ source, flags, conditionalPositions, groupWidths }: ParserState): void {
  if (flags & FLAG.a && flags & FLAG.u) throw source.plainError('ASCII and UNICODE flags are incompatible');
  if (source.next !== undefined) throw source.error('unbalanced parenthesis');
  for (const [group, position] of conditionalPositions) {
    if (group >= groupWidths.length) throw source.errorAt(`invalid group reference ${group}`, position);
  }
}

/** `a|b|c`, up to the closing bracket or the end. */
function parseChoices(state: ParserState, verbose: boolean, depth: number): PatternNodes {
  const choices: PatternNodes[] = [];
  let isVerbose = verbose;
  do {
    const isFirst = depth === 0 && choices.length === 0;
    choices.push(parseSequence(state, { nodes: [], verbose: isVerbose, depth, isFirst }));
    if (depth === 0) isVerbose = hasFlag(state.flags, FLAG.x); // (?x) holds from the first `|` on, too
  } while (state.source.match('|'));
  return joinChoices(choices);
}

/** One choice: up to `|`, the closing bracket or the end. */
function parseSequence(state: ParserState, sequence: Sequence): PatternNodes {
  if (sequence.depth > MAX_DEPTH) throw unsupported(`nesting deeper than ${MAX_DEPTH} groups`);
  const { source } = state;
  while (source.next !== undefined && source.next !== '|' && source.next !== ')') {
    const token = source.takeOr('');
    if (sequence.verbose && skipVerbose(source, token)) continue;
    parseItem(state, sequence, token);
  }
  return sequence.nodes.flatMap((node) => (isPlainGroup(node) ? node.body : [node]));
}

function parseItem(state: ParserState, sequence: Sequence, token: string): void {
  const { nodes } = sequence;
  if (token.startsWith('\\')) nodes.push(readEscape(state, token));
  else if (REPEAT_SIGN.test(token)) readRepeat(state.source, token, nodes);
  else if (token === '(') readGroup(state, sequence);
  else if (token === '[') nodes.push(readSet(state));
  else if (token === '.') nodes.push({ kind: 'any' });
  else if (token === '^') nodes.push({ kind: 'anchor', at: 'start' });
  else if (token === '$') nodes.push({ kind: 'anchor', at: 'end' });
  else nodes.push(literalNode(token.codePointAt(0)!));
}

function skipVerbose(source: PatternSource, token: string): boolean {
  if (VERBOSE_BLANK.test(token)) return true;
  if (token !== '#') return false;
  // A backslash and a line feed are one token, so that line feed does not end the comment: as in CPython.
  for (let skipped = source.take(); skipped !== undefined && skipped !== '\n'; ) skipped = source.take();
  return true;
}

import { type PatternNode, type PatternNodes, type SetItem, UNLIMITED } from '../../select/python-regex/ast.ts';
import { parsePattern } from '../../select/python-regex/parse.ts';

/**
 * How the ways in which a pattern can match a text grow with its length: with a power where several repetitions in a row
 * take the same characters, and by a factor for each character where the rounds of a repeated group can begin anywhere.
 * `greedy`: many `.*`, of which each first runs to the end of the line and comes back, or `\s+$`, for which a search begins
 * anew at each blank of a run that ends elsewhere.
 */
export type RegexWays = 'few' | 'greedy' | 'powers' | 'doubling';

/** A pattern of Python; one that the parser refuses has few ways. */
export function regexWays(pattern: string): RegexWays {
  const nodes = parsed(pattern);
  if (CHARS.some((char) => doublesIn(nodes, char))) return 'doubling';
  const row = Math.max(...CHARS.map((char) => longestRow(nodes, char)));
  if (row >= ROW) return 'powers';
  // of two in a row the second is tried from each place to which the first comes back
  const runs = runsToEnd(nodes) + Number(row > 1);
  return runs >= MANY_RUNS || areBlanksAtEnd(nodes) ? 'greedy' : 'few';
}

/** `\s+$`, also as a choice of `^\s+|\s+$` */
function areBlanksAtEnd([blanks, end]: PatternNodes): boolean {
  if (blanks?.kind !== 'repeat') return blanks !== undefined && sequencesIn(blanks).some(areBlanksAtEnd);
  const isAtEnd = end?.kind === 'anchor' && end.at.endsWith('end');
  return isAtEnd && blanks.max === UNLIMITED && waysOfNode(blanks, BLANK) > 1 && waysOfNode(blanks, LETTER) === 0;
}

const BLANK = 32;
const LETTER = 97;

const MANY_RUNS = 4;

/** How many `.*` and `.+` of a sequence have something behind them. */
function runsToEnd(nodes: PatternNodes): number {
  const flat = nodes.flatMap((one) => (one.kind === 'group' ? one.body : [one]));
  return flat.slice(0, -1).filter(isGreedyDot).length;
}

function isGreedyDot(node: PatternNode): boolean {
  return node.kind === 'repeat' && node.mode === 'greedy' && node.max === UNLIMITED && node.body[0]?.kind === 'any';
}

function parsed(pattern: string): PatternNodes {
  try {
    return parsePattern(pattern).nodes;
  } catch {
    return [];
  }
}

/** One of each kind of character that patterns tell apart. */
const CHARS: readonly number[] = [...'abcxyzABXZ019_ \t.,;:-+*/=@#!?%&|<>()[]{}\'"\\~'].map((char) =>
  char.charCodeAt(0),
);

/** So many repetitions of the same make a third power of the length. */
const ROW = 3;

/** Whether a group that is repeated can cut a row of one character into rounds in more than one way. */
function doublesIn(nodes: PatternNodes, char: number): boolean {
  return nodes.some((node) => {
    if (node.kind === 'atomic' || node.kind === 'look') return false;
    const isOpen = node.kind === 'repeat' && node.max === UNLIMITED && node.mode !== 'possessive';
    if (isOpen && !isSingle(node.body) && waysOf(node.body, char) > 1) return true;
    return sequencesIn(node).some((inner) => doublesIn(inner, char));
  });
}

/** `[a-z]+`, where a round is one character. */
function isSingle([only, ...others]: PatternNodes): boolean {
  return only !== undefined && others.length === 0 && sequencesIn(only).length === 0;
}

function sequencesIn(node: PatternNode): readonly PatternNodes[] {
  if (node.kind === 'branch') return node.choices;
  return node.kind === 'repeat' || node.kind === 'group' ? [node.body] : [];
}

/** In how many ways, of which no more than two are told apart, a sequence takes a row of one character; 0 if it cannot. */
function waysOf(nodes: PatternNodes, char: number): number {
  const taking = nodes.filter((node) => waysOfNode(node, char) > 0);
  const isAll = nodes.every((node) => isOptional(node) || waysOfNode(node, char) > 0);
  if (!isAll || taking.length === 0) return 0;
  return taking.some((node) => isOptional(node) || waysOfNode(node, char) > 1) &&
    (taking.length > 1 || waysOfNode(taking[0]!, char) > 1)
    ? 2
    : 1;
}

function waysOfNode(node: PatternNode, char: number): number {
  switch (node.kind) {
    case 'literal':
      return Number((node.code === char) !== node.negated);
    case 'any':
      return 1;
    case 'set':
      return Number(node.items.some((item) => isIn(char, item)) !== node.negated);
    case 'group':
      return waysOf(node.body, char);
    case 'branch':
      return node.choices.reduce((ways, choice) => ways + waysOf(choice, char), 0);
    case 'repeat': {
      const ways = waysOf(node.body, char);
      return ways > 0 && node.max > node.min && node.max > 1 && node.mode !== 'possessive' ? 2 : Math.min(1, ways);
    }
    case 'atomic':
      return Math.min(1, waysOf(node.body, char));
    default:
      return 0;
  }
}

function isIn(char: number, item: SetItem): boolean {
  if (item.kind === 'literal') return item.code === char;
  if (item.kind === 'range') return item.low <= char && char <= item.high;
  const isNot = item.category.startsWith('not-');
  return (
    OF_CATEGORY[isNot ? item.category.slice('not-'.length) : item.category]?.test(String.fromCharCode(char)) !== isNot
  );
}

const OF_CATEGORY: Readonly<Record<string, RegExp>> = { digit: /\d/, space: /\s/, word: /\w/ };

/** Whether it may take nothing. */
function isOptional(node: PatternNode): boolean {
  if (node.kind === 'anchor' || node.kind === 'look' || node.kind === 'reference') return true;
  if (node.kind === 'repeat') return node.min === 0 || node.body.every(isOptional);
  if (node.kind === 'group' || node.kind === 'atomic') return node.body.every(isOptional);
  return node.kind === 'branch' && node.choices.some((choice) => choice.every(isOptional));
}

/** How many repetitions without end follow one another that all take the same character, and all that is between them too. */
function longestRow(nodes: PatternNodes, char: number): number {
  let row = 0;
  let longest = 0;
  for (const node of nodes.flatMap((one) => (one.kind === 'group' ? one.body : [one]))) {
    const takes = waysOfNode(node, char) > 0;
    if (takes) row += node.kind === 'repeat' && node.max === UNLIMITED && node.mode !== 'possessive' ? 1 : 0;
    else if (!isOptional(node)) row = 0;
    longest = Math.max(longest, row, ...sequencesIn(node).map((inner) => longestRow(inner, char)));
  }
  return longest;
}

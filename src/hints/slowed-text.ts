import type { FunctionIndex } from '../profile/function-keys.ts';
import type { Seconds } from '../profile/profile-table.ts';
import { type Expression, lineOf } from '../source/syntax.ts';
import { oncePer } from '../text/lazily.ts';
import { type Accumulation, accumulations, loopThatBegins } from './code/loops/accumulation.ts';
import { asJoinedPieces, isGrowingInPlace, isGrowingText } from './code/loops/growing-text.ts';
import type { CodeNode, FrameCode } from './code/module-code.ts';
import { sourceText } from './code/source-text.ts';
import { kindOf } from './code/values/value-kind.ts';
import type { FrameEvidence, ProfileFacts } from './evidence/frame-evidence.ts';
import { type OwnTime, ownTime } from './evidence/own-time.ts';
import { passesOf } from './evidence/passes.ts';
import { SHARES } from './level-of-share.ts';
import type { Fix } from './rule.ts';
import { possibleMinors } from './unprofiled/possible-pythons.ts';

/** A local text that grows in place without the profiler, and is copied at each step with it. */
export type SlowedText = {
  /** As the profile has it. */
  readonly file: string;
  readonly line: number;
  readonly qualname: string;
  readonly functionLine: number;
  readonly row: FunctionIndex;
  /** The own time of the function that its steps do not explain. */
  readonly seconds: Seconds;
  readonly share: number;
  /** Whether the profile says that Python 3.11 made it. */
  readonly isPythonTold: boolean;
  /** In the program's own words. */
  readonly found: string;
  readonly fix: Fix;
};

/**
 * `text += line` of a local text is quadratic in the number of pieces on Python 3.11 while a profiler runs, for the instruction
 * that makes the text longer where it lies (BINARY_OP_INPLACE_ADD_UNICODE) is a specialised one, and 3.11 runs none of
 * those then. Measured with pieces of 31 characters, without and with cProfile: 2,000 pieces 0.1 and 1.3 ms on 3.11.7,
 * 20,000 pieces 1.7 and 256 ms; on 3.10.13, 3.12.1 and 3.13.0 20,000 take 1.3 to 2.0 ms in both.
 */
const SLOWED = 11;

/** From there on the copying is most of it: some 2,000 pieces. */
const LEAST_PER_TEXT: Seconds = 1e-3;

/**
 * Where the profile does not say its Python, only what hardly anything else explains. If nothing counts the passes either, a
 * text of another Python would have to be of millions of pieces.
 */
const UNTOLD = { share: 0.3, perText: 2e-2, ofUncounted: 0.5 } as const;

/** A pass must take so many times what its steps would usually take; a busy machine may take three times as long for all of them. */
const SUSPICIOUS = 2.5;
const SUSPICIOUS_UNTOLD = 5;

/** Copying is own time: a function with less of it has no such text. */
export function mayBeSlowed(row: FunctionIndex, { table, total, python }: ProfileFacts): boolean {
  return (python === null || python === SLOWED) && table.tottime[row]! >= SHARES.told * total;
}

/** The seconds that are the profiler's own, by row. */
export function slowedSeconds(texts: readonly SlowedText[]): ReadonlyMap<FunctionIndex, Seconds> {
  return new Map(texts.map(({ row, seconds }) => [row, seconds]));
}

/** The texts of one frame, told by its source and its own time. */
export function slowedTexts(evidence: FrameEvidence, file: string): readonly SlowedText[] {
  const { python, code, table } = evidence;
  if (python !== null && python !== SLOWED) return [];
  if (python === null && !isPossible(evidence)) return [];
  const [first, ...others] = accumulations(code).filter((found) => isSlowed(found, evidence));
  if (first === undefined) return [];
  const { qualname, firstLine } = code.scope;
  const seconds = copyingTime(ownTime(first.code, evidence));
  const text = 'Collect the pieces in a list and join them once: that is fast with the profiler and without it.';
  return [
    {
      file,
      line: lineOf(first.code.node),
      qualname,
      functionLine: firstLine,
      row: evidence.row,
      seconds,
      share: evidence.total > 0 ? seconds / evidence.total : 0,
      isPythonTold: python !== null && table.kind === 'traced',
      found: sourceText(first.code.node, code),
      fix: others.length === 0 ? { text, ...asJoinedPieces(first, code) } : { text },
    },
  ];
}

/** What the steps of the function explain is not the copying's, as far as they can be counted. */
function copyingTime({ passes, seconds, unexplained }: OwnTime): Seconds {
  return passes === undefined ? seconds : unexplained;
}

function isPossible({ table, unprofiled }: FrameEvidence): boolean {
  const isTold = unprofiled.kind === 'untold' && unprofiled.why !== 'python';
  const { from, to } = possibleMinors(table);
  return !isTold && from <= SLOWED && to >= SLOWED;
}

function isSlowed(found: Accumulation, evidence: FrameEvidence): boolean {
  const { code, name } = found;
  if (!isGrowingText(found, evidence.code) || !isGrowingInPlace(found)) return false;
  const own = ownTime(code, evidence);
  const begun = loopThatBegins(name, code);
  const texts = begun === undefined ? evidence.ncalls : passesOf(begun, evidence)?.least;
  if (own.hasRivals || texts === undefined || hasLongSteps(evidence)) return false;
  const copying = copyingTime(own);
  const suspicious = evidence.python === null ? SUSPICIOUS_UNTOLD : SUSPICIOUS;
  const isSmall = own.perPass !== undefined && own.perPass < own.expectedPerPass * suspicious;
  const isClear = own.passes === undefined || copying > own.explained; // else it may be that the steps are dear ones
  const perText = copying / Math.max(1, texts);
  const least = leastCopying(evidence, own);
  return !isSmall && isClear && copying >= least.share * evidence.total && perText >= least.perText * evidence.pace;
}

const hasLongSteps = oncePer(({ code }: FrameEvidence): boolean => code.nodes.some(mayTakeAsLong));

/** A search through what is no set or dict, a copy of a part or a whole, and products of what may be long: all of it own time. */
function mayTakeAsLong({ node, frame }: CodeNode): boolean {
  switch (node.nodeType) {
    case 'Compare':
      return node.ops.some(({ nodeType }, at) => MEMBERSHIP.test(nodeType) && !isQuick(node.comparators[at], frame));
    case 'Subscript':
      return node.slice.nodeType === 'Slice' && node.slice.upper?.nodeType !== 'Constant';
    case 'Starred':
      return true;
    case 'BinOp':
      return node.op.nodeType === 'Mult' && !/Constant/.test(`${node.left.nodeType}${node.right.nodeType}`);
    default:
      return false;
  }
}

const MEMBERSHIP = /^(Not)?In$/;

function isQuick(searched: Expression | undefined, frame: FrameCode): boolean {
  return (
    searched === undefined ||
    /^(Tuple|Set|Dict|Constant)$/.test(searched.nodeType) ||
    HASHED.test(kindOf(searched, frame))
  );
}

const HASHED = /^(dict|set)$/;

function leastCopying({ python }: FrameEvidence, { passes }: OwnTime): { share: number; perText: Seconds } {
  if (python !== null) return { share: SHARES.told, perText: LEAST_PER_TEXT };
  return { share: UNTOLD.share, perText: passes === undefined ? UNTOLD.ofUncounted : UNTOLD.perText };
}

import type { NodeOf, SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { freeName } from '../code/free-name.ts';
import { isInEachPass, isThereBefore } from '../code/loops/there-before.ts';
import { type CodeNode, type FrameCode, type LoopNode, nodesInLoop, nodesOf } from '../code/module-code.ts';
import { calledName, resolve } from '../code/names.ts';
import { namesIn } from '../code/names-in.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { driftOf } from '../code/steady/drift.ts';
import { isInvariantIn } from '../code/steady/invariance.ts';
import { kindOf } from '../code/values/value-kind.ts';
import { NOT_MEASURED, type Practice, type PracticeSite } from '../practice.ts';
import type { Fix, Site } from '../rule.ts';
import { reCompile } from '../rules/re-compile.ts';
import { figureInLoop } from './as-measured.ts';

/** What is the same in each pass of a loop and worked out in each: a regex by its text, a cheap call. */
export const evaluation: Practice = {
  id: 'evaluation',
  title: 'the same evaluation in each pass of a loop',
  article: 'evaluations-outside-loop',
  isOfEachRun: true,
  match: (frame) => [...reCompile.match(frame).map(regexSite), ...callSites(frame)],
};

function regexSite({ code, subject, variant, fix }: Site): PracticeSite {
  const figure = REGEX_CASES.get(variant ?? '') ?? NOT_MEASURED;
  return { code, subject, ...figureInLoop(figure, code), fix: fix ?? { text: reCompile.fix } };
}

/** By function of re: one that finds at once what it looks for, where a text of a few words has it. */
const REGEX_CASES: ReadonlyMap<string, string> = new Map([
  ['compile', 're-compile/compile'],
  ...['match', 'fullmatch', 'search'].map((name) => [name, 're-compile/module'] as const),
]);

/** By called name. What others take is another part of such a loop. */
const CASES: ReadonlyMap<string, string> = new Map([
  ['.lower', 'lower'],
  ['.upper', 'lower'],
  ['.strip', 'strip'],
  ['.lstrip', 'strip'],
  ['.rstrip', 'strip'],
  ['int', 'int'],
  ['len', 'len'],
]);

function caseOf({ node, frame }: CodeNode<NodeOf<'Call'>>): string {
  const asked = node.func.nodeType === 'Attribute' ? node.func.value : node.args[0];
  const isPlain = asked?.nodeType === 'Name' || asked?.nodeType === 'Constant';
  const measured = isPlain ? CASES.get(calledName(node, frame)) : undefined;
  return measured === undefined ? NOT_MEASURED : `practice-evaluations/${measured}`;
}

/** Calls that give the same for the same arguments, and that are about as cheap as the one that was measured. */
const CHEAP: ReadonlySet<string> = new Set(
  '.lower .upper .strip .lstrip .rstrip .replace .encode .decode str int float abs round min max'.split(' '),
);

function callSites(frame: FrameCode): readonly PracticeSite[] {
  return nodesOf(frame, 'Call')
    .filter((code) => isSameEachTime(code, frame))
    .map((code) => ({
      code,
      subject: shortText(code.node, frame),
      ...figureInLoop(caseOf(code), code),
      fix: fixOf(code, frame),
    }));
}

function isSameEachTime(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const innermost = code.loops.at(-1);
  const isLength = isLengthAsked(code, innermost);
  if (innermost === undefined || !(isLength || CHEAP.has(calledName(code.node, frame)))) return false;
  if (!isInvariantIn(code.node, innermost, frame) || !isInEachPass(code)) return false;
  const names = [...namesIn(code.node)].filter((name) => resolve(name, frame).length > 0);
  return names.every((name) => isThereBefore(name, code)) && isLeftAlone(code, innermost, isLength);
}

/** `while at < len(rows):`, which is asked before each pass. */
function isLengthAsked({ node, parent, frame }: CodeNode<NodeOf<'Call'>>, loop: LoopNode | undefined): boolean {
  if (loop?.nodeType !== 'While' || parent === null || calledName(node, frame) !== 'len') return false;
  return parent.node === loop.test && parent.node.nodeType === 'Compare';
}

/** What the loop calls may change what it has a name for, if that can be changed: an attribute, a list. */
function isLeftAlone(code: CodeNode<NodeOf<'Call'>>, loop: LoopNode, isLength: boolean): boolean {
  const { node, frame } = code;
  const [list] = node.args;
  if (isLength) return list !== undefined && driftOf(list, code, loop) === 'none';
  const parts = [...walkSyntax(node)];
  const isSettled = parts.every(
    (part) =>
      part.nodeType === 'Constant' ||
      CALLED.has(part.nodeType) ||
      (part.nodeType === 'Attribute' && CHEAP.has(`.${part.attr}`)) ||
      (part.nodeType === 'Name' && (SETTLED.has(kindOf(part, frame)) || isReceiver(part, node))),
  );
  if (isSettled) return true;
  const own = new Set<SyntaxNode>(parts);
  const others = nodesInLoop(loop, frame).filter((one) => !own.has(one.node));
  return others.every(({ node: other }) =>
    other.nodeType === 'Call' ? CHEAP.has(calledName(other, frame)) : !GIVING_TURNS.test(other.nodeType),
  );
}

const GIVING_TURNS = /^(Yield|A(wait|sync))/;

const CALLED: ReadonlySet<string> = new Set(['Call', 'Keyword', 'BinOp', 'UnaryOp']);

const SETTLED: ReadonlySet<string> = new Set(['str', 'bytes', 'number', 'tuple']);

/** What has `lower()` and its kin is a text, and no text changes. */
function isReceiver(part: NodeOf<'Name'>, { func }: NodeOf<'Call'>): boolean {
  return (func.nodeType === 'Attribute' && func.value === part) || func === part;
}

/** They fail for some values, and the loop may never have run. */
const FAILING: ReadonlySet<string> = new Set('int float abs round min max .encode .decode'.split(' '));

function fixOf({ node }: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Fix {
  const before = sourceText(node, frame);
  if (FAILING.has(calledName(node, frame))) {
    return { text: 'Work it out once, before the loop; there it may fail though the loop has nothing to walk.' };
  }
  const name = freeName([before.replace(/\W+/g, '_').replace(/^_|_$/g, '')], frame);
  const text = 'Work it out once, before the loop.';
  const isOne = name !== undefined && before.length < LONGEST_NAME && !/['"]\W*['"]/.test(before);
  return isOne ? { text, before, after: `${name} = ${before}  # before the loop\n${name}` } : { text };
}

/** Longer ones are no names. */
const LONGEST_NAME = 40;

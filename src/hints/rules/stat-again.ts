import { type Expression, isFunctionNode, lineOf, type NodeOf, type SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { writeCount } from '../amounts.ts';
import { knowsPathlib } from '../code/knows-pathlib.ts';
import { type CodeNode, type FrameCode, groupBy, iterablesOf, type LoopNode, nodesOf } from '../code/module-code.ts';
import { bindingsOf, calledName } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { isSameInEveryCall } from '../code/steady/invariance.ts';
import { argumentsFor } from '../code/values/call-arguments.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { timesCalled } from '../evidence/times-called.ts';
import { SHARES } from '../level-of-share.ts';
import { doubtedWhereOthersRun } from '../others-between.ts';
import { type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { weighAllCalls } from '../weigh-all-calls.ts';

const QUESTIONS = ['exists', 'isfile', 'isdir', 'islink', 'getsize', 'getmtime'];

/** os.path's are functions of two modules, and `os.stat` is one in C. */
const CALLEES = [
  ...QUESTIONS.flatMap((name) => [`genericpath.${name}`, `posixpath.${name}`, `ntpath.${name}`]),
  'os.stat',
  'os.lstat',
  ...['exists', 'is_file', 'is_dir', 'is_symlink', 'stat', 'lstat'].map((name) => `pathlib.${name}`),
];

const NAMES: ReadonlySet<string> = new Set([...QUESTIONS.map((name) => `os.path.${name}`), 'os.stat', 'os.lstat']);

/** Of a path, in a file that knows pathlib. */
const METHODS: ReadonlySet<string> = new Set(['.exists', '.is_file', '.is_dir', '.is_symlink', '.stat', '.lstat']);

/** What a directory's entry knows without asking again. */
const KNOWN_TO_ENTRY: ReadonlySet<string> = new Set([
  'os.path.isfile',
  'os.path.isdir',
  'os.path.islink',
  '.is_file',
  '.is_dir',
]);

const LISTS: ReadonlySet<string> = new Set(['os.listdir', '.iterdir']);

/**
 * The file system asked again for what is already known
 *
 * ## What it finds
 *
 * More than one of `os.path.exists(path)`, `isfile(path)`, `getsize(path)`, `os.stat(path)` and the like for one path in one
 * function (also of a `Path`), `isfile` or `isdir` for the names that `os.listdir` gave, and a question for each of the same
 * paths in a function that is called again and again, where the calls take a good part of the time.
 *
 * ## Why it costs
 *
 * Each is a call of the system that looks up the path from its beginning, and makes an object of ten numbers for one of them.
 *
 * ## Example
 *
 *     for name in os.listdir(folder):
 *         path = os.path.join(folder, name)
 *         if os.path.exists(path) and os.path.isfile(path):
 *             total += os.path.getsize(path)
 *
 * ## Instead
 *
 *     for entry in os.scandir(folder):
 *         if entry.is_file():
 *             total += entry.stat().st_size
 *
 * For a single path: `os.stat(path)` once, in a `try`, and all answers from its result.
 *
 * ## When it does not matter
 *
 * For some hundred files. Between two questions the file may have changed; one answer is at least of one moment.
 */
export const statAgain: HintRule = {
  id: 'stat-again',
  title: 'the file system asked again for what is already known',
  article: 'evaluations-outside-loop',
  priority: 2,
  fix: 'Ask once (os.stat, in a try), or walk os.scandir, whose entries know what they are.',
  callees: CALLEES,
  time: 'callees',
  match: (frame) => siteOf(frame),
  weigh: doubtedWhereOthersRun(weigh, ({ variant }) => variant === 'walked'),
};

type Asked = CodeNode<NodeOf<'Call'>>;

/** One place for a function: the first question that was asked before, or that scandir would have answered. */
function siteOf(frame: FrameCode): readonly Site[] {
  const calls = nodesOf(frame, 'Call').filter(({ node }) => isQuestion(node, frame));
  const byPath = groupBy(calls, (call) => [pathText(call, frame)]);
  const again = [...byPath.values()].find((asked) => asked.length > 1) ?? [];
  const lists = nodesOf(frame, 'Call').filter(({ node }) => LISTS.has(calledName(node, frame)));
  const inLoop = calls.find(({ node, loops }) => loops.length > 0 && KNOWN_TO_ENTRY.has(calledName(node, frame)));
  const best = again[0] ?? (lists.length > 0 ? inLoop : undefined);
  if (best !== undefined) return [siteOfAll(best, byPath.get(pathText(best, frame)) ?? [best], lists, frame)];
  const [each] = calls.filter((call) => walkersOf(call, frame).length > 0);
  return each === undefined ? [] : [{ code: each, subject: shortText(each.node, frame), variant: 'walked' }];
}

/** With the lines of all that is asked of the path, and of what lists its folder. */
function siteOfAll(
  code: Asked,
  alike: readonly Asked[],
  lists: readonly CodeNode<NodeOf<'Call'>>[],
  frame: FrameCode,
): Site {
  const listed = lists.filter(({ node }) => code.loops.some((loop) => walksIt(loop, node, frame)));
  const lines = [...new Set([...listed, ...alike].map(({ node }) => lineOf(node)))].sort((a, b) => a - b);
  const site = { code, subject: shortText(code.node, frame), lines };
  return listed.length > 0 ? { ...site, fix: { text: SCANNED } } : site;
}

const SCANNED =
  'Walk os.scandir in place of the names: is_dir(), is_file() and is_symlink() of its entries seldom ask the system, and stat() asks once.';

/** `for name in sorted(os.listdir(folder))`, also by a name of its own. */
function walksIt(loop: LoopNode, list: NodeOf<'Call'>, frame: FrameCode): boolean {
  return iterablesOf(loop).some((walked) => [...walkSyntax(walked)].some((node) => isOrHolds(node, list, frame)));
}

function isOrHolds(node: SyntaxNode, list: NodeOf<'Call'>, frame: FrameCode): boolean {
  if (node.nodeType !== 'Name') return node === list;
  return bindingsOf(node.id, frame).some(
    ({ binding: { kind, value } }) => kind === 'assignment' && value !== null && [...walkSyntax(value)].includes(list),
  );
}

function isQuestion(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  const name = calledName(call, frame);
  return NAMES.has(name) || (METHODS.has(name) && knowsPathlib(frame.module));
}

function pathOf({ node }: Asked, frame: FrameCode): Expression | undefined {
  const isMethod = METHODS.has(calledName(node, frame)) && node.func.nodeType === 'Attribute';
  return isMethod && node.func.nodeType === 'Attribute' ? node.func.value : node.args[0];
}

function pathText(call: Asked, frame: FrameCode): string {
  const path = pathOf(call, frame);
  return path === undefined ? '' : sourceText(path, frame);
}

/**
 * The functions that walk the same table of paths in each of their calls, and ask for each: the one in which the question
 * stands, or those that give its argument.
 */
function walkersOf(call: Asked, frame: FrameCode): readonly FrameCode[] {
  const path = pathOf(call, frame);
  if (path?.nodeType !== 'Name') return [];
  if (isItemOfSame(path.id, frame)) return [frame];
  const given = argumentsFor(path.id, frame);
  return given.flatMap(({ value, frame: at }) => (value.nodeType === 'Name' && isItemOfSame(value.id, at) ? [at] : []));
}

/** `path` of `for path in self.files`, where nothing but `__init__` binds the files. */
function isItemOfSame(name: string, frame: FrameCode): boolean {
  const bound = bindingsOf(name, frame);
  return (
    bound.length > 0 &&
    bound.every(
      ({ binding: { kind, value } }) =>
        kind === 'loop' && value !== null && isSameInEveryCall(value, frame) && isFunctionNode(frame.node),
    )
  );
}

const OFTEN = 5;

/** A table of paths that is walked a few times may have been changed on the disk; one that is walked often is asked again. */
function weigh(site: Site, evidence: FrameEvidence): Verdict {
  const { node } = site.code;
  if (site.variant === 'walked' && node.nodeType === 'Call') {
    const walkers = walkersOf({ ...site.code, node }, evidence.code);
    const runs = Math.max(0, ...walkers.map((walker) => timesCalled(walker, evidence)));
    if (runs < OFTEN) return refused(`the same paths are walked ${writeCount(runs)} times: not again and again`);
  }
  return weighAllCalls(site, evidence, {
    callees: CALLEES,
    leastCalls: 200,
    leastShare: SHARES.suspicious,
    gain: 'stat-again',
    basis: 'one question for each file is left',
    words: { few: 'questions', share: 'the questions', line: (from) => `questions to the system from ${from}` },
  });
}

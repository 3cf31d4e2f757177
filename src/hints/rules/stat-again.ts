import type { NodeOf } from '../../source/syntax.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import type { HintRule, Site } from '../rule.ts';
import { weighAllCalls } from '../weigh-all-calls.ts';

const QUESTIONS = ['exists', 'isfile', 'isdir', 'islink', 'getsize', 'getmtime'];

/** os.path's are functions of two modules, and `os.stat` is one in C. */
const CALLEES = [
  ...QUESTIONS.flatMap((name) => [`genericpath.${name}`, `posixpath.${name}`, `ntpath.${name}`]),
  'os.stat',
  'os.lstat',
];

const NAMES: ReadonlySet<string> = new Set([...QUESTIONS.map((name) => `os.path.${name}`), 'os.stat', 'os.lstat']);

/** What a directory's entry knows without asking again. */
const KNOWN_TO_ENTRY: ReadonlySet<string> = new Set(['os.path.isfile', 'os.path.isdir', 'os.path.islink']);

/**
 * The system asked again for what it said before
 *
 * ## What it finds
 *
 * More than one of `os.path.exists(path)`, `isfile(path)`, `getsize(path)`, `os.stat(path)` and the like for one path in one
 * function, and `isfile` or `isdir` for the names that `os.listdir` gave, where the calls take a good part of the time.
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
  title: 'the system asked again for what it said before',
  article: 'evaluations-outside-loop',
  priority: 2,
  fix: 'Ask once (os.stat, in a try), or walk os.scandir, whose entries know what they are.',
  callees: CALLEES,
  match: (frame) => siteOf(frame),
  weigh: (site, evidence) =>
    weighAllCalls(site, evidence, {
      callees: CALLEES,
      leastCalls: 200,
      gain: 'stat-again',
      basis: 'one question for each file is left',
      words: { few: 'questions', share: 'the questions', line: (from) => `questions to the system from ${from}` },
    }),
};

type Asked = CodeNode<NodeOf<'Call'>>;

/** One place for a function: the first question that was asked before, or that scandir would have answered. */
function siteOf(frame: FrameCode): readonly Site[] {
  const calls = nodesOf(frame, 'Call').filter(({ node }) => NAMES.has(calledName(node, frame)));
  const byPath = new Map<string, Asked[]>();
  for (const call of calls) {
    const [path] = call.node.args;
    const text = path === undefined ? '' : sourceText(path, frame);
    byPath.set(text, [...(byPath.get(text) ?? []), call]);
  }
  const again = [...byPath.values()].find((asked) => asked.length > 1)?.[0];
  const lists = nodesOf(frame, 'Call').some(({ node }) => calledName(node, frame) === 'os.listdir');
  const inLoop = calls.find(({ node, loops }) => loops.length > 0 && KNOWN_TO_ENTRY.has(calledName(node, frame)));
  const best = again ?? (lists ? inLoop : undefined);
  return best === undefined ? [] : [{ code: best, subject: shortText(best.node, frame) }];
}

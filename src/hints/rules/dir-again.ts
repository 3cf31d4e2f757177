import type { Expression, NodeOf } from '../../source/syntax.ts';
import { knowsPathlib } from '../code/knows-pathlib.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { callsNamed, isSameInEveryCall, loopThatRepeats } from '../code/steady/invariance.ts';
import { argumentsFor } from '../code/values/call-arguments.ts';
import { doubtedWhereOthersRun } from '../others-between.ts';
import type { Fix, HintRule, Site } from '../rule.ts';
import { weighAllCalls } from '../weigh-all-calls.ts';

const FUNCTIONS = ['os.listdir', 'os.scandir', 'os.walk', 'glob.glob', 'glob.iglob'];

/** Of a path, in a file that knows pathlib. */
const METHODS = ['.iterdir', '.glob', '.rglob', '.walk'];

const NAMES: ReadonlySet<string> = new Set([...FUNCTIONS, ...METHODS]);

/** With the generators that they give back: whoever walks them resumes those. */
const CALLEES = [
  ...FUNCTIONS,
  ...METHODS.map((name) => `pathlib${name}`),
  ...[
    'nt.listdir',
    'nt.scandir',
    'os._walk',
    'glob._iglob',
    'pathlib._from_parsed_string',
    'pathlib._from_parsed_parts',
  ],
  ...['wildcard', 'recursive', 'recursive_step', 'exists', 'special'].map((step) => `glob.select_${step}`),
];

/** A listing that `sorted` walks is made in there. */
const WITH_SORT = [...CALLEES, 'sorted'];

/**
 * A directory listed again for each item
 *
 * ## What it finds
 *
 * `os.listdir`, `os.scandir`, `os.walk`, `glob.glob` and `iterdir`, `glob`, `rglob` and `walk` of a `Path`, in a loop where the directory is
 * the same each time, or in a function that is called again and again and lists one that stays the same. So is `sorted(folder.glob('*.jpg'))`. A loop that sleeps waits
 * for what others write: nothing is said of it.
 *
 * ## Why it costs
 *
 * The system reads the whole directory each time, and Python makes a `str` or a `Path` for each entry; a walk does so for each
 * directory below. Where the program itself adds the files, each listing is longer than the one before.
 *
 * ## Example
 *
 *     for title in titles:
 *         taken = [path.stem for path in folder.rglob('*.html')]
 *         if slug(title) not in taken:
 *             write(folder, slug(title))
 *
 * ## Instead
 *
 *     taken = {path.stem for path in folder.rglob('*.html')}
 *     for title in titles:
 *         if slug(title) not in taken:
 *             taken.add(slug(title))
 *             write(folder, slug(title))
 *
 * To ask for one name, `os.path.exists(path)` reads no directory.
 *
 * ## When it does not matter
 *
 * For some files. Where other programs write into the directory, a listing kept is one of the past.
 */
export const dirAgain: HintRule = {
  id: 'dir-again',
  title: 'a directory listed again for each item',
  article: 'evaluations-outside-loop',
  priority: 2,
  fix: 'List it once, and keep the names in a set to which the program adds what it writes itself.',
  callees: WITH_SORT,
  time: 'called',
  match: (frame) =>
    callsNamed(frame, NAMES)
      .flatMap((code) => siteOf(code, frame) ?? [])
      .slice(0, 1),
  weigh: doubtedWhereOthersRun((site, evidence) => {
    const isSorted = isSortedAlone(site.code);
    return weighAllCalls(site, evidence, {
      callees: isSorted ? WITH_SORT : CALLEES,
      leastCalls: 20,
      gain: 'dir-again',
      basis: 'one listing is left',
      words: {
        few: 'listings',
        share: 'the listings',
        line: (from) => `calls from ${from} that list${isSorted ? ' or sort' : ''} directories`,
      },
    });
  }),
};

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const directory = directoryOf(code.node, frame);
  if (directory === undefined || !staysSame(directory, code, frame) || isWaiting(frame)) return undefined;
  return { code, subject: shortText(code.node, frame), ...(isSortedAlone(code) ? { fix: KEPT_IN_ORDER } : {}) };
}

const KEPT_IN_ORDER: Fix = {
  text: 'List it once, and keep the sorted list: bisect.insort() puts in what the program writes itself.',
};

/** `sorted(folder.glob('*.jpg'))`: the entries are made in `sorted`, whose calls are those of this place alone. */
function isSortedAlone({ parent, frame }: CodeNode): boolean {
  const around = parent?.node;
  const sorts = callsNamed(frame, SORTS);
  return sorts.length === 1 && sorts[0]?.node === around;
}

const SORTS: ReadonlySet<string> = new Set(['sorted']);

function directoryOf(call: NodeOf<'Call'>, frame: FrameCode): Expression | undefined {
  if (!METHODS.includes(calledName(call, frame))) return call.args[0];
  return call.func.nodeType === 'Attribute' && knowsPathlib(frame.module) ? call.func.value : undefined;
}

/** What a caller gives may be another directory for each caller: then each has to give the same in a loop of its own. */
function staysSame(directory: Expression, code: CodeNode, frame: FrameCode): boolean {
  if (loopThatRepeats(directory, code) !== undefined) return true;
  if (!isSameInEveryCall(directory, frame)) return false;
  const given = directory.nodeType === 'Name' ? argumentsFor(directory.id, frame) : [];
  // '.' is another one after os.chdir
  return given.every(
    ({ value, call }) => value.nodeType === 'Name' && call !== null && loopThatRepeats(value, call) !== undefined,
  );
}

function isWaiting(frame: FrameCode): boolean {
  return callsNamed(frame, WAITING).length > 0;
}

const WAITING: ReadonlySet<string> = new Set(['time.sleep', 'asyncio.sleep']);

import type { Expression, NodeOf } from '../../source/syntax.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { calledName, fullName, resolve } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { callsNamed, isSameInEveryCall } from '../code/steady/invariance.ts';
import { argumentsFor } from '../code/values/call-arguments.ts';
import { sumCallsTo } from '../evidence/frame-evidence.ts';
import { levelOfShare, SHARES } from '../level-of-share.ts';
import { type HintRule, refused, type Site } from '../rule.ts';
import { isRepeated, NOT_REPEATED, weighEdge } from '../weigh.ts';

/** A class appears in a profile as its `__init__`. */
const CALLEES: ReadonlyMap<string, string> = new Map([
  ['subprocess.run', 'subprocess.run'],
  ['subprocess.call', 'subprocess.call'],
  ['subprocess.check_call', 'subprocess.check_call'],
  ['subprocess.check_output', 'subprocess.check_output'],
  ['subprocess.getoutput', 'subprocess.getoutput'],
  ['subprocess.Popen', 'subprocess.__init__'],
  ['os.system', 'os.system'],
  ['os.popen', 'os.popen'],
]);

const MATCHED: ReadonlySet<string> = new Set(CALLEES.keys());

/**
 * A process for each item
 *
 * ## What it finds
 *
 * `subprocess.run([...])` and its kin in a loop, or in a function that is called in one, where it is the same program each
 * time and starting it and waiting for it takes a good part of the time.
 *
 * ## Why it costs
 *
 * To start a process takes a millisecond and more (a Python twenty), however little it does; meanwhile this one waits.
 *
 * ## Example
 *
 *     for path in paths:
 *         subprocess.run(['gzip', path], check=True)
 *
 * ## Instead
 *
 *     subprocess.run(['gzip', *paths], check=True)
 *
 * Many programs take several files, or a list of them on standard input. What Python can do itself (`gzip`, `shutil`,
 * `pathlib`) needs no process. Where each item needs its own, let several run at once: a
 * `concurrent.futures.ThreadPoolExecutor` is enough, for the threads only wait.
 *
 * ## When it does not matter
 *
 * Where the work of each process is what takes the time, and cannot be shared. With one process for all, an error ends them
 * all; the length of a command line is bounded (128 KiB an argument, some MiB in all on Linux).
 */
export const subprocessLoop: HintRule = {
  id: 'subprocess-loop',
  title: 'a process for each item',
  article: 'evaluations-outside-loop',
  priority: 2,
  fix: 'Give one process many items, let Python do it itself, or run several at once.',
  callees: [...CALLEES.values()],
  time: 'called',
  match: (frame) => callsNamed(frame, MATCHED).flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) => {
    const isCalledOften = evidence.primitiveCalls >= LEAST_CALLS; // fewer than make a loop elsewhere: each is so dear
    if (!isCalledOften && !isRepeated(site.code, evidence)) return NOT_REPEATED;
    const called = site.variant ?? 'subprocess.run';
    const verdict = weighEdge(site, evidence, {
      callees: [CALLEES.get(called) ?? called],
      called,
      time: 'whole',
      leastCalls: LEAST_CALLS,
      gain: null,
      alsoCost: () => (isWaitedFor(called) ? sumCallsTo(evidence, WAITS).cumtime : 0),
      whatRemains: 'starting and waiting; how much of it goes depends on what the process itself does',
    });
    if (verdict.verdict === 'refused') return verdict;
    const level = levelOfShare(verdict.level, verdict.share, SHARES.sure);
    return level === undefined ? refused('the processes take little of the time') : { ...verdict, level };
  },
};

const LEAST_CALLS = 10;

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const command = code.node.args[0] ?? code.node.keywords.find(({ arg }) => arg === 'args')?.value;
  if (command === undefined || !isSameProgram(command, frame)) return undefined;
  return { code, subject: shortText(code.node, frame), variant: calledName(code.node, frame) };
}

/** Where the others wait, after it was started. */
const WAITS = ['subprocess.communicate', 'subprocess.wait', 'subprocess.__exit__', 'os.close', 'os.__exit__'];

function isWaitedFor(called: string): boolean {
  return called === 'subprocess.Popen' || called === 'os.popen';
}

const DEEPEST = 3;

/** `['git', 'log', name]`, `[*COMMAND, name]`, `'git log ' + name`, `[sys.executable, ...]`, an argument that is always one of them. */
function isSameProgram(command: Expression, frame: FrameCode, depth: number = 0): boolean {
  if (depth > DEEPEST) return false;
  if (command.nodeType === 'List' || command.nodeType === 'Tuple') {
    const [program] = command.elts;
    if (program?.nodeType === 'Starred') return isSameProgram(program.value, frame, depth + 1);
    return (
      program !== undefined && (fullName(program, frame) === 'sys.executable' || isSameInEveryCall(program, frame))
    );
  }
  if (command.nodeType === 'BinOp') return isSameProgram(command.left, frame, depth + 1);
  if (command.nodeType === 'JoinedStr') return command.values[0]?.nodeType === 'Constant';
  return isSameInEveryCall(command, frame) || isGivenSameProgram(command, frame, depth + 1);
}

function isGivenSameProgram(command: Expression, frame: FrameCode, depth: number): boolean {
  if (command.nodeType !== 'Name') return false;
  return resolve(command.id, frame).every(({ binding, frame: at }) => {
    if (binding.kind === 'assignment') return binding.value !== null && isSameProgram(binding.value, at, depth);
    if (binding.kind !== 'argument') return false;
    const given = argumentsFor(command.id, at);
    return given.length > 0 && given.every((one) => isSameProgram(one.value, one.frame, depth));
  });
}

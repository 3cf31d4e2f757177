import { type Expression, isFunctionNode } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { isHandedOn } from '../handed-on.ts';
import { isProperty } from '../method-meant.ts';
import { classAround, type FrameCode, type ModuleCode, methodsNamed, nodesOf } from '../module-code.ts';
import { calledName, classesOf, fullName } from '../names.ts';
import { isPureFrame, withCalled } from './pure-frame.ts';

/** They run what they are given, or what they were told to, while all else goes on. */
const STARTING =
  /^(threading\.(Thread|Timer)|_thread\.start_new_thread|asyncio\.to_thread|signal\.(signal|setitimer)|(concurrent\.futures\.|.*\.)?ThreadPool(Executor)?|(socketserver|http\.server)\.Threading\w+|\.(submit|run_in_executor|apply_async|call_soon_threadsafe|start_soon))$/;

/**
 * The functions of the file that other threads may run at any time, with all that they call: a profile counts no call of theirs.
 * Which of them are handed to a thread, by however many names and calls, is not told: where one is started it may be any that
 * is handed to somebody.
 */
export const framesBeside: (module: ModuleCode) => ReadonlySet<FrameCode> = oncePer(
  ({ frames }: ModuleCode): ReadonlySet<FrameCode> => {
    const threads = new Set(frames.filter(isThread));
    if (threads.size === 0 && !frames.some(isStarting)) return new Set();
    return new Set(frames.filter((frame) => mayBeStarted(frame, threads)).flatMap(withCalled));
  },
);

/** A method `submit` of the file is another. */
function isStarting(frame: FrameCode): boolean {
  return nodesOf(frame, 'Call').some(({ node }) => {
    const name = calledName(node, frame);
    return STARTING.test(name) && (!name.startsWith('.') || methodsNamed(name.slice(1), frame).length === 0);
  });
}

/** Handed to somebody itself, or with an object of its class. */
function mayBeStarted(frame: FrameCode, threads: ReadonlySet<FrameCode>): boolean {
  if (frame.node.nodeType === 'Lambda') return true;
  if (!isFunctionNode(frame.node) || isProperty(frame)) return false;
  const owner = classAround(frame);
  const isOfThread = owner !== null && (threads.has(owner) ? frame.scope.name === 'run' : isHandler(owner));
  return isOfThread || frame.scope.name === '__call__' || isHandedOn(frame);
}

function isThread(frame: FrameCode): boolean {
  return hasBase(/^threading\.(Thread|Timer)$/, frame);
}

/** A server makes an object of such for each request, each in a thread of its own. */
function isHandler(owner: FrameCode): boolean {
  return hasBase(/RequestHandler$/, owner);
}

/** Of a class, or of one that it is made of. */
function hasBase(name: RegExp, frame: FrameCode): boolean {
  return (
    frame.node.nodeType === 'ClassDef' &&
    classesOf(frame).some(({ node, parent }) => {
      const isOf = (base: Expression): boolean => name.test(fullName(base, parent!));
      return node.nodeType === 'ClassDef' && parent !== null && node.bases.some(isOf);
    })
  );
}

/** Whether another thread changes things while the file's loops go round. */
export const isChangedBeside: (module: ModuleCode) => boolean = oncePer((module: ModuleCode) =>
  [...framesBeside(module)].some((frame) => !isPureFrame(frame)),
);

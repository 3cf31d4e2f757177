import { type Expression, givenValues } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { framesGiven } from '../frames-given.ts';
import { type FrameCode, type ModuleCode, methodsOf, nodesOf } from '../module-code.ts';
import { calledName, fullName } from '../names.ts';
import { isPureFrame, withCalled } from './pure-frame.ts';

/** They run what they are given while all else goes on. */
const STARTING =
  /^(threading\.(Thread|Timer)|_thread\.start_new_thread|asyncio\.to_thread|signal\.(signal|setitimer)|\.(submit|run_in_executor|apply_async|call_soon_threadsafe|start_soon))$/;

/** The functions of the file that other threads may run at any time, with all that they call: a profile counts no call of theirs. */
export const framesBeside: (module: ModuleCode) => ReadonlySet<FrameCode> = oncePer(
  ({ frames }: ModuleCode): ReadonlySet<FrameCode> => {
    const started = frames.flatMap((frame) =>
      nodesOf(frame, 'Call').flatMap(({ node }) =>
        STARTING.test(calledName(node, frame)) ? givenValues(node).flatMap((value) => framesGiven(value, frame)) : [],
      ),
    );
    const runs = frames.flatMap((frame) =>
      isThread(frame) ? methodsOf(frame).filter(({ scope }) => scope.name === 'run') : [],
    );
    return new Set([...started, ...runs].flatMap(withCalled));
  },
);

function isThread({ node, parent }: FrameCode): boolean {
  const isOf = (base: Expression): boolean => fullName(base, parent!) === 'threading.Thread';
  return node.nodeType === 'ClassDef' && parent !== null && node.bases.some(isOf);
}

/** Whether another thread changes things while the file's loops go round. */
export const isChangedBeside: (module: ModuleCode) => boolean = oncePer((module: ModuleCode) =>
  [...framesBeside(module)].some((frame) => !isPureFrame(frame)),
);

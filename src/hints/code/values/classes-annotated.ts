import { lastName } from '../../../source/dotted-text.ts';
import type { Expression } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import type { FrameCode } from '../module-code.ts';
import { classBound } from './classes-called.ts';

/**
 * The classes of the file that an annotation names: `Job` of `list[Job]`, `'Job'` and `Optional["Job"]`. undefined where it
 * names others too, or what may be any.
 */
export function classesAnnotated(annotation: Expression, frame: FrameCode): readonly FrameCode[] | undefined {
  const names = [...walkSyntax(annotation)].flatMap((node) => {
    if (node.nodeType === 'Name') return [node.id];
    return node.nodeType === 'Constant' && typeof node.value === 'string' ? (node.value.match(/[\w.]+/g) ?? []) : [];
  });
  const found: FrameCode[] = [];
  for (const name of names) {
    const owner = classBound(name, frame);
    if (owner !== undefined && isOfProtocol(owner)) return undefined;
    if (owner !== undefined) found.push(owner);
    else if (!CONTAINERS.has(name.slice(name.lastIndexOf('.') + 1)) && !MODULES.has(name)) return undefined;
  }
  return found;
}

/** Objects of any class fit it. */
function isOfProtocol({ node }: FrameCode): boolean {
  return node.nodeType === 'ClassDef' && node.bases.some((base) => lastName(base) === 'Protocol');
}

/** What an annotation has around a class, and beside it. */
const CONTAINERS: ReadonlySet<string> = new Set(
  `list tuple set frozenset dict deque List Tuple Set FrozenSet Dict Deque DefaultDict defaultdict OrderedDict Sequence
  MutableSequence Iterable Iterator Collection Mapping MutableMapping Optional Union Final ClassVar None int float str bytes
  bool`.split(/\s+/),
);

const MODULES: ReadonlySet<string> = new Set(['typing', 'collections', 't', 'abc']);

import { type Expression, lastLineOf, lineOf } from '../../../source/syntax.ts';
import { type CodeNode, type FrameCode, framesInside, isWithin, nodesOf, readsOfAttribute } from '../module-code.ts';
import { attributesNamed, type BoundIn, bindingsOf, calledName, isElsewhere } from '../names.ts';
import type { Accumulation } from './accumulation.ts';

/**
 * Whether someone else may have what `total = total + more` makes anew each time: what would change it in its place would
 * then change theirs. Only what the file shows to be its own alone is: made here, and never kept, given on or handed out.
 */
export function mayBeHadByOthers(found: Accumulation): boolean {
  const { target, code } = found;
  if (code.node.nodeType === 'AugAssign') return false; // the same object before and after
  if (target.nodeType === 'Attribute') return isAttributeHad(target.attr, found);
  const root = rootName(target);
  return root === undefined || isNameHad(root, found);
}

/** `found` of `found`, `found[key]` and `found.get(key, start)`. */
function rootName(target: Expression): string | undefined {
  let at = target;
  for (;;) {
    if (at.nodeType === 'Name') return at.id;
    if (at.nodeType === 'Subscript') at = at.value;
    else if (at.nodeType === 'Call' && at.func.nodeType === 'Attribute') at = at.func.value;
    else return undefined;
  }
}

function isAttributeHad(attribute: string, { code }: Accumulation): boolean {
  const { frame } = code;
  const bound = attributesNamed(attribute, frame);
  if (bound.length === 0 || !bound.every((one) => isMadeThere(one, code))) return true;
  return !readsOfAttribute(attribute, frame.module).every((one) => isWithin(one, code.node) || isOnlyLookedAt(one));
}

function isNameHad(name: string, { code }: Accumulation): boolean {
  const { frame } = code;
  const bound = bindingsOf(name, frame);
  if (isElsewhere(name, frame) || bound.length === 0 || !bound.every((one) => isMadeThere(one, code))) return true;
  if (isUsedOutside(name, frame)) return true;
  const loop = code.loops[0];
  const used = nodesOf(frame, 'Name').filter(({ node }) => node.id === name && node.ctx.nodeType === 'Load');
  const isLater = ({ node }: CodeNode<Expression>): boolean => loop !== undefined && lineOf(node) > lastLineOf(loop);
  return !used.every((one) => isLater(one) || isWithin(one, code.node) || isOnlyLookedAt(one));
}

/** Functions inside, and for a name of the module all others. */
function isUsedOutside(name: string, frame: FrameCode): boolean {
  const others = frame.parent === null ? frame.module.frames.filter((each) => each !== frame) : framesInside(frame);
  const seeing = others.filter((each) => bindingsOf(name, each).length === 0);
  return seeing.some((each) => nodesOf(each, 'Name').some(({ node }) => node.id === name));
}

const MAKING: ReadonlySet<string> = new Set(
  'collections.Counter collections.defaultdict dict copy.copy copy.deepcopy .copy'.split(' '),
);

/** Bound to what is new, and to one name alone. */
function isMadeThere({ binding, frame }: BoundIn, { node }: CodeNode): boolean {
  if (binding.node === node || binding.kind === 'augmented') return true;
  const { value } = binding;
  if (binding.kind !== 'assignment' || value === null) return false;
  if (binding.node.nodeType === 'Assign' && binding.node.targets.length > 1) return false;
  if (value.nodeType === 'Dict') return value.keys.length === 0;
  return value.nodeType === 'Call' && MAKING.has(calledName(value, frame));
}

const LOOKING: ReadonlySet<string> = new Set('len dict list set sorted sum print str repr max min bool'.split(' '));

const TELLING: ReadonlySet<string> = new Set('most_common total copy elements keys items values get'.split(' '));

/** `len(total)`, `total[key]`, `key in total`, `total.most_common(3)`: nobody has it afterwards. */
function isOnlyLookedAt({ node, parent, frame }: CodeNode<Expression>): boolean {
  const around = parent?.node;
  if (around === undefined) return false;
  switch (around.nodeType) {
    case 'Compare':
    case 'FormattedValue':
      return true;
    case 'If':
    case 'While':
      return around.test === node;
    case 'AugAssign':
      return around.target === node;
    case 'Subscript':
      return around.value === node;
    case 'Attribute':
      return TELLING.has(around.attr);
    case 'Call':
      return around.func !== node && LOOKING.has(calledName(around, frame));
    default:
      return false;
  }
}

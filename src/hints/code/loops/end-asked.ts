import { lastName } from '../../../source/dotted-text.ts';
import { type Expression, isEmptyList, type NodeOf } from '../../../source/syntax.ts';
import { type CodeNode, type FrameCode, type ModuleCode, nodesOf, readsOfAttribute } from '../module-code.ts';
import { attributesNamed, resolve } from '../names.ts';
import { attributesDropped } from '../steady/dropped-later.ts';
import { readsOf } from './consumption.ts';
import { isNegative } from './rest.ts';

/** Where a list is read that begins empty, once, and of which nothing is taken out; undefined for any other. */
export function usesOfGrown(list: Expression, frame: FrameCode): readonly CodeNode[] | undefined {
  return list.nodeType === 'Attribute' ? usesOfAttribute(list, frame) : usesOfName(list, frame);
}

/** Where the file reads an attribute, of whichever object, that one class begins as an empty list and nothing begins anew. */
function usesOfAttribute({ attr }: NodeOf<'Attribute'>, frame: FrameCode): readonly CodeNode[] | undefined {
  const [only, ...others] = attributesNamed(attr, frame);
  const isBegun = only !== undefined && others.length === 0 && only.frame.scope.name === '__init__';
  if (!isBegun || !isEmptyList(only.binding.value) || attributesDropped(frame.module).has(attr)) return undefined;
  return isReadByName(attr, frame.module) ? undefined : readsOfAttribute(attr, frame.module);
}

/** `getattr(stock, 'sent')`, `vars(stock)['sent']`, `getattr(stock, name)`, `case Stock(sent=sent)` */
export function isReadByName(attr: string, { frames }: ModuleCode): boolean {
  const isRead = ({ node, parent }: CodeNode): boolean => {
    const around = parent?.node;
    if (around?.nodeType === 'Subscript')
      return /__dict__$|^vars$/.test(lastName(around.value.nodeType === 'Call' ? around.value.func : around.value));
    const isByName =
      around?.nodeType === 'Call' &&
      /^(getattr|attrgetter)$/.test(lastName(around.func)) &&
      around.args.some((one, at) => at > 0 && one === node);
    return isByName || (around?.nodeType === 'Call' && lastName(around.func) === 'attrgetter');
  };
  return frames.some(
    (frame) =>
      nodesOf(frame, 'Constant').some((code) => isPartOf(code.node.value, attr) && isRead(code)) ||
      nodesOf(frame, 'Name').some(isRead) ||
      // which attribute stands at a place of its pattern only the class tells
      nodesOf(frame, 'MatchClass').some(({ node }) => node.patterns.length > 0 || node.kwd_attrs.includes(attr)),
  );
}

/** `attrgetter('stock.sent')` */
function isPartOf(path: unknown, attr: string): boolean {
  return typeof path === 'string' && path.split('.').includes(attr);
}

/** The same of a name: of the function, or of the module. */
function usesOfName(list: Expression, frame: FrameCode): readonly CodeNode[] | undefined {
  if (list.nodeType !== 'Name') return undefined;
  const [only, ...others] = resolve(list.id, frame);
  const isBegun = only !== undefined && others.length === 0 && only.binding.loopDepth === 0;
  return isBegun && isEmptyList(only.binding.value) ? readsOf(list.id, only.frame) : undefined;
}

/** `x.sent.append(...)`, `x.sent[-1]`, `x.sent[-20:]`, `list(x.sent)[-20:]`, `len(x.sent)`, `if x.sent:` */
export function asksEnd(use: CodeNode): boolean {
  const { node, parent } = use;
  const around = parent?.node;
  switch (around?.nodeType) {
    case 'Attribute':
      return around.attr === 'append';
    case 'Subscript':
      return around.ctx.nodeType === 'Load' && isEnd(around.slice);
    case 'Call':
      if (around.func.nodeType !== 'Name') return false;
      return around.func.id === 'len' || (around.func.id === 'list' && parent !== null && asksEnd(parent));
    case 'If':
    case 'IfExp':
      return around.test === node;
    case 'UnaryOp':
      return around.op.nodeType === 'Not';
    default:
      return false;
  }
}

/** `[-1]`, `[-20:]`, `[-self.REPLAY:]` */
function isEnd(slice: Expression): boolean {
  if (slice.nodeType !== 'Slice') return isNegative(slice);
  return slice.lower !== undefined && isNegative(slice.lower) && slice.upper === undefined && slice.step === undefined;
}

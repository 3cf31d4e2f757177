import { type Expression, isFunctionNode, type NodeOf } from '../source/syntax.ts';
import { type CodeNode, classAround, type FrameCode, nodesOf } from './code/module-code.ts';
import { fullName, resolve, selfName } from './code/names.ts';
import { sourceText } from './code/source-text.ts';
import { classNamed } from './code/values/classes-called.ts';
import type { Fix } from './rule.ts';

/** The fields of a dataclass of the file written out; undefined where one may hold more than plain values. */
export function fieldsWrittenOut(
  { node }: CodeNode<NodeOf<'Call'>>,
  isTuple: boolean,
  frame: FrameCode,
): Fix | undefined {
  const [object, ...others] = node.args;
  if (object?.nodeType !== 'Name' || others.length + node.keywords.length > 0) return undefined;
  const owner = classOf(object, frame);
  const fields = owner === undefined ? undefined : fieldsOf(owner, object.id);
  if (fields === undefined || fields.length === 0) return undefined;
  const values = fields.map(({ name, value }) => (isTuple ? value : `'${name}': ${value}`));
  return {
    text: 'Write its fields out, which hold plain values as they are annotated: one that is added later has to be added here too.',
    before: sourceText(node, frame),
    after: isTuple ? `(${values.join(', ')}${values.length === 1 ? ',' : ''})` : `{${values.join(', ')}}`,
  };
}

/** Of `self`, or of an argument that names its class. */
function classOf({ id }: NodeOf<'Name'>, frame: FrameCode): FrameCode | undefined {
  if (!isFunctionNode(frame.node) || resolve(id, frame).length !== 1) return undefined;
  if (id === selfName(frame)) return classAround(frame) ?? undefined;
  const { args, posonlyargs, kwonlyargs } = frame.node.args;
  const annotation = [...posonlyargs, ...args, ...kwonlyargs].find(({ arg }) => arg === id)?.annotation;
  return annotation?.nodeType === 'Name' ? classNamed(annotation, frame) : undefined;
}

type Field = { readonly name: string; readonly value: string };

function fieldsOf(owner: FrameCode, object: string): readonly Field[] | undefined {
  const { node, parent, module } = owner;
  if (node.nodeType !== 'ClassDef' || parent === null || node.bases.length + node.keywords.length > 0) return undefined;
  const [decorator, ...others] = node.decorator_list;
  const called = decorator?.nodeType === 'Call' ? decorator.func : decorator;
  if (called === undefined || others.length > 0 || fullName(called, parent) !== 'dataclasses.dataclass')
    return undefined;
  const heirs = module.frames
    .flatMap((one) => nodesOf(one, 'ClassDef'))
    .filter(({ node: { bases } }) => bases.some(isOwner));
  const fields = node.body.flatMap((step) => (step.nodeType === 'AnnAssign' ? [fieldOf(step, object, owner)] : []));
  const known = fields.flatMap((field) => field ?? []);
  return heirs.length > 0 || known.length < fields.length ? undefined : known;

  function isOwner(base: Expression): boolean {
    return base.nodeType === 'Name' && node.nodeType === 'ClassDef' && base.id === node.name;
  }
}

const PLAIN = '(?:int|str|float|bool|bytes|complex|None|date|datetime|Decimal)';
const PLAINS = `(?:${PLAIN}(?: ?\\| ?${PLAIN})*|Optional\\[${PLAIN}\\])`;
const ALL_PLAIN = new RegExp(`^(?:${PLAINS}|[tT]uple\\[${PLAIN}(?:, ?(?:${PLAIN}|\\.\\.\\.))*\\])$`);
const HOLDING = new RegExp(`^(?:typing\\.)?(list|set|dict)\\[${PLAINS}(?:, ?${PLAINS})?\\]$`, 'i');

function fieldOf(
  { target, annotation, value }: NodeOf<'AnnAssign'>,
  object: string,
  owner: FrameCode,
): Field | undefined {
  const kind = sourceText(annotation, owner)
    .replace(/^(['"])(.*)\1$/, '$2')
    .replace(/\b(?:typing|datetime|decimal|dt)\./g, '');
  if (target.nodeType !== 'Name' || target.id.startsWith('__')) return undefined;
  const read = `${object}.${target.id}`;
  if (ALL_PLAIN.test(kind)) return { name: target.id, value: read };
  const [, holder] = HOLDING.exec(kind) ?? [];
  const isNone = value?.nodeType === 'Constant'; // `tags: list[str] = None`
  return holder === undefined || isNone ? undefined : { name: target.id, value: `${holder.toLowerCase()}(${read})` };
}

import { dottedText, lastName } from '../../../source/dotted-text.ts';
import { type Expression, isFunctionNode, type SyntaxNode } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { BUILT_IN_METHODS } from '../method-meant.ts';
import { type FrameCode, groupBy, type ModuleCode, methodsOf, nodesOf } from '../module-code.ts';
import { classesOf, resolve } from '../names.ts';
import { argumentNames } from '../own-name.ts';
import { callsTo } from './call-arguments.ts';

/**
 * The classes of the file of which a name or an attribute of it (`visit.doctor`) may have objects: the one that its annotation names, or all that
 * have every attribute which is read of it, here or by the function that it is given to. None where nothing says it.
 */
export function classesMeant(name: string, frame: FrameCode, callee: FrameCode | undefined): readonly FrameCode[] {
  const named = classAnnotated(name, frame);
  if (named !== undefined) return [named];
  const read = new Set([
    ...attributesReadOf(name, frame),
    ...(callee === undefined ? [] : readByCallee(name, frame, callee)),
  ]);
  const isTelling = [...read].some((one) => !COMMON.has(one) && !BUILT_IN_METHODS.has(one));
  if (!isTelling) return [];
  return classesIn(frame.module).filter((owner) => [...read].every((one) => membersOf(owner).has(one)));
}

/** What objects of the library have too: paths, dates, matches, numbers, numpy's arrays. */
const COMMON: ReadonlySet<string> = new Set(
  `suffix stem parent parts year month day hour minute second microsecond tzinfo days seconds real imag numerator denominator
  value args string pos shape size dtype`.split(/\s+/),
);

function classAnnotated(name: string, frame: FrameCode): FrameCode | undefined {
  if (!isFunctionNode(frame.node)) return undefined;
  const { args, posonlyargs, kwonlyargs } = frame.node.args;
  const annotation = [...posonlyargs, ...args, ...kwonlyargs].find(({ arg }) => arg === name)?.annotation;
  return annotation == null ? undefined : classOf(annotation, frame);
}

function classOf(annotation: Expression, frame: FrameCode): FrameCode | undefined {
  const text = annotation.nodeType === 'Constant' ? String(annotation.value) : lastName(annotation);
  const [only, ...others] = resolve(text, frame);
  const node = only?.binding.node;
  return node?.nodeType === 'ClassDef' && others.length === 0 ? frame.module.frameAt(node) : undefined;
}

/** Attributes that are read, and methods that are called: by the text of what they are read of. */
const attributesByName = oncePer((frame: FrameCode) =>
  groupBy(nodesOf(frame, 'Attribute'), ({ node: { value } }) => [dottedText(value)]),
);

function attributesReadOf(name: string, frame: FrameCode): readonly string[] {
  return (attributesByName(frame).get(name) ?? []).map(({ node }) => node.attr);
}

/** Of what a call in the frame gives it. */
function readByCallee(name: string, frame: FrameCode, callee: FrameCode): readonly string[] {
  const names = argumentNames(callee);
  return callsTo(callee).flatMap(({ node: { args, keywords }, frame: at }) => {
    if (at !== frame) return [];
    const shift = names.length > args.length + keywords.length && names[0] === 'self' ? 1 : 0;
    const given = [
      ...args.map((value, place) => ({ value, arg: names[place + shift] })),
      ...keywords.map(({ value, arg }) => ({ value, arg: arg ?? undefined })),
    ];
    return given.flatMap(({ value, arg }) =>
      arg !== undefined && dottedText(value) === name ? attributesReadOf(arg, callee) : [],
    );
  });
}

const classesIn = oncePer(({ frames }: ModuleCode) => frames.filter(({ node }) => node.nodeType === 'ClassDef'));

/** Its fields, what its methods set of their object, and its methods. */
const membersOf = oncePer((owner: FrameCode): ReadonlySet<string> => {
  const names = classesOf(owner).flatMap((each) => [
    ...nodesOf(each, 'Name').flatMap(({ node }) => (node.ctx.nodeType === 'Store' ? [node.id] : [])),
    ...methodsOf(each).flatMap((method) => [method.scope.name, ...setBySelf(method)]),
  ]);
  return new Set(names);
});

function setBySelf(method: FrameCode): readonly string[] {
  const [self] = argumentNames(method);
  const isSelf = (value: SyntaxNode): boolean => value.nodeType === 'Name' && value.id === self;
  return nodesOf(method, 'Attribute').flatMap(({ node }) =>
    node.ctx.nodeType === 'Store' && isSelf(node.value) ? [node.attr] : [],
  );
}

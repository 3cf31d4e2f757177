import type { PythonSource } from '../../source/python-source.ts';
import type { SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { type CodeNode, type FrameCode, type ModuleCode, nodesOf } from './module-code.ts';
import { bindingsOf, isElsewhere, resolve, statementAround } from './names.ts';

/** What stands in the lines of a file that could not be parsed. */
type Omitted = {
  /** Names that are not only called: they may be bound there, read, or both. */
  readonly names: ReadonlySet<string>;
  readonly called: ReadonlySet<string>;
  readonly attributes: ReadonlySet<string>;
};

/** Words as they come, also in strings: an f-string has names too. */
const WORD = /(\.?)\s*\b([\p{L}_][\p{L}\p{N}_]*)(\s*\()?/gu;

const omittedIn = oncePer(({ lines, omissions }: PythonSource): Omitted => {
  const text = omissions.flatMap(({ firstLine, lastLine }) => lines.slice(firstLine - 1, lastLine)).join('\n');
  const words = [...text.matchAll(WORD)].map(([, dot, word = '', bracket]) => ({ dot, word, isCalled: !!bracket }));
  const wordsOf = (test: (word: (typeof words)[number]) => boolean): ReadonlySet<string> =>
    new Set(words.filter(test).map(({ word }) => word));
  return {
    names: wordsOf(({ dot, isCalled }) => dot === '' && !isCalled),
    called: wordsOf(({ dot, isCalled }) => dot === '' && isCalled),
    attributes: wordsOf(({ dot }) => dot !== ''),
  };
});

/**
 * A name of a site that also stands in lines that could not be parsed: they may bind it to anything, or read what seems to
 * be read nowhere. Locals of a function and what it imports are its own.
 */
export function omittedNameIn(
  { code, subject }: { readonly code: CodeNode; readonly subject: string },
  frame: FrameCode,
): string | undefined {
  const { source } = frame.module;
  if (source.omissions.length === 0) return undefined;
  const told = /^class (\w+)$/.exec(subject)?.[1];
  if (told !== undefined && isOmitted(told, source)) return told;
  return [...walkSyntax(statementAround(code).node)].flatMap(namesOf(frame, omittedIn(source)))[0];
}

/** Whether a name stands in lines that could not be parsed, in whatever role. */
export function isOmitted(name: string, source: PythonSource): boolean {
  const { names, called, attributes } = omittedIn(source);
  return names.has(name) || called.has(name) || attributes.has(name);
}

function namesOf(frame: FrameCode, { names, called, attributes }: Omitted): (node: SyntaxNode) => readonly string[] {
  return (node) => {
    if (node.nodeType === 'Attribute') return attributes.has(node.attr) && isData(node.attr, frame) ? [node.attr] : [];
    if (node.nodeType !== 'Name' || isLocal(node.id, frame)) return [];
    const bound = resolve(node.id, frame);
    const isOwn = bound.some(({ binding: { kind } }) => kind !== 'import' && kind !== 'definition');
    const isUnknown = bound.length === 0 ? names.has(node.id) : isOwn && (names.has(node.id) || called.has(node.id));
    return isUnknown ? [node.id] : [];
  };
}

function isLocal(name: string, frame: FrameCode): boolean {
  return frame.parent !== null && bindingsOf(name, frame).length > 0 && !isElsewhere(name, frame);
}

/** `append` of a list is no attribute that some line may bind; `rows` of `self.rows` is. */
function isData(attribute: string, { module }: FrameCode): boolean {
  return attributesBound(module).has(attribute);
}

const attributesBound = oncePer(({ frames }: ModuleCode): ReadonlySet<string> => {
  const dotted = frames
    .flatMap((frame) => nodesOf(frame, 'Attribute'))
    .filter(({ node }) => node.ctx.nodeType !== 'Load');
  const classes = frames.filter(({ node }) => node.nodeType === 'ClassDef');
  const inBodies = classes.flatMap((each) => nodesOf(each, 'Name')).filter(({ node }) => node.ctx.nodeType !== 'Load');
  return new Set([...dotted.map(({ node }) => node.attr), ...inBodies.map(({ node }) => node.id)]);
});

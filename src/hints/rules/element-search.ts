import { type Expression, isFunctionNode, type NodeOf } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { writeCount } from '../amounts.ts';
import { newName } from '../code/free-name.ts';
import { type CodeNode, classAround, type FrameCode, nodesOf } from '../code/module-code.ts';
import { bindingsOf, methodCalled, selfName } from '../code/names.ts';
import { givenText, shortText, sourceText } from '../code/source-text.ts';
import { isSameInEveryCall, loopThatRepeats } from '../code/steady/invariance.ts';
import { isAttributeSet, isTreeChanged } from '../code/steady/tree-changes.ts';
import { constantText } from '../code/values/constant-text.ts';
import { patternText } from '../code/values/pattern-text.ts';
import { type FrameEvidence, sumCallsTo } from '../evidence/frame-evidence.ts';
import { mostObjectsMade } from '../evidence/objects-made.ts';
import { doubtedWhereOthersRun } from '../others-between.ts';
import { type Fix, type HintRule, type Refusal, refused, type Site } from '../rule.ts';
import { isRepeated, NOT_REPEATED, weighEdge } from '../weigh.ts';

/** Methods that go through the tree, and how a profile names them: in C of an element, in Python of a tree or a document. */
const SEARCHES: ReadonlyMap<string, readonly string[]> = new Map([
  ...['find', 'findall', 'findtext'].map((name): [string, string[]] => [
    name,
    [`xml.etree.ElementTree.Element.${name}`, `xml.etree.ElementTree.${name}`],
  ]),
  ['getElementsByTagName', ['xml.dom.minidom.getElementsByTagName']],
]);

/** What makes a dict of the elements out of date. */
const CHANGES = [
  'elementtree.SubElement',
  ...['append', 'extend', 'insert', 'remove', 'clear', 'set'].map((name) => `xml.etree.ElementTree.Element.${name}`),
  ...['appendChild', 'removeChild', 'insertBefore'].map((name) => `xml.dom.minidom.${name}`),
];

/**
 * An XML tree searched from its root for each item
 *
 * ## What it finds
 *
 * `root.find(f".//item[@id='{key}']")` and `findall` and `findtext` with a condition that has another key each time, and the same
 * `root.findall('.//item')` or `document.getElementsByTagName('item')` again and again, in a loop, or in a function that is
 * called in one, where the root is the same each time. Neither the loop, nor the function, nor what they call may change a tree,
 * and nothing in the file may set the attribute that is asked for.
 *
 * ## Why it costs
 *
 * A search goes from element to element, in Python, until one fits. n look-ups among n elements are n * n / 2 steps.
 *
 * ## Example
 *
 *     for key in keys:
 *         item = root.find(f".//item[@id='{key}']")
 *         total += int(item.findtext('price'))
 *
 * ## Instead
 *
 *     items = {item.get('id'): item for item in root.findall('.//item')}
 *     for key in keys:
 *         item = items[key]
 *         total += int(item.findtext('price'))
 *
 * ## When it does not matter
 *
 * For a few look-ups in a small tree. Of several elements with one key, `find` gives the first and such a dict the last: use
 * `items.setdefault(key, item)` in a loop if there are such. Where `find` gives None, use `items.get(key)`. Whoever changes the
 * tree later changes the dict too.
 */
export const elementSearch: HintRule = {
  id: 'element-search',
  title: 'an XML tree searched from its root for each item',
  article: 'beyond',
  priority: 1,
  fix: 'Go through the tree once, and keep its elements in a dict by what is asked for.',
  callees: [...SEARCHES.values()].flat(),
  time: 'callees',
  match: (frame) => sitesIn(frame),
  weigh: doubtedWhereOthersRun((site, evidence) => {
    if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
    if (isOfChangingTree(site.code)) return refused('the tree may be changed between one search and the next');
    const callees = SEARCHES.get(site.variant ?? '') ?? [];
    const { ncalls } = sumCallsTo(evidence, callees);
    const changed = changing(ncalls, evidence) ?? tooFewForEach(site, ncalls, evidence);
    if (changed !== undefined) return changed;
    return weighEdge(site, evidence, {
      callees,
      called: site.variant ?? 'find',
      time: 'whole',
      leastCalls: 50,
      leastPerCall: SHORT_WALK,
      gain: null,
      leastSaving: ({ cumtime }) => cumtime / 2,
      whatRemains: 'the tree is gone through once: with many elements nearly all of it goes',
      part: 1 / sitesIn(evidence.code).filter(({ variant }) => variant === site.variant).length,
    });
  }),
};

/** Less is a handful of elements, or a child. */
const SHORT_WALK = 2e-5;

/** The dict would have to follow. */
function changing(ncalls: number, evidence: FrameEvidence): Refusal | undefined {
  const changes = sumCallsTo(evidence, CHANGES).ncalls;
  return changes * 10 < ncalls ? undefined : refused(`${writeCount(changes)} calls from here change a tree`);
}

function isOfChangingTree(code: CodeNode): boolean {
  const { node, frame } = code;
  const [path] = node.nodeType === 'Call' ? node.args : [];
  const root = rootOf(code);
  if (path === undefined || root === undefined) return true;
  const text = constantText(path, frame) ?? patternText(path, frame)?.text ?? '';
  const asked = [...text.matchAll(/@([\w-]+)/g)].flatMap(([, attribute]) => attribute ?? []);
  return (
    isTreeChanged(code, loopThatRepeats(root, code)) ||
    asked.some((attribute) => isAttributeSet(attribute, frame.module))
  );
}

const PER_TREE = 5;

/** Each object may have a tree of its own. */
function tooFewForEach({ code }: Site, ncalls: number, evidence: FrameEvidence): Refusal | undefined {
  const root = rootOf(code);
  const owner = classAround(code.frame);
  const isOwn = [...(root === undefined ? [] : walkSyntax(root))].some(
    (part) => part.nodeType === 'Name' && part.id === selfName(code.frame),
  );
  const objects = owner === null || !isOwn ? 0 : mostObjectsMade(owner, evidence);
  if (ncalls >= PER_TREE * objects) return undefined;
  return refused(`${writeCount(ncalls)} searches for ${writeCount(objects)} objects: perhaps each in another tree`);
}

function sitesIn(frame: FrameCode): readonly Site[] {
  return nodesOf(frame, 'Call').flatMap((code) => siteOf(code, frame) ?? []);
}

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const variant = methodCalled(code.node, frame)?.name ?? '';
  const [path] = code.node.args;
  const root = SEARCHES.has(variant) ? rootOf(code) : undefined;
  if (path === undefined || root === undefined || !isSame(root, code)) return undefined;
  const pattern = patternText(path, frame);
  const isByKey = pattern !== undefined && pattern.keys.length > 0 && CONDITION.test(pattern.text);
  if (!isByKey && constantText(path, frame) === undefined) return undefined;
  const subject = shortText(code.node, frame);
  return { code, subject, variant, fix: isByKey ? fixOf(code, root, pattern) : KEPT };
}

const CONDITION = /\[.*%s/s;

const KEPT: Fix = {
  text: 'If nothing changes the tree, search once, and keep what was found: a list, or a dict by what is asked of it.',
};

/** What is searched: of `tree.getroot().find(...)` the tree, also by a name that is bound to its root. */
function rootOf({ node, frame }: CodeNode): Expression | undefined {
  const receiver = node.nodeType === 'Call' && node.func.nodeType === 'Attribute' ? node.func.value : undefined;
  const [only, ...others] = receiver?.nodeType === 'Name' ? bindingsOf(receiver.id, frame) : [];
  const bound = only !== undefined && others.length === 0 ? treeOf(only.binding.value) : undefined;
  return bound ?? treeOf(receiver) ?? receiver;
}

function treeOf(root: Expression | null | undefined): Expression | undefined {
  const isAsked = root?.nodeType === 'Call' && root.func.nodeType === 'Attribute' && root.func.attr === 'getroot';
  return isAsked && root.func.nodeType === 'Attribute' ? root.func.value : undefined;
}

function isSame(root: Expression, code: CodeNode): boolean {
  if (loopThatRepeats(root, code) !== undefined) return true;
  return isFunctionNode(code.frame.node) && isSameInEveryCall(root, code.frame);
}

/** `.//item[@id='%s']` */
const BY_ATTRIBUTE = /^((?:\.\/\/|\.\/)?[\w-]+)\[@([\w-]+)=(['"])%s\3\]$/;

function fixOf(
  { node, frame }: CodeNode<NodeOf<'Call'>>,
  root: Expression,
  pattern: { readonly text: string; readonly keys: readonly Expression[] },
): Fix {
  const text =
    'If nothing changes the tree, make a dict of the elements once (of several with one key it has the last, find gives the first).';
  const [key, ...others] = pattern.keys;
  const [, elements, attribute] = BY_ATTRIBUTE.exec(pattern.text) ?? [];
  const isFind = node.func.nodeType === 'Attribute' && node.func.attr === 'find' && node.args.length === 1;
  if (key === undefined || others.length > 0 || elements === undefined || attribute === undefined || !isFind)
    return { text };
  const table = newName(`by_${attribute.replaceAll('-', '_')}`, frame);
  const made = `${table} = {one.get('${attribute}'): one for one in ${sourceText(root, frame)}.findall('${elements}')}  # once`;
  const before = sourceText(node, frame);
  return { text, before, after: `${made}\n${table}.get(str(${givenText(key, frame)}))` };
}

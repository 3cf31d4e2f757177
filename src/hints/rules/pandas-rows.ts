import type { Expression, NodeOf } from '../../source/syntax.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { calledName, methodCalled, resolve } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { sumCallsTo } from '../evidence/frame-evidence.ts';
import { type HintRule, NO_PLACE, type Site } from '../rule.ts';
import { weighEdge } from '../weigh.ts';

type Form = { readonly callees: readonly string[]; readonly leastCalls: number; readonly text: string };

const COLUMNS = 'Work on whole columns: frame[a] * frame[b], numpy.where, Series.map';

const INDEXING = ['__getitem__', '__setitem__'].map((name) => `pandas.core.indexing.${name}`);

/** What a profile has of each form. */
const FORMS = {
  iterrows: {
    callees: ['pandas.core.frame.iterrows'],
    leastCalls: 50,
    text: `${COLUMNS}. Where a loop has to be, itertuples() gives the rows as plain tuples.`,
  },
  apply: {
    callees: ['pandas.core.frame.apply'],
    leastCalls: 1,
    text: `${COLUMNS}. Where a function has to be, call it on zip(frame[a], frame[b]).`,
  },
  cells: {
    callees: INDEXING,
    leastCalls: 100,
    text: `${COLUMNS}. Where a loop has to be, walk itertuples() or the lists of the columns, and make the column at the end.`,
  },
  grow: {
    callees: ['pandas.core.reshape.concat.concat', 'pandas.core.frame.append', 'pandas.core.frame._append'],
    leastCalls: 20,
    text: 'Collect the rows or frames in a list, and make one frame of them after the loop.',
  },
} as const satisfies Record<string, Form>;

type FormName = keyof typeof FORMS;

/**
 * A pandas frame walked or made row by row
 *
 * ## What it finds
 *
 * `frame.iterrows()` in a loop, `frame.apply(..., axis=1)`, cells by `.loc`, `.iloc`, `.at` and `.iat` with the loop's own variable, and
 * `frame = pandas.concat([frame, row])` in a loop.
 *
 * ## Why it costs
 *
 * For each row `iterrows` and `apply` make a Series, and each cell by itself goes through several calls in Python; an operation on
 * whole columns is one loop in C. `concat` copies all that is there already each time.
 *
 * ## Example
 *
 *     for index, row in orders.iterrows():
 *         totals.append(row['price'] * row['count'])
 *
 * ## Instead
 *
 *     totals = orders['price'] * orders['count']
 *
 * or, where a loop has to be:
 *
 *     for price, count in zip(orders['price'], orders['count']):
 *         totals.append(total_of(price, count))
 *
 * Measured with pandas 3.0 on Python 3.11.
 *
 * ## When it does not matter
 *
 * For some hundred rows, and where what is done for each row takes far longer than to get at it. `iterrows` makes a row's numbers one
 * type (`1` is `1.0` beside a float); columns keep theirs.
 */
export const pandasRows: HintRule = {
  id: 'pandas-rows',
  title: 'a pandas frame walked or made row by row',
  article: 'built-ins',
  priority: 1,
  fix: 'Work on whole columns; where a loop has to be, itertuples() or zip of the columns.',
  callees: Object.values(FORMS).flatMap(({ callees }) => callees),
  time: 'callees',
  match: (frame) => [...nodesOf(frame, 'Call').flatMap((code) => callSite(code, frame) ?? []), ...cellSites(frame)],
  weigh: (site, evidence) => {
    const form = formOf(site);
    const { callees, leastCalls } = FORMS[form];
    // most of what looks so is somebody else's
    if (sumCallsTo(evidence, callees).ncalls === 0) return NO_PLACE;
    return weighEdge(site, evidence, {
      callees,
      called: form === 'cells' ? site.subject : form === 'grow' ? 'concat' : form,
      time: 'whole',
      leastCalls,
      gain: `pandas-rows/${form}`,
      ...(form === 'apply' ? { gain: null, whatRemains: 'what the function itself does for each row may stay' } : {}),
    });
  },
};

function formOf({ variant }: Site): FormName {
  return (Object.keys(FORMS) as FormName[]).find((name) => name === variant) ?? 'cells';
}

function siteOf(code: CodeNode<Expression>, form: FormName, frame: FrameCode): Site {
  return { code, subject: shortText(code.node, frame), variant: form, fix: { text: FORMS[form].text } };
}

function callSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const name = methodCalled(code.node, frame)?.name;
  if (name === 'iterrows') return siteOf(code, 'iterrows', frame);
  if (name === 'apply') return isByRow(code.node) ? siteOf(code, 'apply', frame) : undefined;
  const isInLoop = code.loops.length > 0;
  return isInLoop && growsItself(code, frame) ? siteOf(code, 'grow', frame) : undefined;
}

/** `axis=1`, `axis='columns'` */
function isByRow({ keywords }: NodeOf<'Call'>): boolean {
  const axis = keywords.find(({ arg }) => arg === 'axis')?.value;
  return axis?.nodeType === 'Constant' && (axis.value === 1 || axis.value === 'columns');
}

/** `frame = pandas.concat([frame, row])` and, up to pandas 1, `frame = frame.append(row)`. */
function growsItself({ node, parent }: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const around = parent?.node;
  const target = around?.nodeType === 'Assign' ? around.targets[0] : undefined;
  if (target === undefined) return false;
  const grown = sourceText(target, frame);
  const method = methodCalled(node, frame);
  if (method?.name === 'append') return sourceText(method.receiver, frame) === grown;
  const [parts] = node.args;
  if (calledName(node, frame) !== 'pandas.concat' || (parts?.nodeType !== 'List' && parts?.nodeType !== 'Tuple'))
    return false;
  return parts.elts.some((part) => sourceText(part, frame) === grown);
}

const CELLS: ReadonlySet<string> = new Set(['loc', 'iloc', 'at', 'iat']);

/** Cells of a function share their edges: it has one place. */
function cellSites(frame: FrameCode): readonly Site[] {
  const found = nodesOf(frame, 'Subscript').filter((code) => isCell(code, frame));
  const [code] = found;
  return code === undefined ? [] : [{ ...siteOf(code, 'cells', frame), lines: found.map(({ node }) => node.lineno) }];
}

/** `frame.loc[index, 'price']`, where the index is what a loop around it gives. */
function isCell({ node, loops }: CodeNode<NodeOf<'Subscript'>>, frame: FrameCode): boolean {
  if (loops.length === 0 || node.value.nodeType !== 'Attribute' || !CELLS.has(node.value.attr)) return false;
  const index = node.slice.nodeType === 'Tuple' ? node.slice.elts[0] : node.slice;
  if (index?.nodeType !== 'Name') return false;
  const bound = resolve(index.id, frame);
  return bound.length > 0 && bound.every(({ binding: { kind } }) => kind === 'loop');
}

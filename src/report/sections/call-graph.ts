import { countText } from '../../profile/count-column.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import { plural } from '../../profile/notes.ts';
import { edgeHasTimes } from '../../profile/profile-table.ts';
import { escapeControls } from '../../text/escape.ts';
import { type HotEdge, hotGraph } from '../../views/hot-graph.ts';
import { lineNumbers, shareOf } from '../../views/line-numbers.ts';
import { type Document, heading } from '../document.ts';
import { functionJson, numbersJson } from '../function-json.ts';
import type { JsonValue } from '../json-text.ts';
import type { Report } from '../report.ts';
import { cutMiddle, functionName } from '../short-name.ts';
import { countedCalls, percentText, timeWithUnit } from '../time-unit.ts';

/**
 * GitHub shows no diagram of more than 50,000 characters or 500 edges (mermaid's maxTextSize and maxEdges); a reader
 * takes in a few dozen functions at most.
 */
const LIMITS = { functions: 24, edges: 60, share: 0.01 };

/** Longer names are cut, so that 24 functions and 60 edges stay below 50,000 characters. */
const LONGEST_NAME = 60;

/** Who calls whom among the hottest functions, as a Mermaid diagram. */
export function callGraphSection(report: Report): Document {
  const graph = hotGraph(report.table, LIMITS);
  if (graph.edges.length === 0) return [];
  const place = new Map(graph.functions.map((row, at) => [row, at]));
  const drawn = new Set(graph.edges.flatMap(({ caller, callee }) => [caller, callee]));
  const lines = [
    'flowchart TD',
    ...graph.functions.filter((row) => drawn.has(row)).map((row) => `  n${place.get(row)}["${nodeText(report, row)}"]`),
    ...graph.edges.map(
      (edge) => `  n${place.get(edge.caller)} -->|"${edgeText(report, edge)}"| n${place.get(edge.callee)}`,
    ),
  ];
  const left = graph.hiddenEdges === 0 ? '' : `; ${plural(graph.hiddenEdges, 'smaller call')} between them left out`;
  const what = `The ${drawn.size} functions with most cumtime, each with 1 % of the total at least${left}`;
  return [
    heading('Call graph of the hot part'),
    { kind: 'fold', title: [what], blocks: [{ kind: 'code', language: 'mermaid', lines }] },
  ];
}

/** `caller` and `callee` are places in `functions`. */
export function callGraphData({ table }: Report): JsonValue {
  const graph = hotGraph(table, LIMITS);
  const place = new Map(graph.functions.map((row, at) => [row, at]));
  const edges = table.edges();
  return {
    functions: graph.functions.map((row) => functionJson(table, row)),
    edges: graph.edges.map(({ caller, callee, edge }) => ({
      caller: place.get(caller) ?? null,
      callee: place.get(callee) ?? null,
      ...numbersJson(lineNumbers(edges, edge, edgeHasTimes(edges, edge))),
    })),
    hiddenEdges: graph.hiddenEdges,
  };
}

function nodeText(report: Report, row: FunctionIndex): string {
  const { table, unit } = report;
  const share = percentText(shareOf(table.cumtime[row]!, table.totals.tottime));
  const numbers = `${timeWithUnit(table.cumtime[row]!, unit)}${share === '' ? '' : `, ${share}`}`;
  return `${nameText(functionName(report, row))}<br/>${labelText(numbers)}`;
}

function edgeText({ table, unit }: Report, { edge }: HotEdge): string {
  const edges = table.edges();
  const count = countedCalls(table.kind, countText(edges.ncalls, edge));
  return labelText(edgeHasTimes(edges, edge) ? `${timeWithUnit(edges.cumtime[edge]!, unit)}, ${count}` : count);
}

/**
 * Any text in a quoted label of Mermaid, where `#60;` is the character with that number: everything but letters,
 * digits and a few marks is written so. Nothing is left that Mermaid, HTML or Markdown could obey: Mermaid reads labels
 * as Markdown before it puts the characters back, so that `__init__` would be bold.
 */
function labelText(text: string): string {
  return cutMiddle(escapeControls(text), LONGEST_NAME).replace(
    /[^\p{Letter}\p{Number} .,:()/]/gu,
    (character) => `#${character.codePointAt(0)};`,
  );
}

/** A label that begins like `1. x` would be a list. */
function nameText(name: string): string {
  return labelText(name).replace(/^\d/, (digit) => `#${digit.charCodeAt(0)};`);
}

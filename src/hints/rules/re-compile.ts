import { calleeEdges, calleeIndex } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable, Seconds } from '../../profile/profile-table.ts';
import { type Expression, isComprehension, lineOf, type NodeOf } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { oncePer, oncePerName } from '../../text/lazily.ts';
import { durationText, writeCount, writePercent } from '../amounts.ts';
import type { CodeNode, FrameCode, LoopNode } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import {
  callsNamed,
  isInvariantIn,
  isSameEachRun,
  isSameInEveryCall,
  namesBoundBy,
} from '../code/steady/invariance.ts';
import { isMadeOfSteady } from '../code/steady/made-of-steady.ts';
import { isHeldByItems } from '../code/values/held-texts.ts';
import { isPutTogether, isUsedHereOnly } from '../code/values/pattern-made-here.ts';
import { canonicalName } from '../evidence/callee-names.ts';
import { type FrameEvidence, sumCallsTo } from '../evidence/frame-evidence.ts';
import { savingByCount, savingOfFunction } from '../expected-saving.ts';
import { fixOfPattern, KEEP_THEM } from '../fix-pattern.ts';
import { SHARES } from '../level-of-share.ts';
import { type HintRule, refused, type Saving, type Site, type Verdict } from '../rule.ts';
import { edgeFinding, edgeLine, isRepeated, NOT_REPEATED, sharedLine, shareOfSites, shareOfTotal } from '../weigh.ts';

const FUNCTIONS = ['compile', 'match', 'fullmatch', 'search', 'sub', 'subn', 'split', 'findall', 'finditer'];

const NAMES: ReadonlySet<string> = new Set(FUNCTIONS.map((name) => `re.${name}`));

const CALLEES = FUNCTIONS.map((name) => `re.${name}`);

/**
 * A regex that is looked up or compiled each time
 *
 * ## What it finds
 *
 * `re.compile(pattern)`, `re.match(pattern, ...)`, `re.sub(pattern, ...)` and their kin in a loop, or in a function that is
 * called in one, where the pattern is the same each time, put together of what is, or made of the items of a table that is
 * walked again and again. And a pattern that is put together anew for each call of what varies, where the profile shows that
 * it is compiled each time, or that a few patterns are looked up again and again.
 *
 * ## Why it costs
 *
 * `re` keeps the last 512 patterns in a dict (256 on the way in 3.12 and later), so it does not compile anew: what is
 * paid is the look-up, some calls in Python each time. With more patterns than the cache holds each one is compiled
 * again, which is a hundred times dearer; a pattern that holds what varies (`re.search(f'id={key}', text)`) always is.
 *
 * ## Example
 *
 *     for line in lines:
 *         match = re.search(r'(\w+)=(\d+)', line)
 *
 * ## Instead
 *
 *     PAIR = re.compile(r'(\w+)=(\d+)')
 *     for line in lines:
 *         match = PAIR.search(line)
 *
 * For a plain text in a pattern of its own `in`, `str.find` and `str.startswith` do; else one pattern for all, with a group
 * whose text is compared.
 *
 * ## When it does not matter
 *
 * Where the search itself takes long, or runs a few thousand times.
 */
export const reCompile: HintRule = {
  id: 're-compile',
  title: 'a regex that is looked up or compiled each time',
  article: 'evaluations-outside-loop',
  priority: 1,
  fix: 'Compile the pattern once, outside of the loop or at the top of the module.',
  callees: CALLEES,
  time: 'callees',
  match: (frame) => callsNamed(frame, NAMES).flatMap((code) => siteOf(code, frame) ?? []),
  weigh,
};

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const pattern = code.node.args[0] ?? code.node.keywords.find(({ arg }) => arg === 'pattern')?.value;
  if (pattern === undefined) return undefined;
  const name = calledName(code.node, frame).slice('re.'.length);
  const isSame = isSameEachRun(pattern, code);
  if (!isSame && !isOfSameTable(pattern, code) && !isMadeOfSteady(pattern, frame) && !isHeldByItems(pattern, code)) {
    const isUsedOnce = name !== 'compile' || isUsedHereOnly(code, frame);
    return isUsedOnce && isPutTogether(pattern, frame) ? siteOfVarying(code, name, frame) : undefined;
  }
  const isOne = isSame || (isMadeOfSteady(pattern, frame) && isMadeBefore(pattern, code));
  const fix = fixOfPattern(code.node, name, isOne, frame);
  return {
    code,
    subject: shortText(code.node, frame),
    variant: name,
    lines: [lineOf(code.node)],
    ...(fix === undefined ? {} : { fix }),
  };
}

/** Whether no loop around the call changes what a pattern is made of. */
function isMadeBefore(pattern: Expression, { loops, frame }: CodeNode): boolean {
  return loops.every((loop) => isInvariantIn(pattern, loop, frame));
}

function siteOfVarying(code: CodeNode<NodeOf<'Call'>>, name: string, frame: FrameCode): Site {
  const text =
    'A pattern that holds what varies is compiled in each call: for a plain text ask `in`, str.find or str.startswith; ' +
    'else compile one pattern for all, with a group, and compare what it found.';
  return { code, subject: shortText(code.node, frame), variant: `${name}${VARYING}`, fix: { text } };
}

const VARYING = ' of what varies';

/**
 * Whether it is made of what is the same each time and of the items of tables that are walked again and again:
 * `r'\b' + word` of `for word in WORDS`, in a function that is called for each line, or in a loop over the lines.
 */
function isOfSameTable(pattern: Expression, code: CodeNode): boolean {
  const parts = [...walkSyntax(pattern)];
  const names = parts.filter((node) => node.nodeType === 'Name');
  const isPlain = parts.every((node) => node.nodeType !== 'Call' || MAKING.has(calledName(node, code.frame)));
  if (!isPlain || names.length === 0) return false;
  return names.every((name) => isSameInEveryCall(name, code.frame) || isItemOfSameTable(name.id, code));
}

const MAKING: ReadonlySet<string> = new Set(['re.escape', 'str', '.join', '.format', '.lower', '.upper', '.strip']);

function isItemOfSameTable(name: string, { frame, loops }: CodeNode): boolean {
  const at = loops.findLastIndex((loop) => namesBoundBy(loop).has(name));
  const table = tableWalked(loops[at], name);
  const outer = loops[at - 1];
  if (table === undefined) return false;
  return (outer !== undefined && isInvariantIn(table, outer, frame)) || isSameInEveryCall(table, frame);
}

function tableWalked(loop: LoopNode | undefined, name: string): Expression | undefined {
  if (loop === undefined || loop.nodeType === 'While') return undefined;
  if (!isComprehension(loop)) return withoutCount(loop.iter);
  const walked = loop.generators.find(({ target }) =>
    [...walkSyntax(target)].some((node) => node.nodeType === 'Name' && node.id === name),
  )?.iter;
  return walked === undefined ? undefined : withoutCount(walked);
}

/** `PATTERNS` of `enumerate(PATTERNS)` */
function withoutCount(walked: Expression): Expression {
  const [table] = walked.nodeType === 'Call' && bareNameOf(walked) === 'enumerate' ? walked.args : [];
  return table ?? walked;
}

function bareNameOf({ func }: NodeOf<'Call'>): string {
  return func.nodeType === 'Name' ? func.id : '';
}

const LEAST_CALLS = 50;

/** So many calls for each pattern that was compiled in the whole program: the same few come again. */
const REPEATED = 100;

/** What varies is said only where `re` compiled as often as it was asked from here. */
function weighVarying(site: Site, name: string, evidence: FrameEvidence): Verdict {
  const called = `re.${name}`;
  const calls = sumCallsTo(evidence, [called]);
  if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
  const part = shareOfSites(site, evidence);
  if (calls.ncalls * part < LEAST_CALLS)
    return refused(`only ${writeCount(calls.ncalls)} calls of ${called} from here`);
  const compiled = compilations(evidence.table);
  if (compiled.ncalls * REPEATED <= calls.ncalls * part) {
    const found = weighLookUp({ ...site, variant: name, fix: KEEP_THEM }, evidence);
    if (found.verdict === 'reported' && found.share >= SHARES.told) return found;
  }
  if (compiled.ncalls * 2 < calls.ncalls) {
    return refused(`only ${writeCount(compiled.ncalls)} patterns were compiled in ${writeCount(calls.ncalls)} calls`);
  }
  const each = compiled.cumtime / compiled.ncalls;
  const times = Math.min(calls.ncalls, compiled.ncalls) * part;
  const cost = Math.min(calls.cumtime * part, times * each);
  const share = shareOfTotal(cost, evidence);
  if (share < SHARES.least) return refused(`compiling it takes only ${writePercent(share)} of the profile`);
  const text = `re compiled ${writeCount(compiled.ncalls)} patterns in all, each in ${durationText(each)}`;
  const lines = [
    edgeLine(called, calls.ncalls, calls.cumtime, evidence),
    { kind: 'edge', text } as const,
    ...sharedLine(part),
  ];
  const basis = 'each pattern is compiled for one search; what is asked in its place stays';
  return edgeFinding(
    'confirmed',
    cost,
    evidence,
    lines,
    savingOfFunction(cost, { least: 0.8, most: 1 }, basis, evidence, compilerOf(evidence)),
  );
}

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  const { variant = '' } = site;
  if (variant.endsWith(VARYING)) return weighVarying(site, variant.slice(0, -VARYING.length), evidence);
  return weighLookUp(site, evidence);
}

function weighLookUp(site: Site, evidence: FrameEvidence): Verdict {
  const called = `re.${site.variant}`;
  const calls = sumCallsTo(evidence, [called]);
  const part = shareOfSites(site, evidence);
  if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
  if (calls.ncalls * part < LEAST_CALLS)
    return refused(`only ${writeCount(calls.ncalls)} calls of ${called} from here`);
  const perCall = lookUpTime(called, evidence.table);
  const cost = Math.min(calls.cumtime, perCall * calls.ncalls) * part;
  const lines = [edgeLine(called, calls.ncalls, calls.cumtime, evidence), ...sharedLine(part)];
  const isModule = site.variant !== 'compile';
  const note = `of that ${durationText(cost / part)} are the look-up of the pattern, which a compiled one does not need`;
  if (isModule) lines.push({ kind: 'edge', text: note });
  return edgeFinding(
    'confirmed',
    cost,
    evidence,
    lines,
    savingOf(calls.ncalls * part, perCall, site.variant, evidence),
  );
}

/** Of the questions to the cache of `re`, so many find nothing there. */
const OFTEN = 0.5;

function savingOf(times: number, perCall: number, variant: string | undefined, evidence: FrameEvidence): Saving {
  if (shareCompiled(evidence.table) > OFTEN) {
    const basis = 'the patterns are more than the cache holds, and each is compiled again; the search itself stays';
    return savingOfFunction(times * perCall, { least: 0.8, most: 1 }, basis, evidence, compilerOf(evidence));
  }
  const step = variant === 'compile' ? 'cached-compile' : 'cached-pattern';
  return savingByCount(
    [{ times, step }],
    'the look-up of the pattern in the cache of re; the search itself stays',
    evidence,
  );
}

/** Of all questions to the cache of `re`, those after which a pattern was compiled. */
const shareCompiled = oncePer((table: ProfileTable): number => {
  const asked = callsOf('re._compile', table);
  return asked === 0 ? 0 : callsOf('re._compiler.compile', table) / asked;
});

function callsOf(full: string, table: ProfileTable): number {
  return rowsNamed(full, table).reduce((sum, row) => sum + (table.ncalls.values[row] ?? 0), 0);
}

/** Compiling makes very many small calls: it has more of the profiler's time in it than the function that asks for it. */
function compilerOf({ table, row }: FrameEvidence): FunctionIndex {
  return rowsNamed('re._compiler.compile', table)[0] ?? row;
}

const rowsNamed = oncePerName((full: string, table: ProfileTable): readonly FunctionIndex[] =>
  Array.from({ length: table.length }, (_, row) => row).filter((row) => canonicalName(table, row).full === full),
);

/** What re._compile had compiled, whoever asked for it. */
const compilations = oncePer((table: ProfileTable): { readonly ncalls: number; readonly cumtime: Seconds } => {
  const index = calleeIndex(table);
  const edges = table.edges();
  const sums = { ncalls: 0, cumtime: 0 };
  for (const row of rowsNamed('re._compile', table)) {
    for (const edge of calleeEdges(index, row)) {
      if (canonicalName(table, index.callee[edge] ?? -1).full !== 're._compiler.compile') continue;
      sums.ncalls += edges.ncalls.values[edge] ?? 0;
      sums.cumtime += edges.cumtime[edge] ?? 0;
    }
  }
  return sums;
});

/** What a call of re.sub and its kin takes beside the search: its own time, and that of the look-up it calls. */
const lookUpTime = oncePerName((called: string, table: ProfileTable): Seconds => {
  const index = calleeIndex(table);
  const edges = table.edges();
  let seconds = 0;
  for (const row of rowsNamed(called, table)) {
    seconds += table.tottime[row] ?? 0;
    for (const edge of calleeEdges(index, row)) {
      const callee = index.callee[edge] ?? -1;
      if (canonicalName(table, callee).full === 're._compile') seconds += edges.cumtime[edge] ?? 0;
    }
  }
  const ncalls = callsOf(called, table);
  return ncalls === 0 ? 0 : seconds / ncalls;
});

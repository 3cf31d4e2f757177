import { lineOf, type NodeOf } from '../../source/syntax.ts';
import { durationText, writeCount, writePercent } from '../amounts.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { sourceText } from '../code/source-text.ts';
import { type CachingDecorator, cachingDecorator } from '../code/steady/caching-decorator.ts';
import { callsTo } from '../code/values/call-arguments.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { timesCalled } from '../evidence/times-called.ts';
import { savingOfFunction } from '../expected-saving.ts';
import { SHARES } from '../level-of-share.ts';
import { type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { edgeFinding, shareOfTotal } from '../weigh.ts';
import { weighKept } from '../weigh-kept.ts';

/**
 * A cache that seldom has the answer
 *
 * ## What it finds
 *
 * A function under `functools.lru_cache` or `cache` that runs nearly as often as its callers, which ask it once in each call: those
 * are its misses. Without a limit it is reported where very many results are kept for nothing; with `maxsize` where it was filled
 * anew many times, and a good part of the questions missed all the same.
 *
 * ## Why it costs
 *
 * Each result is kept with its arguments: at least 100 bytes, and without a limit until the program ends. A cache that is
 * smaller than what comes round in turn throws each result away just before it is asked for again.
 *
 * ## Example
 *
 *     @functools.lru_cache(maxsize=32)
 *     def freight(postcode):
 *         ...
 *
 * ## Instead
 *
 *     @functools.lru_cache(maxsize=1024)
 *     def freight(postcode):
 *         ...
 *
 * Give it room for all different arguments, if they are not too many. Where they never come again, leave the cache out.
 *
 * ## When it does not matter
 *
 * For some thousand small results. `freight.cache_info()` tells hits and misses; a profile shows only the misses.
 */
export const cacheMisses: HintRule = {
  id: 'cache-misses',
  title: 'a cache that seldom has the answer',
  article: 'beyond',
  priority: 2,
  fix: 'Look at cache_info(): raise maxsize to the number of different arguments, or leave the cache out where none comes again.',
  callees: [],
  match: (frame) => siteOf(frame),
  weigh,
  isOfMemory: true,
};

/** What `lru_cache` keeps where it is not told. */
const USUAL_SIZE = '128';

function siteOf(frame: FrameCode): readonly Site[] {
  const cache = frame.node.nodeType === 'FunctionDef' ? cachingDecorator(frame) : undefined;
  if (cache === undefined || isCleared(frame)) return [];
  const [first] = frame.nodes;
  if (first === undefined) return [];
  const calls = callsTo(frame);
  if (calls.length === 0 || !calls.every((call) => call.frame !== frame && isCounted(call))) return [];
  const size = sizeOf(cache);
  if (size === undefined) return [];
  const lines = [frame.scope.firstLine];
  return [{ code: first, subject: `@${sourceText(cache.decorator, frame)}`, variant: size, lines }];
}

/** `none` without a limit; undefined where a name says it. */
function sizeOf({ decorator, name }: CachingDecorator): string | undefined {
  if (name === 'functools.cache') return 'none';
  if (decorator.nodeType !== 'Call') return USUAL_SIZE;
  const { args, keywords } = decorator;
  const given = keywords.find(({ arg }) => arg === 'maxsize')?.value ?? args[0];
  if (given === undefined) return USUAL_SIZE;
  if (given.nodeType !== 'Constant') return undefined;
  return given.value === null ? 'none' : String(given.value);
}

function isCleared(frame: FrameCode): boolean {
  return frame.module.callsByName().has('cache_clear');
}

/** A key of some arguments, what links it and the result. */
const RESULT = { low: 100, high: 500 };

/** So few hits are none: the first answers of all that is ever asked. */
const HARDLY_ANY = 0.9;

/** Of a cache with a limit: so many misses, and so many times its size. */
const MANY = 0.3;
const REFILLED = 20;

function weigh({ variant = '' }: Site, evidence: FrameEvidence): Verdict {
  const { ncalls: misses, code } = evidence;
  const asked = askedAtMost(code, evidence);
  if (asked === 0) return refused('the profile does not tell how often it was asked');
  const missed = `${writeCount(misses)} of at most ${writeCount(asked)} questions were misses`;
  const part = misses / asked;
  if (variant === 'none') {
    if (part < HARDLY_ANY) return refused(missed);
    return weighKept(misses, RESULT, `${missed}: so many results are kept`);
  }
  const size = Number(variant);
  if (part < MANY || misses < REFILLED * size) return refused(missed);
  const share = shareOfTotal(evidence.cumtime, evidence);
  if (share < SHARES.least) return refused(`${missed}, and they took ${writePercent(share)} of the profile`);
  const took = `${durationText(evidence.cumtime)} of ${durationText(evidence.total)}`;
  const text = `${missed}, and the cache of ${writeCount(size)} was filled anew ${writeCount(misses / size)} times: ${took}`;
  const basis = 'all of it if the arguments come again and there is room for them, which a profile does not show';
  return edgeFinding(
    'likely',
    evidence.cumtime,
    evidence,
    [{ kind: 'edge', text }],
    savingOfFunction(evidence.cumtime, { least: 0.5, most: 1 }, basis, evidence),
  );
}

/** Each call of a function asks once where no loop stands around it; a generator expression once for each item. */
function isCounted({ loops, within }: CodeNode): boolean {
  return loops.length === 0 || (loops.length === 1 && within[0]?.nodeType === 'GeneratorExp');
}

function askedAtMost(frame: FrameCode, evidence: FrameEvidence): number {
  return callsTo(frame).reduce((sum, call) => sum + timesAsked(call, evidence), 0);
}

function timesAsked({ frame, within: [items] }: CodeNode<NodeOf<'Call'>>, evidence: FrameEvidence): number {
  if (items !== undefined) return timesCalled({ scope: { name: '<genexpr>', firstLine: lineOf(items) } }, evidence);
  return frame.parent === null ? 1 : timesCalled(frame, evidence);
}

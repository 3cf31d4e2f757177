import type { Expression, NodeOf } from '../../source/syntax.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { methodCalled } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { mayChangeLater } from '../code/steady/config-changes.ts';
import { isSameEachRun } from '../code/steady/invariance.ts';
import { argumentsFor } from '../code/values/call-arguments.ts';
import { isConfigParser, isConfigSection, mayBeConfig, nameOfConfig } from '../code/values/config-parsers.ts';
import { constantText } from '../code/values/constant-text.ts';
import { kindOf } from '../code/values/value-kind.ts';
import { sumCallsTo } from '../evidence/frame-evidence.ts';
import { doubtedWhereOthersRun } from '../others-between.ts';
import { type HintRule, NO_PLACE, type Site } from '../rule.ts';
import { weighAllCalls } from '../weigh-all-calls.ts';

const GETTERS = 'get getint getfloat getboolean has_option has_section'.split(' ');

const ITEM = 'configparser.__getitem__';
const CALLED = GETTERS.map((name) => `configparser.${name}`);
const CALLEES = [...CALLED, ITEM];

/**
 * Settings looked up in a ConfigParser each time
 *
 * ## What it finds
 *
 * `config.getint('job', 'rate')`, `config['job']['rate']`, `section.getboolean('verbose')` and their kin in a loop, or in a function
 * that is called in one, where section and option are the same each time, or few: arguments that all callers write out.
 *
 * ## Why it costs
 *
 * A ConfigParser keeps texts. Each look-up merges the section with the defaults, fills in what `%(name)s` stands for and reads
 * the number from its text, all in Python.
 *
 * ## Example
 *
 *     for job in jobs:
 *         cost += min(job.size * config.getint('job', 'rate'), config.getint('job', 'limit'))
 *
 * ## Instead
 *
 *     rate, limit = config.getint('job', 'rate'), config.getint('job', 'limit')
 *     for job in jobs:
 *         cost += min(job.size * rate, limit)
 *
 * Or attributes of an object that is made of the file once.
 *
 * ## When it does not matter
 *
 * For some hundred look-ups. What is kept does not see a file that is read again, or a later `config.set`.
 */
export const configLoop: HintRule = {
  id: 'config-loop',
  title: 'settings looked up in a ConfigParser each time',
  article: 'evaluations-outside-loop',
  priority: 2,
  fix: 'Read each setting once, before the loop, and keep its value (a file that is read again is then not seen).',
  callees: CALLEES,
  time: 'callees',
  match: (frame) => [...calledIn(frame), ...itemsIn(frame).slice(0, 1)],
  weigh: doubtedWhereOthersRun((site, evidence) => {
    const callees = site.variant === 'get' ? CALLED : [ITEM];
    if (sumCallsTo(evidence, callees).ncalls === 0) return NO_PLACE;
    return weighAllCalls(site, evidence, {
      callees,
      leastCalls: Math.max(100, PER_SETTING * (site.values ?? 1)),
      gain: 'config-loop/get',
      basis: 'each value is looked up once',
      words: {
        few: 'look-ups of settings',
        share: 'the look-ups of settings',
        line: (from) => `look-ups of settings from ${from}`,
      },
    });
  }),
};

const PER_SETTING = 10;

/** A call by a constant name, if all that may be of a parser ask for the same every time: a profile does not tell one from another. */
function calledIn(frame: FrameCode): readonly Site[] {
  const asked = nodesOf(frame, 'Call').flatMap((code) => {
    const method = methodCalled(code.node, frame);
    if (method === undefined || !GETTERS.includes(method.name)) return [];
    const { args } = code.node;
    return [
      { code, receiver: method.receiver, args, values: Math.max(...args.map((value) => mostTexts(value, frame))) },
    ];
  });
  const config = asked.find(
    ({ receiver, values }) => isOfConfig(receiver, frame) && values > 0 && values < MOST_SETTINGS,
  );
  if (config === undefined || mayChangeLater(nameOfConfig(config.receiver), frame)) return [];
  const isSteady = asked.every(
    (one) =>
      !mayBeConfig(one.receiver, frame) || areSame([one.receiver, ...(one === config ? [] : one.args)], one.code),
  );
  const { code, values } = config;
  return isSteady ? [{ code, subject: shortText(code.node, frame), variant: 'get', values }] : [];
}

const MOST_SETTINGS = 100;

/** One that is written out, or those that all callers write out for an argument. */
function mostTexts(value: Expression, frame: FrameCode, depth: number = 0): number {
  if (constantText(value, frame) !== undefined) return 1;
  const given = value.nodeType === 'Name' && depth < DEEPEST ? argumentsFor(value.id, frame) : [];
  const counts = given.map((one) => mostTexts(one.value, one.frame, depth + 1));
  return counts.reduce((sum, count) => sum + count, 0) || MOST_SETTINGS;
}

const DEEPEST = 3;

function isOfConfig(value: Expression, frame: FrameCode): boolean {
  return isConfigParser(value, frame) || isConfigSection(value, frame);
}

/** `config['job']['rate']`, and `section['rate']` of a `section = config['job']` */
function itemsIn(frame: FrameCode): readonly Site[] {
  const items = nodesOf(frame, 'Subscript').filter(({ node }) => mayLookUp(node, frame));
  if (!items.every((code) => areSame([code.node], code))) return [];
  const found = items.filter(({ node }) => isConfigSection(node.value, frame));
  return found.flatMap((code) =>
    mayChangeLater(nameOfConfig(code.node.value), frame) ? [] : [{ code, subject: shortText(code.node, frame) }],
  );
}

/** By a text, of what may be a parser or a section. */
function mayLookUp({ value, slice, ctx }: NodeOf<'Subscript'>, frame: FrameCode): boolean {
  if (ctx.nodeType !== 'Load' || slice.nodeType === 'Slice' || kindOf(slice, frame) === 'number') return false;
  return mayBeConfig(value, frame);
}

function areSame(values: readonly Expression[], code: CodeNode): boolean {
  return values.every((value) => isSameEachRun(value, code));
}

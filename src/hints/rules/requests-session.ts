import type { ProfileTable } from '../../profile/profile-table.ts';
import type { Expression } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { callsNamed, isSameEachRun } from '../code/steady/invariance.ts';
import { constantText } from '../code/values/constant-text.ts';
import { canonicalName } from '../evidence/callee-names.ts';
import { type HintRule, refused } from '../rule.ts';
import { isRepeated, NOT_REPEATED, weighEdge } from '../weigh.ts';

const METHODS = 'get post put patch delete head options request'.split(' ');

/** As the source calls them, and as a profile names them. */
const NAMES: ReadonlySet<string> = new Set(METHODS.map((name) => `requests.${name}`));

/**
 * A new connection for each request
 *
 * ## What it finds
 *
 * `requests.get(...)`, `requests.post(...)` and their kin in a loop, or in a function that is called in one, where the profile shows
 * a connection for each. Where the source does not say that it is one server each time, the hint is only `possible`.
 *
 * ## Why it costs
 *
 * Each call makes a `Session`, uses it once and closes it. So each looks the name of the server up, connects, reads the certificates
 * and shakes hands anew; the server is asked only then.
 *
 * ## Example
 *
 *     for key in keys:
 *         found.append(requests.get(f'https://api.example.com/items/{key}'))
 *
 * ## Instead
 *
 *     with requests.Session() as session:
 *         for key in keys:
 *             found.append(session.get(f'https://api.example.com/items/{key}'))
 *
 * Or one session for the program, in a global or an attribute.
 *
 * ## When it does not matter
 *
 * Where each request goes to another server, and where the server's own time is what takes long. A session keeps cookies; share none
 * between threads.
 */
export const requestsSession: HintRule = {
  id: 'requests-session',
  title: 'a new connection for each request',
  article: 'evaluations-outside-loop',
  priority: 2,
  fix: 'Make one requests.Session() and ask through it.',
  callees: METHODS.map((name) => `requests.api.${name}`),
  time: 'callees',
  match: (frame) => callsNamed(frame, NAMES).map((code) => ({ code, subject: shortText(code.node, frame) })),
  weigh: (site, evidence) => {
    if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
    const { node } = site.code;
    if (node.nodeType !== 'Call') return NOT_REPEATED;
    const called = calledName(node, evidence.code);
    const connects = connectsOf(evidence.table);
    const verdict = weighEdge(site, evidence, {
      callees: [called.replace('.', '.api.')],
      called,
      time: 'whole',
      leastCalls: LEAST_CALLS,
      gain: null,
      leastSaving: ({ ncalls }) => connects.perCall * (ncalls - 1),
      whatRemains: 'what connecting takes goes at the least; the time of the server itself stays',
    });
    if (verdict.verdict === 'refused') return verdict;
    if (connects.ncalls < LEAST_CALLS) return refused('the profile has no connection for each of them');
    const url = called === 'requests.request' ? node.args[1] : node.args[0];
    return isOneServer(url, site.code, evidence.code) ? verdict : { ...verdict, level: 'possible' };
  },
};

const LEAST_CALLS = 20;

/** How often a profile connected, and how long it took. */
const connectsOf = oncePer((table: ProfileTable): { readonly ncalls: number; readonly perCall: number } => {
  let [ncalls, seconds] = [0, 0];
  for (let row = 0; row < table.length; row++) {
    if (canonicalName(table, row).full !== 'urllib3.connection.connect') continue;
    ncalls += table.ncalls.values[row] ?? 0;
    seconds += table.cumtime[row] ?? 0;
  }
  return { ncalls, perCall: ncalls === 0 ? 0 : seconds / ncalls };
});

/** Whether what an address begins with is one server in each pass or call. */
function isOneServer(url: Expression | undefined, code: CodeNode, frame: FrameCode): boolean {
  if (url === undefined) return false;
  const start = beginningOf(url);
  if (/^https?:\/\/[^/]+/.test(constantText(start, frame) ?? '')) return true;
  return isSameEachRun(start, code);
}

/** `BASE` of `BASE + path` and of `f'{BASE}/{key}'`; the text before `%`. */
function beginningOf(url: Expression): Expression {
  if (url.nodeType === 'BinOp') return beginningOf(url.left);
  if (url.nodeType !== 'JoinedStr') return url;
  const first = url.values[0];
  return first?.nodeType === 'FormattedValue' ? first.value : (first ?? url);
}

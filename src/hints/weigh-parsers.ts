import type { FrameEvidence } from './evidence/frame-evidence.ts';
import type { Site, Verdict } from './rule.ts';
import { weighAllCalls } from './weigh-all-calls.ts';

/** What tells an argparse parser what there is: the functions of Python that make it. */
export const PARSER_CALLS: readonly string[] = [
  '__init__',
  'add_argument',
  'add_argument_group',
  'add_mutually_exclusive_group',
  'add_subparsers',
  'add_parser',
  'set_defaults',
].map((name) => `argparse.${name}`);

export const KEPT_PARSER =
  'Make it once, at the top of the module or in __init__; a default that is a list or dict is then the same one each time.';

/** All calls of the function that make the parser go, but for one each. */
export function weighMakingParser(site: Site, evidence: FrameEvidence): Verdict {
  return weighAllCalls(site, evidence, MAKING_PARSERS);
}

const MAKING_PARSERS = {
  callees: PARSER_CALLS,
  leastCalls: 50,
  gain: null,
  basis: 'it is made once',
  words: {
    few: 'calls that make a parser',
    share: 'making the parser',
    line: (from: string) => `calls that make a parser from ${from}`,
  },
};

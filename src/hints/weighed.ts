import type { Finding, HintRule, Site } from './rule.ts';

/** A site with what the profile says for it. */
export type Weighed = {
  readonly rule: HintRule;
  readonly site: Site;
  readonly finding: Finding;
  readonly line: number;
  readonly lastLine: number;
};

import { UsageError } from '../../errors.ts';

type DiffChoice = {
  readonly mine: readonly string[];
  readonly only: readonly string[];
  readonly gateOn: 'mine' | 'all';
  readonly failOn: readonly unknown[];
  readonly format: string;
};

/** What says something about gates, by the name of the option. */
const ABOUT_GATES: ReadonlyMap<string, string> = new Map([
  ['gateOn', '--gate-on says whose functions a gate looks at'],
  ['undecided', '--undecided says what becomes of a gate that nothing decides'],
]);

/** @throws UsageError for an option that a comparison of this form has no use for */
export function refuseIdleInDiff(options: DiffChoice, isGiven: (name: string) => boolean): void {
  const { mine, failOn, format } = options;
  const [lonely] = failOn.length > 0 ? [] : [...ABOUT_GATES].filter(([name]) => isGiven(name));
  if (lonely !== undefined) throw new UsageError('usage', `${lonely[1]}: give it with --fail-on`);
  if (mine.length > 0 && !asksWhose(options))
    throw new UsageError(
      'usage',
      `--mine changes nothing in this ${format}: it is for --only mine, and for the gates of --fail-on`,
    );
}

/** JSON names the own code, and a page tells it from other. */
function asksWhose({ only, gateOn, failOn, format }: DiffChoice): boolean {
  if (format === 'json' || format === 'html') return true;
  return only.includes('mine') || (gateOn === 'mine' && failOn.length > 0);
}

import type { ProfileTable } from '../../profile/profile-table.ts';
import type { Expression, NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { calledName, fullName, resolve } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { callsNamed } from '../code/steady/invariance.ts';
import { canonicalName } from '../evidence/callee-names.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { type HintRule, refused, type Site } from '../rule.ts';
import { weighEdge } from '../weigh.ts';

const LOADS = 'load safe_load full_load unsafe_load load_all safe_load_all full_load_all'.split(' ');
const DUMPS = 'dump safe_dump dump_all safe_dump_all'.split(' ');

const CALLEES = [...LOADS, ...DUMPS].map((name) => `yaml.${name}`);

const MATCHED: ReadonlySet<string> = new Set(CALLEES);

/**
 * YAML read or written by code in Python
 *
 * ## What it finds
 *
 * `yaml.safe_load(text)`, `yaml.load(text, Loader=yaml.SafeLoader)`, `yaml.dump(data)` and their kin of PyYAML, where the
 * profile has the calls of its scanner or emitter: those run only where libyaml, which is written in C, is not asked for.
 *
 * ## Why it costs
 *
 * The scanner of PyYAML looks at each character in Python. The classes with a C in front of their names do the same in
 * libyaml; the wheels on PyPI have it inside.
 *
 * ## Example
 *
 *     settings = yaml.safe_load(file)
 *
 * ## Instead
 *
 *     settings = yaml.load(file, Loader=yaml.CSafeLoader)
 *
 * And `yaml.dump(data, Dumper=yaml.CSafeDumper)`. Measured with PyYAML 6.0.3 on Python 3.11, 400 small maps: loading 7
 * times faster, dumping 4 times.
 *
 * ## When it does not matter
 *
 * For a file of some lines that is read once. Where PyYAML was built without libyaml there is no `CSafeLoader`: then
 * `getattr(yaml, 'CSafeLoader', yaml.SafeLoader)`. The messages of errors have less of the text in them.
 */
export const yamlLoader: HintRule = {
  id: 'yaml-loader',
  title: 'YAML read or written by code in Python',
  article: 'built-ins',
  priority: 2,
  fix: 'Ask for the C classes: Loader=yaml.CSafeLoader, Dumper=yaml.CSafeDumper.',
  callees: CALLEES,
  time: 'callees',
  match: (frame) => callsNamed(frame, MATCHED).flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) => {
    const called = site.variant ?? 'yaml.load';
    const isLoad = LOADS.some((name) => `yaml.${name}` === called);
    const module = isLoad ? 'yaml.scanner' : 'yaml.emitter';
    if (!hasCallsOf(module, evidence)) return refused(`the profile has no calls of ${module}: libyaml does it`);
    return weighEdge(site, evidence, {
      callees: [called, ...(called.endsWith('_all') ? ['yaml.load_all', 'yaml.dump_all'] : [])],
      called,
      time: 'whole',
      leastCalls: 1,
      gain: isLoad ? 'yaml-loader/load' : 'yaml-loader/dump',
    });
  },
};

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const { args, keywords } = code.node;
  const given = [...args.slice(1), ...keywords.map(({ value }) => value)];
  if (given.some((value) => asksForC(value, frame))) return undefined;
  return { code, subject: shortText(code.node, frame), variant: calledName(code.node, frame) };
}

/** `yaml.CSafeLoader`, and a name that is bound to it, perhaps only where it is there. */
function asksForC(value: Expression, frame: FrameCode): boolean {
  const bound = value.nodeType === 'Name' ? resolve(value.id, frame) : [];
  const texts = bound.map(({ binding, frame: at }) =>
    binding.value === null ? (binding.imported ?? '') : sourceText(binding.value, at),
  );
  return [fullName(value, frame), ...texts].some((text) => /\bC\w*(?:Loader|Dumper)\b/.test(text));
}

function hasCallsOf(module: (typeof MODULES)[number], { table }: FrameEvidence): boolean {
  return modulesCalled(table).has(module);
}

/** Those of {@link MODULES} that a profile has calls of: it is looked through once, not for each place. */
const modulesCalled = oncePer((table: ProfileTable): ReadonlySet<string> => {
  const found = new Set<string>();
  for (let row = 0; row < table.length; row++) {
    if ((table.ncalls.values[row] ?? 0) === 0) continue;
    const { full } = canonicalName(table, row);
    for (const module of MODULES) if (full.startsWith(`${module}.`)) found.add(module);
  }
  return found;
});

const MODULES = ['yaml.scanner', 'yaml.emitter'] as const;

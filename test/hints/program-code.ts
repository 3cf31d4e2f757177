import { type FrameCode, type ModuleCode, moduleCode } from '../../src/hints/code/module-code.ts';
import type { HintRule, Site } from '../../src/hints/rule.ts';
import { RULES } from '../../src/hints/rules.ts';
import { loadSourceReader } from '../../src/source/python-source.ts';

const read = await loadSourceReader();

/** What the hints see of a program. */
export function moduleIn(program: string): ModuleCode {
  const module = moduleCode(read(Buffer.from(program)));
  if (module === undefined) throw new Error(`no Python: ${program}`);
  return module;
}

export function framesIn(program: string): readonly FrameCode[] {
  return moduleIn(program).frames;
}

/** The first function or class of that name. */
export function frameIn(program: string, name: string): FrameCode {
  const found = framesIn(program).find(({ scope }) => scope.name === name);
  if (found === undefined) throw new Error(`no ${name} in: ${program}`);
  return found;
}

export function ruleNamed(id: string): HintRule {
  const found = RULES.find((rule) => rule.id === id);
  if (found === undefined) throw new Error(`no rule ${id}`);
  return found;
}

/** Where a rule matches a program, whatever a profile would say of it. */
export function sitesIn(rule: string, program: string): readonly Site[] {
  const { match } = ruleNamed(rule);
  return framesIn(program).flatMap((frame) => match(frame));
}

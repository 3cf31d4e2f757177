import { lineOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import type { FrameCode, ModuleCode } from './module-code.ts';
import { isStatement } from './names.ts';

/** Whether a snippet names a line, for it to stand at or behind, on which there is more than one statement. */
export function namesCrowdedLine(after: string, { node, module }: FrameCode): boolean {
  const lines = [...after.matchAll(/# (?:(?:after |before )?line (\d+)|before the loop)$/gm)].map(([, line]) =>
    line === undefined ? lineOf(node) : Number(line),
  );
  return lines.length > 0 && lines.some((line) => crowdedLines(module).has(line));
}

/** Lines with a statement behind another one, or behind the head of its block. */
const crowdedLines = oncePer(
  ({ frames, source: { lines } }: ModuleCode): ReadonlySet<number> =>
    new Set(
      frames.flatMap(({ nodes }) =>
        nodes.flatMap((code) => {
          const line = lineOf(code.node);
          const column = ('col_offset' in code.node ? code.node.col_offset : 0) ?? 0;
          return isStatement(code) && /\S/.test((lines[line - 1] ?? '').slice(0, column)) ? [line] : [];
        }),
      ),
    ),
);

import { expect, test } from 'vitest';
import { nodesOf } from '../../../../src/hints/code/module-code.ts';
import { kindOf } from '../../../../src/hints/code/values/value-kind.ts';
import { framesIn } from '../../program-code.ts';

function kindsReturned(source: string): readonly string[] {
  const frames = framesIn(source);
  return frames.flatMap((frame) =>
    nodesOf(frame, 'Return').flatMap(({ node: { value } }) => (value == null ? [] : [kindOf(value, frame)])),
  );
}

test.each([
  ['Tour = List[int]\n', 'list'],
  ['Tour = typing.Dict[str, int]\n', 'dict'],
  ['Tour = Sequence[int]\n', 'unknown'],
  ['Tour = List[int]\nTour = Set[int]\n', 'unknown'],
  ['class Tour:\n    pass\n', 'unknown'],
])('after %j an argument that is annotated with that name is: %s', (alias, kind) => {
  expect(kindsReturned(`${alias}def kept(tour: Tour):\n    return tour\n`)).toEqual([kind]);
});

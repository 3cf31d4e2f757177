import type { Expression } from '../../source/syntax.ts';
import { oncePerDepth } from '../../text/lazily.ts';
import { type FrameCode, resumption } from './module-code.ts';
import { attributeBindings, type BoundIn, calledName, resolve, selfAttribute } from './names.ts';
import { ownCallee } from './own-callee.ts';
import { argumentsFor } from './values/call-arguments.ts';

const GIVING: ReadonlySet<string> = new Set(
  `iter zip map filter enumerate reversed open io.open .open csv.reader csv.DictReader os.scandir .glob .rglob .iterdir
  .finditer re.finditer os.walk itertools.chain itertools.islice itertools.count itertools.cycle itertools.repeat
  itertools.product itertools.combinations itertools.permutations itertools.groupby itertools.accumulate itertools.starmap
  itertools.takewhile itertools.dropwhile itertools.zip_longest itertools.pairwise itertools.compress`.split(/\s+/),
);

const DEEPEST = 2;

/** An iterator by what the file shows: who has walked it once finds nothing in it the next time. */
export function isOnePass(value: Expression, frame: FrameCode, depth: number = 0): boolean {
  if (depth > DEEPEST) return false;
  switch (value.nodeType) {
    case 'GeneratorExp':
      return true;
    case 'Call': {
      const callee = ownCallee(value, frame);
      return callee === undefined ? GIVING.has(calledName(value, frame)) : resumption(callee) === 'generator';
    }
    case 'Name':
      return isNameOfOnePass(value.id, frame, depth);
    case 'Attribute': {
      const attribute = selfAttribute(value, frame);
      return attribute !== null && attributeBindings(attribute, frame).some((one) => isBoundToOnePass(one, depth));
    }
    default:
      return false;
  }
}

const isNameOfOnePass = oncePerDepth((name: string, frame: FrameCode, depth) =>
  resolve(name, frame).some((one) => isBoundToOnePass(one, depth)),
);

function isBoundToOnePass({ binding: { kind, target, value }, frame }: BoundIn, depth: number): boolean {
  if (kind === 'argument') return argumentsFor(target, frame).some((one) => isOnePass(one.value, one.frame, depth + 1));
  return (kind === 'assignment' || kind === 'with') && value !== null && isOnePass(value, frame, depth + 1);
}

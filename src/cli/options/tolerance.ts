import { InvalidArgumentError } from 'commander';
import type { Tolerance } from '../../views/tolerance.ts';

export function parseTolerance(text: string): Tolerance {
  const parts = /^(\d+(?:\.\d+)?)(%|s|ms)?$/.exec(text);
  const isBare = parts !== null && parts[2] === undefined && Number(parts[1]) > 0; // `5`: per cent, or seconds?
  if (parts === null || isBare)
    throw new InvalidArgumentError('It is not a tolerance, such as 1%, 0.01s, 5ms or 0; a unit is needed.');
  const amount = Number(parts[1]);
  if (parts[2] === '%') return { amount, unit: '%' };
  return { amount: parts[2] === 'ms' ? amount / 1000 : amount, unit: 's' };
}

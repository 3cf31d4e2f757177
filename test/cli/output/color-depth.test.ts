import { describe, expect, test } from 'vitest';
import { colorDepth } from '../../../src/cli/output/color-depth.ts';

describe('the number of colours', () => {
  test.each([
    ['16', { TERM: 'xterm' }],
    ['16', { TERM: 'linux' }],
    ['16', {}],
    ['256', { TERM: 'xterm-256color' }],
    ['256', { TERM: 'tmux-256color', COLORTERM: '' }],
    ['truecolor', { TERM: 'xterm-256color', COLORTERM: 'truecolor' }],
    ['truecolor', { TERM: 'xterm', COLORTERM: '24bit' }],
    ['truecolor', { TERM: 'xterm-direct' }],
    ['truecolor', { WT_SESSION: 'a-b-c' }],
  ] as const)('is %s in %j', (depth, env) => {
    expect(colorDepth('auto', env)).toBe(depth);
  });

  test('is none with NO_COLOR, unless it is empty', () => {
    expect(colorDepth('auto', { TERM: 'xterm', NO_COLOR: '1' })).toBe(false);
    expect(colorDepth('auto', { TERM: 'xterm', NO_COLOR: '1', FORCE_COLOR: '3' })).toBe(false);
    expect(colorDepth('auto', { TERM: 'xterm', NO_COLOR: '' })).toBe('16');
  });

  test('can be forced', () => {
    expect(['0', 'false', '1', '2', '3'].map((FORCE_COLOR) => colorDepth('auto', { FORCE_COLOR }))).toEqual([
      false,
      false,
      '16',
      '256',
      'truecolor',
    ]);
  });

  test('is for --color to decide before all else', () => {
    expect(colorDepth('never', { FORCE_COLOR: '3' })).toBe(false);
    expect(colorDepth('always', { NO_COLOR: '1', TERM: 'xterm-256color' })).toBe('256');
    expect(colorDepth('always', { FORCE_COLOR: '0', TERM: 'xterm' })).toBe('16');
  });
});

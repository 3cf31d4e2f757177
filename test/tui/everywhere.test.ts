import { describe, expect, test } from 'vitest';
import { openViewer, press, readTable } from './press.ts';

describe('the place of the selected function', () => {
  const functions = openViewer(readTable('recursion-py311'));

  test('is what the editor is asked for', () => {
    expect(press(functions, 'j', 'j', 'o').effect).toEqual({ kind: 'edit', place: { file: 'recursion.py', line: 8 } });
  });

  test('is what is copied, and that is said', () => {
    const copied = press(functions, 'j', 'j', 'y');
    expect(copied.effect).toEqual({ kind: 'copy', text: 'recursion.py:8' });
    expect(copied.message).toContain('recursion.py:8');
  });

  test('is that of the selected callee in front of a function', () => {
    expect(press(functions, 'enter', 'y').effect).toEqual({ kind: 'copy', text: 'recursion.py:1' });
  });

  test('is none for a built-in, and that is said', () => {
    const refused = press(functions, 'o');
    expect(refused.effect).toBeNull();
    expect(refused.message).toBe('A built-in has no place in a file.');
  });

  test('reaches the clipboard without a control character', () => {
    const odd = readTable('oddnames-py311');
    for (let down = 0; down < odd.length; down++) {
      const { effect } = press(openViewer(odd), ...Array.from({ length: down }, () => 'j'), 'y');
      if (effect?.kind === 'copy') expect(effect.text).not.toMatch(/\p{Cc}/u);
    }
  });
});

test('an effect is asked for once: the next action forgets it', () => {
  const stopped = press(openViewer(readTable('recursion-py311')), 'ctrl-z');
  expect(stopped.effect).toEqual({ kind: 'stop' });
  expect(press(stopped, 'j').effect).toBeNull();
});

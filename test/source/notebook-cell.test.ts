import { expect, test } from 'vitest';
import { cellTitle, isNotebookCell } from '../../src/source/notebook-cell.ts';

test.each([
  ['<ipython-input-3-1a2b3c4d5e6f>', 'cell 3'],
  ['/tmp/ipykernel_4711/1234567890.py', 'cell 1234567890'],
  ['C:\\Users\\me\\AppData\\Local\\Temp\\ipykernel_12\\99.py', 'cell 99'],
  ['/srv/app/ipykernel_4711.py', null],
  ['<string>', null],
])('%s is a cell, or a file, with the title %j', (file, title) => {
  expect(cellTitle(file)).toBe(title);
  expect(isNotebookCell(file)).toBe(title !== null);
});

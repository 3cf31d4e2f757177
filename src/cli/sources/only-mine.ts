import type { ProfileTable } from '../../profile/profile-table.ts';
import { ownCodeText } from '../../report/own-code-words.ts';
import { isOwn } from '../../select/whose-code.ts';
import { ownCode } from '../../views/own-code.ts';
import type { OnlyRows } from '../../views/selection.ts';
import type { Context } from '../context.ts';
import { reportNote } from '../output/report-notes.ts';

/** The whole profile, and the listed one with the row in it of each whole row; null where they are the same. */
type ListedRows = { readonly whole: ProfileTable; readonly table: ProfileTable; readonly rowMap: Int32Array | null };

/**
 * The rows of `--only mine`, and on standard error whose they are. The paths tell it: where functions become
 * one row without them, one of these that is one's own is enough.
 */
export function onlyMine({ whole, table, rowMap }: ListedRows, context: Context): OnlyRows {
  reportNote(ownCodeText(ownCode(whole)), context);
  const isMine = new Uint8Array(table.length);
  for (let row = 0; row < whole.length; row++) if (isOwn(whole, row)) isMine[rowMap?.[row] ?? row] = 1;
  return { whose: 'mine', isWanted: (row) => isMine[row] === 1 };
}

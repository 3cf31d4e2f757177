import type { FunctionIndex } from '../profile/function-keys.ts';
import { BUILTIN_FILE, functionKey, lineText, standardName } from '../profile/function-name.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { StringId } from '../profile/string-pool.ts';
import type { ByteWriter } from '../text/byte-writer.ts';
import { codePointLength } from '../text/code-points.ts';
import { escapeControls } from '../text/escape.ts';

const LESS = 0x3c;
const GREATER = 0x3e;

/** `raw`: the bytes that CPython writes. `escaped`: for a terminal, which would obey some of them. */
export type NameStyle = 'raw' | 'escaped';

export const NAME_STYLES: readonly NameStyle[] = ['raw', 'escaped'];

/** Writes standard names as `standardName` makes them, from the bytes of the dump. */
export class NameWriter {
  private readonly table: ProfileTable;
  private readonly style: NameStyle;
  private readonly builtinFile: StringId;

  constructor(table: ProfileTable, style: NameStyle) {
    this.table = table;
    this.style = style;
    this.builtinFile = table.strings.find(BUILTIN_FILE);
  }

  write(out: ByteWriter, index: FunctionIndex): void {
    const { file, line, name } = functionKey(this.table, index);
    if (file === this.builtinFile && line === 0) {
      this.writeBuiltin(out, name);
      return;
    }
    this.writeString(out, file);
    out.byte(0x3a);
    out.ascii(lineText(line));
    out.byte(0x28);
    this.writeString(out, name);
    out.byte(0x29);
  }

  /** `len(standardName)`: escapes take more room, but the columns stay where CPython has them. */
  width(index: FunctionIndex): number {
    const { strings } = this.table;
    const { file, line, name } = functionKey(this.table, index);
    if (file === this.builtinFile && line === 0) return codePointLength(standardName(this.table, index));
    return strings.codePoints(file) + 1 + lineText(line).length + 1 + strings.codePoints(name) + 1;
  }

  private writeBuiltin(out: ByteWriter, name: StringId): void {
    const { strings } = this.table;
    const bytes = strings.bytesOf(name);
    const isBracketed = bytes.length > 1 && bytes[0] === LESS && bytes.at(-1) === GREATER;
    if (!isBracketed) {
      this.writeString(out, name);
      return;
    }
    out.byte(0x7b);
    this.writePart(out, name, 1, bytes.length - 2);
    out.byte(0x7d);
  }

  private writeString(out: ByteWriter, id: StringId): void {
    this.writePart(out, id, 0, this.table.strings.bytesIn(id));
  }

  private writePart(out: ByteWriter, id: StringId, from: number, length: number): void {
    const { strings } = this.table;
    if (this.style === 'escaped' || !strings.isAscii(id)) {
      const text = from === 0 ? strings.text(id) : strings.text(id).slice(1, -1);
      out.text(this.style === 'escaped' ? escapeControls(text) : text);
      return;
    }
    const { bytes, at } = out.claim(length);
    strings.copyBytes(id, from, length, bytes, at);
  }
}

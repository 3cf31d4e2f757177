// Stands in for Ink's Output in the bundle: pictures of whole lines are not taken apart into cells. See join-rows.ts.
import Output from '../node_modules/ink/build/output.js';
import { joinRows } from '../src/tui/terminal/join-rows.ts';

export default class RowOutput extends Output {
  get() {
    const { width, height } = this;
    const drawLine = (line) => {
      const output = new Output({ width, height: 1 });
      output.write(0, 0, line, { transformers: [] });
      return output.get().output;
    };
    const joined = joinRows(this.operations, height, drawLine);
    return joined === null ? super.get() : { output: joined, height };
  }
}

import { compareCodePoints } from '../../src/text/code-points.ts';

/** Of src/profile/string-pool.ts what a page asks for: its strings come as texts, and none comes twice. */
export class StringPool {
  private readonly texts: string[] = [];

  intern(text: string): number {
    return this.texts.push(text) - 1;
  }

  text(id: number): string {
    return this.texts[id] ?? '';
  }

  compare(a: number, b: number): number {
    return compareCodePoints(this.text(a), this.text(b));
  }
}

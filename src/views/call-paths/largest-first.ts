/** A queue of numbered things that gives the largest first, of equals the one of the lower number: a binary heap. */
export class LargestFirst {
  length = 0;
  private readonly items: number[] = [];
  private readonly sizes: number[] = [];

  push(item: number, size: number): void {
    let at = this.length++;
    for (let above = (at - 1) >> 1; at > 0 && this.isBefore(item, size, above); above = (at - 1) >> 1) {
      this.move(above, at);
      at = above;
    }
    this.set(at, item, size);
  }

  /** The largest; undefined where nothing is left. */
  pop(): number | undefined {
    if (this.length === 0) return undefined;
    const first = this.items[0]!;
    const last = --this.length;
    const [item, size] = [this.items[last]!, this.sizes[last]!];
    let at = 0;
    for (let below = 1; below < last; below = 2 * at + 1) {
      if (below + 1 < last && this.isBefore(this.items[below + 1]!, this.sizes[below + 1]!, below)) below++;
      if (this.isBefore(item, size, below)) break;
      this.move(below, at);
      at = below;
    }
    this.set(at, item, size);
    return first;
  }

  private isBefore(item: number, size: number, place: number): boolean {
    const other = this.sizes[place]!;
    return size > other || (size === other && item < this.items[place]!);
  }

  private move(from: number, to: number): void {
    this.set(to, this.items[from]!, this.sizes[from]!);
  }

  private set(at: number, item: number, size: number): void {
    this.items[at] = item;
    this.sizes[at] = size;
  }
}

import type { ValueKind } from './known-results.ts';

/** undefined while it is being asked for: `text = text + more` asks for itself. */
export type Kind = ValueKind | undefined;

/** What something is, told by what other things are. Which question it is its identity says. */
export type KindQuestion = (ask: Ask) => Kind;

export type Ask = (question: KindQuestion) => Kind;

const settled = new WeakMap<KindQuestion, ValueKind>();

/** Answers go round in circles of names that are made of one another. Two or three rounds do, but for contrived ones. */
const MOST_ROUNDS = 10;

/**
 * The answer to a question. All that it leads to is answered with it, once and for all: each question is evaluated a few
 * times at most, however many sites lead to it. Without recursion: a chain of names may be as long as a function.
 */
export function settle(root: KindQuestion): ValueKind {
  const known = settled.get(root);
  if (known !== undefined) return known;
  const answers = new Answers();
  answers.find(root);
  answers.goRound();
  return answers.settle(root);
}

class Answers {
  private readonly kinds = new Map<KindQuestion, Kind>();
  /** Those that ask come after those that they ask, as far as there is no circle. */
  private readonly order: KindQuestion[] = [];
  private hasCircles = false;

  /** Evaluates a question once all that it asks for is evaluated or on its way. */
  find(first: KindQuestion): void {
    const stack = [first];
    this.kinds.set(first, undefined);
    for (let at = stack.at(-1); at !== undefined; at = stack.at(-1)) {
      const missing: KindQuestion[] = [];
      const kind = at((other) => this.answerTo(other, missing));
      const [next] = missing;
      if (next === undefined) {
        this.kinds.set(at, kind);
        this.order.push(at);
        stack.pop();
      } else {
        this.kinds.set(next, undefined);
        stack.push(next);
      }
    }
  }

  /** First with circles closed by nothing, as most end in a value from outside; then with what is left as not known. */
  goRound(): void {
    if (!this.hasCircles) return;
    this.untilSteady();
    for (const question of this.order) this.kinds.set(question, this.kinds.get(question) ?? 'unknown');
    this.untilSteady();
  }

  settle(root: KindQuestion): ValueKind {
    for (const question of this.order) settled.set(question, this.kinds.get(question) ?? 'unknown');
    return settled.get(root) ?? 'unknown';
  }

  private answerTo(question: KindQuestion, missing: KindQuestion[]): Kind {
    const known = settled.get(question) ?? this.kinds.get(question);
    if (known !== undefined) return known;
    if (this.kinds.has(question)) this.hasCircles = true;
    else missing.push(question);
    return undefined;
  }

  private untilSteady(): void {
    for (let left = MOST_ROUNDS; left > 0 && this.round(); left--);
  }

  /** Whether an answer has changed. */
  private round(): boolean {
    let isChanged = false;
    for (const question of this.order) {
      const missing: KindQuestion[] = [];
      const kind = question((other) => this.answerTo(other, missing));
      for (const other of missing) if (!this.kinds.has(other)) this.find(other);
      if (kind === this.kinds.get(question) && missing.length === 0) continue;
      this.kinds.set(question, kind);
      isChanged = true;
    }
    return isChanged;
  }
}

/** The kind of what may be any of some things. A chain: of two that share their end, what is there is asked for once. */
export function unionOf(parts: readonly KindQuestion[], end: KindQuestion = NOTHING): KindQuestion {
  if (parts.length === 0 && end === NOTHING) return UNKNOWN;
  return parts.reduceRight<KindQuestion>((rest, part) => (ask) => unite(part(ask), ask(rest)), end);
}

/** The end of a chain: None says nothing against the others. */
export const NOTHING: KindQuestion = () => 'none';

export const UNKNOWN: KindQuestion = () => 'unknown';

/** One kind for two values: what is not known, and None, say nothing against the other. */
export function unite(first: Kind, second: Kind): Kind {
  if (first === undefined || first === second) return second;
  if (second === undefined) return first;
  if (saysNothing(first)) return saysNothing(second) ? 'unknown' : second;
  return saysNothing(second) ? first : 'mixed';
}

function saysNothing(kind: ValueKind): boolean {
  return kind === 'unknown' || kind === 'none';
}

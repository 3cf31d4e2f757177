/** What `npm run bench` and `npm run bench:start` are asked for. */
type Options = {
  readonly largest: number;
  readonly against: string | null;
  readonly isCheck: boolean;
  readonly isMergeAll: boolean;
  readonly isThisNodeAlone: boolean;
  /** As it was typed, but without the folder of `--against`, which is of one machine. */
  readonly typed: string;
};

const FLAGS = ['--check', '--merge-all', '--this-node'];
const VALUES = ['--largest', '--against'];

/** @throws Error for a word that is none of them: a misspelt `--check` would check nothing */
export function optionsOf(args: readonly string[]): Options {
  const unknown = args.find((arg) => !FLAGS.includes(arg) && !VALUES.some((name) => arg.startsWith(`${name}=`)));
  if (unknown !== undefined) throw new Error(`${unknown}: know ${FLAGS.join(', ')}, --largest=N, --against=FOLDER`);
  const valueAfter = (name: string): string | undefined =>
    args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1);
  return {
    largest: numberOf(valueAfter('--largest') ?? '1000000'),
    against: valueAfter('--against') ?? null,
    isCheck: args.includes('--check'),
    isMergeAll: args.includes('--merge-all'),
    isThisNodeAlone: args.includes('--this-node'),
    typed: args.map((arg) => arg.replace(/^--against=.*/, '--against=FOLDER')).join(' '),
  };
}

function numberOf(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--largest=${text}: give a number of functions`);
  return number;
}

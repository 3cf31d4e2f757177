import { assertNever } from '../../errors.ts';
import type { ArgumentDescription, CommandDescription, OptionDescription } from '../options/describe-commands.ts';
import type { Value, Word } from '../options/program-option.ts';

/** The script for zsh: a file in a folder of `$fpath`, or sourced. A list of `_arguments` specs a command does it all. */
export function zshScript(commands: readonly CommandDescription[]): string {
  const functions = wordFunctions(commands);
  const [bare, ...named] = commands.map((command) => ({ ...command, specs: specsOf(command, functions) }));
  const profiles = actionFor(bare?.arguments[0]?.value ?? { kind: 'text' }, functions);
  return `#compdef pyprof-view
# zsh completion for pyprof-view: put it as _pyprof-view into a folder of $fpath, or source it

_pyprof-view_commands() {
  local -a commands=(
${named.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join('\n')}
  )
  _describe -t commands command commands
}

_pyprof-view_first() {
  _alternative 'commands:command:_pyprof-view_commands' ${quoted(`profiles:profile:${profiles}`)}
}

_pyprof-view_mapping() {
  compset -P '*='
  _files -/
}

${[...functions].map(([body, name]) => `${name}() {\n  ${body}\n}\n\n`).join('')}_pyprof-view() {
  local curcontext=$curcontext state line
  local -A opt_args
  local -a options=(
${bare?.specs.options.map((spec) => `    ${spec}`).join('\n')}
  )

  _arguments -s -C $options '(-)1: :_pyprof-view_first' '(-)*:: :->rest' && return
  [[ $state = rest ]] || return 1
  case $words[1] in
${named.map(({ name, specs }) => caseOf(name, [...specs.options, ...specs.arguments])).join('\n')}
    *) _arguments -s $options ${quoted(`*:profile:${profiles}`)} ;;
  esac
}

if [[ $funcstack[1] = _pyprof-view ]]; then
  _pyprof-view "$@"
else
  compdef _pyprof-view pyprof-view
fi
`;
}

/** Functions that offer words, by what they do: options of several commands share one. */
type WordFunctions = ReadonlyMap<string, string>;

function wordFunctions(commands: readonly CommandDescription[]): WordFunctions {
  const functions = new Map<string, string>();
  for (const { name, options } of commands) {
    for (const { flags, value } of options) {
      const body = wordsBody(value);
      if (body !== null && !functions.has(body)) functions.set(body, `_pyprof-view_${name}${flags.at(-1)}`);
    }
  }
  return functions;
}

function wordsBody(value: Value): string | null {
  if (value.kind !== 'list' && value.kind !== 'word') return null;
  const separator = value.kind === 'list' ? '-s , ' : '';
  return `_values ${separator}word ${value.words.map(wordSpec).join(' ')}`;
}

function wordSpec({ word, meaning }: Word): string {
  return quoted(meaning === null ? word : `${word}[${escaped(meaning)}]`);
}

type Specs = { readonly options: readonly string[]; readonly arguments: readonly string[] };

function specsOf(command: CommandDescription, functions: WordFunctions): Specs {
  return {
    options: command.options.map((option) => optionSpec(option, functions)),
    arguments: command.arguments.map((argument, at) => argumentSpec(argument, at, functions)),
  };
}

function caseOf(name: string, specs: readonly string[]): string {
  return `    ${name})\n      _arguments -s \\\n${specs.map((spec) => `        ${spec}`).join(' \\\n')}\n      ;;`;
}

/** `'(-s --sort)'{-s+,--sort=}'[what it does]:keys:action'` */
function optionSpec({ flags, isRepeatable, summary, value }: OptionDescription, functions: WordFunctions): string {
  const takesValue = value.kind !== 'none';
  const names = flags.map((flag) => (takesValue ? `${flag}${flag.startsWith('--') ? '=' : '+'}` : flag));
  const before = isRepeatable ? "'*'" : `'(${flags.join(' ')})'`;
  const behind = takesValue ? `:value:${actionFor(value, functions)}` : '';
  return `${before}${names.length > 1 ? `{${names.join(',')}}` : names[0]}${quoted(`[${escaped(summary)}]${behind}`)}`;
}

function argumentSpec({ name, isRepeated, value }: ArgumentDescription, at: number, functions: WordFunctions): string {
  return quoted(`${isRepeated ? '*' : at + 1}:${name}:${actionFor(value, functions)}`);
}

function actionFor(value: Value, functions: WordFunctions): string {
  switch (value.kind) {
    case 'none':
    case 'text':
      return '';
    case 'choice':
      return `(${value.words.map(({ word }) => word).join(' ')})`;
    case 'word':
    case 'list':
      return functions.get(wordsBody(value) ?? '') ?? '';
    case 'file':
      return value.endings.length === 0 ? '_files' : `_files -g "*.(${value.endings.join('|')})"`;
    case 'folder':
      return '_files -/';
    case 'mapping':
      return '_pyprof-view_mapping';
    default:
      return assertNever(value);
  }
}

/** What means something to `_arguments` and `_values`. */
function escaped(text: string): string {
  return text.replace(/[\\[\]:]/g, '\\$&');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

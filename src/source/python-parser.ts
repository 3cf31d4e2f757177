/** The one place that loads py-ast (280 KB of code): imported with `import()`, when the first file is parsed. */
export { parse } from 'py-ast';

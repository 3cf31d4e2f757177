// Stands in for the package terminal-size in the bundle. Ink then takes 80x24 for what the terminal does not tell, as paint.tsx does.
export default () => ({});

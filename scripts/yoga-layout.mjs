// Stands in for the package yoga-layout in the bundle: the engine has been loaded by then (src/tui/terminal/layout-engine.ts).
import { layoutEngine } from '../src/tui/terminal/layout-engine.ts';

export * from 'yoga-layout/load';
export default layoutEngine();

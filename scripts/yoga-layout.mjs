// Stands in for the package yoga-layout in the bundle: the viewer has one box and one text. See screen-layout.ts.
import { SCREEN_LAYOUT, ScreenNode } from '../src/tui/terminal/screen-layout.ts';

export default { ...SCREEN_LAYOUT, Node: { create: () => new ScreenNode() } };

/** A frame as a picture has it. */
export type DrawnFrame = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly name: string;
  readonly numbers: string;
  readonly kind: string;
  readonly label: string;
};

const FRAME =
  /<svg x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="17"><title>([^\n]*)\n([^\n]*)\n([^\n]*)<\/title><rect[^>]*\/>(?:<text [^>]*>([^<]*)<\/text>)?<\/svg>/g;

/** The frames of an SVG in its own order. The legend has none. */
export function drawnFrames(svg: string): readonly DrawnFrame[] {
  return [...svg.matchAll(FRAME)].map(([, x, y, width, name = '', numbers = '', kind = '', label = '']) => ({
    x: Number(x),
    y: Number(y),
    width: Number(width),
    name: plain(name),
    numbers,
    kind,
    label: plain(label),
  }));
}

function plain(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

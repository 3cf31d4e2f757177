/** A frame as a picture has it. */
export type DrawnFrame = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly name: string;
  readonly numbers: string;
  readonly kind: string;
  /** Whether it has the dotted lower edge. */
  readonly hasDots: boolean;
  readonly label: string;
};

const FRAME =
  /<svg x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="17"><title>([^\n]*)\n([^\n]*)\n([^\n]*)<\/title><rect[^>]*\/>(<rect[^>]*estimate\)"\/>)?(?:<text [^>]*>([^<]*)<\/text>)?<\/svg>/g;

/** The frames of an SVG in its own order. The legend has none. */
export function drawnFrames(svg: string): readonly DrawnFrame[] {
  return [...svg.matchAll(FRAME)].map(([, x, y, width, name = '', numbers = '', kind = '', dots, label = '']) => ({
    x: Number(x),
    y: Number(y),
    width: Number(width),
    name: plain(name),
    numbers,
    kind,
    hasDots: dots !== undefined,
    label: plain(label),
  }));
}

function plain(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

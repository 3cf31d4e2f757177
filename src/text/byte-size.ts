const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** `664 KiB`, `85.9 KiB`, `4632 B`: as tracemalloc prints sizes (`tracemalloc._format_size`). */
export function formatByteSize(bytes: number): string {
  let size = bytes;
  for (const unit of UNITS) {
    if (Math.abs(size) < 100 && unit !== 'B') return `${oneDecimal(size)} ${unit}`;
    if (Math.abs(size) < 10 * 1024 || unit === 'TiB') return `${wholeNumber(size)} ${unit}`;
    size /= 1024;
  }
  return `${size} B`;
}

/** `+664 KiB`, `-48 B`, `+0 B`. */
export function formatByteGrowth(bytes: number): string {
  return bytes < 0 ? formatByteSize(bytes) : `+${formatByteSize(bytes)}`;
}

/** Python's `'%.1f'`: exact halves go to the even digit, where `toFixed` goes up. Only odd quarters are exact halves. */
function oneDecimal(value: number): string {
  return Math.abs((value * 4) % 2) === 1 ? (halfToEven(value * 10) / 10).toFixed(1) : value.toFixed(1);
}

/** Python's `'%.0f'`. */
function wholeNumber(value: number): string {
  return String(halfToEven(value));
}

function halfToEven(value: number): number {
  const rounded = Math.round(value);
  const isTie = Math.abs(value % 1) === 0.5;
  return isTie && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

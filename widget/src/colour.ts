// Which colour of letters can be read on a colour, by the contrast ratio of WCAG 2.2.

/** `#fff` or `#000`, whichever has the higher contrast on `colour`, as computed by the browser. */
export function lettersOn(colour: string): string {
  const [red, green, blue] = channels(colour).map(linear) as [number, number, number];
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  // (1.05 / (luminance + 0.05)) against ((luminance + 0.05) / 0.05)
  return (luminance + 0.05) ** 2 < 1.05 * 0.05 ? "#fff" : "#000";
}

function channels(colour: string): number[] {
  const written = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour);
  if (written) return written.slice(1).map(Number);
  // Any other colour that CSS knows: a canvas turns it into bytes, which takes a while.
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

function linear(byte: number): number {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

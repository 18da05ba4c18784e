/** Colours of maps, from the lowest value to the highest: every fifth of the 256 colours of `iqa map`. Red, green, blue. */
export const mapColours = [
  [0, 0, 4], [1, 0, 8], [2, 0, 14], [5, 1, 20], [9, 1, 26], [15, 2, 33], [21, 3, 40], [28, 4, 47],
  [34, 5, 54], [41, 6, 61], [48, 7, 68], [55, 9, 76], [62, 10, 83], [69, 12, 91], [76, 14, 99], [84, 15, 107],
  [92, 20, 109], [100, 26, 108], [108, 31, 107], [116, 35, 105], [125, 38, 103], [133, 41, 101], [142, 44, 99], [151, 47, 97],
  [160, 49, 94], [170, 51, 91], [179, 53, 88], [188, 55, 84], [194, 64, 82], [199, 72, 80], [204, 80, 77], [209, 88, 74],
  [215, 95, 71], [220, 103, 66], [225, 110, 61], [230, 117, 55], [236, 124, 48], [241, 131, 38], [246, 138, 24], [250, 146, 24],
  [251, 156, 44], [252, 165, 59], [253, 174, 72], [254, 184, 84], [254, 193, 95], [255, 202, 105], [255, 211, 115], [255, 220, 125],
  [254, 228, 135], [254, 237, 145], [253, 246, 154], [252, 255, 164],
];

/**
 * Draws a map, one pixel of the canvas for each value; style enlarges it smoothly.
 * @param {HTMLCanvasElement} canvas
 * @param {{ width: number, height: number, values: ArrayLike<number>, low: number, high: number }} map
 */
export function drawMap(canvas, map) {
  canvas.width = map.width;
  canvas.height = map.height;
  const context = canvas.getContext("2d");
  const pixels = context.createImageData(map.width, map.height);
  for (let i = 0; i < map.values.length; i++) {
    pixels.data.set([...mapColour((map.values[i] - map.low) / (map.high - map.low || 1)), 255], 4 * i);
  }
  context.putImageData(pixels, 0, 0);
}

/** The colour of a position on the scale, 0 to 1. */
export function mapColour(position) {
  const at = Math.max(0, Math.min(1, position)) * (mapColours.length - 1);
  const index = Math.min(Math.floor(at), mapColours.length - 2);
  const fraction = at - index;
  return mapColours[index].map((from, channel) => Math.round(from + fraction * (mapColours[index + 1][channel] - from)));
}

/** A CSS gradient of the colours, from the lowest value to the highest. */
export function mapGradient() {
  return `linear-gradient(to right, ${mapColours.map(colour => `rgb(${colour.join(" ")})`).join(", ")})`;
}

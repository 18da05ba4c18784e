/** Colours of maps, from the best place to the worst: the same as those of `iqa map`. Red, green, blue. */
export const mapColours = [[0, 0, 4], [87, 16, 110], [188, 55, 84], [249, 142, 9], [252, 255, 164]];

/**
 * Draws a map, one pixel of the canvas for each value; style enlarges it smoothly. Good places are transparent where `overlay` is set.
 * @param {HTMLCanvasElement} canvas
 * @param {{ width: number, height: number, values: ArrayLike<number>, low: number, high: number, higherIsBetter: boolean }} map
 * @param {boolean} overlay whether it is to lie over the photograph
 */
export function drawMap(canvas, map, overlay) {
  canvas.width = map.width;
  canvas.height = map.height;
  const context = canvas.getContext("2d");
  const pixels = context.createImageData(map.width, map.height);
  for (let i = 0; i < map.values.length; i++) {
    const badness = badnessOf(map, map.values[i]);
    const [red, green, blue] = mapColour(badness);
    pixels.data.set([red, green, blue, overlay ? Math.round(40 + 215 * badness) : 255], 4 * i);
  }
  context.putImageData(pixels, 0, 0);
}

/** How bad a value of a map is: 0 … 1. */
export function badnessOf(map, value) {
  const position = Math.max(0, Math.min(1, (value - map.low) / (map.high - map.low || 1)));
  return map.higherIsBetter ? 1 - position : position;
}

/** The colour of a badness. */
export function mapColour(badness) {
  const position = badness * (mapColours.length - 1);
  const index = Math.min(Math.floor(position), mapColours.length - 2);
  const fraction = position - index;
  return mapColours[index].map((from, channel) => Math.round(from + fraction * (mapColours[index + 1][channel] - from)));
}

/** A CSS gradient of the colours, from the best to the worst. */
export function mapGradient() {
  return `linear-gradient(to right, ${mapColours.map(colour => `rgb(${colour.join(" ")})`).join(", ")})`;
}

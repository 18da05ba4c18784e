const smallestWindow = 96;
const mapSide = 64;

/**
 * Where an image is good: the mean score of the windows around each place, as the library's ScoreMap has it of a model that says nothing of places.
 * @param image { width, height, pixels }
 * @param {(window: object) => Promise<number>} scoreOf
 * @returns {Promise<{ width: number, height: number, values: number[] }>}
 */
export async function windowMap(image, scoreOf) {
  const shorter = Math.min(image.width, image.height);
  const side = Math.min(shorter, Math.max(smallestWindow, Math.floor(shorter / 3)));
  const step = Math.max(image.width, image.height) / mapSide;
  const [width, height] = [image.width, image.height].map((length) => Math.max(1, Math.round(length / step)));
  const sums = new Float64Array(width * height);
  const counts = new Float64Array(width * height);
  for (const top of starts(image.height, side)) {
    for (const left of starts(image.width, side)) {
      const score = await scoreOf(cut(image, left, top, side));
      for (let y = 0; y < height; y++) {
        const row = ((y + 0.5) * image.height) / height;
        if (row < top || row >= top + side) continue;
        for (let x = 0; x < width; x++) {
          const column = ((x + 0.5) * image.width) / width;
          if (column < left || column >= left + side) continue;
          sums[y * width + x] += score;
          counts[y * width + x]++;
        }
      }
    }
  }
  return { width, height, values: Array.from(sums, (sum, i) => sum / counts[i]) };
}

function starts(length, side) {
  const steps = Math.max(1, Math.ceil((length - side) / (side / 2)));
  return [...new Set(Array.from({ length: steps + 1 }, (_, i) => Math.round(((length - side) * i) / steps)))];
}

function cut(image, left, top, side) {
  const pixels = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y++) {
    const from = ((top + y) * image.width + left) * 3;
    pixels.set(image.pixels.subarray(from, from + side * 3), y * side * 3);
  }
  return { width: side, height: side, pixels };
}

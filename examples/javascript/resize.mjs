// The two ways in which MUSIQ's scales are resized. Images are { width, height, pixels: [height, width, 3], 0–255 }.

/** `Image.resize(…, Image.BICUBIC)` of Pillow: antialiased, in two passes of 8 bits, the rows' first. */
export function pillowBicubic(image, width, height) {
  const rows = width === image.width ? image : pass(image, width, true);
  return height === image.height ? rows : pass(rows, height, false);
}

function pass({ width, height, pixels }, size, horizontal) {
  const taps = pillowTaps(horizontal ? width : height, size);
  const [w, h] = horizontal ? [size, height] : [width, size];
  const step = horizontal ? 3 : width * 3; // from one tap to the next
  const result = new Uint8Array(w * h * 3);
  for (let y = 0, to = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const { first, weights } = taps[horizontal ? x : y];
      let from = horizontal ? (y * width + first) * 3 : (first * width + x) * 3;
      let [red, green, blue] = [HALF, HALF, HALF];
      for (let k = 0; k < weights.length; k++, from += step) {
        const weight = weights[k];
        red += weight * pixels[from];
        green += weight * pixels[from + 1];
        blue += weight * pixels[from + 2];
      }
      result[to++] = byte(red);
      result[to++] = byte(green);
      result[to++] = byte(blue);
    }
  }
  return { width: w, height: h, pixels: result };
}

const ONE = 2 ** 22; // fixed point of 22 bits
const HALF = ONE / 2;

function byte(sum) {
  return Math.min(255, Math.max(0, Math.floor(sum / ONE)));
}

function pillowTaps(inputs, outputs) {
  const scale = inputs / outputs;
  const stretch = Math.max(1, scale);
  return Array.from({ length: outputs }, (_, o) => {
    const centre = (o + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - 2 * stretch + 0.5));
    const end = Math.min(inputs, Math.trunc(centre + 2 * stretch + 0.5));
    const exact = Array.from({ length: end - first }, (_, k) => cubic((first + k - centre + 0.5) / stretch));
    const sum = exact.reduce((total, weight) => total + weight, 0);
    return { first, weights: exact.map((weight) => Math.sign(weight) * Math.trunc(0.5 + Math.abs(weight / sum) * ONE)) };
  });
}

/** Keys' cubic convolution with a = −0.5. */
function cubic(x) {
  const d = Math.abs(x);
  if (d < 1) return (1.5 * d - 2.5) * d * d + 1;
  return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
}

/** `tf.image.resize(method="gaussian")` of TensorFlow, without antialiasing: sizes and weights in float32. */
export function gaussian({ width, height, pixels }, w, h) {
  const [columns, rows] = [gaussianTaps(width, w), gaussianTaps(height, h)];
  const result = new Float32Array(w * h * 3);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      for (const [v, vertical] of rows[y]) {
        for (const [u, horizontal] of columns[x]) {
          for (let c = 0; c < 3; c++) {
            result[(y * w + x) * 3 + c] += vertical * horizontal * pixels[(v * width + u) * 3 + c];
          }
        }
      }
    }
  }
  return { width: w, height: h, pixels: result };
}

function gaussianTaps(inputs, outputs) {
  const f = Math.fround;
  const scale = f(1 / f(outputs / inputs));
  return Array.from({ length: outputs }, (_, o) => {
    const centre = f(f(o + 0.5) * scale);
    const taps = [];
    for (let k = Math.max(0, Math.floor(centre) - 3); k < Math.min(inputs, Math.floor(centre) + 4); k++) {
      const distance = Math.abs(f(k + 0.5 - centre));
      if (distance < 1.5) taps.push([k, Math.exp(-2 * distance * distance)]);
    }
    const sum = taps.reduce((total, [, weight]) => total + weight, 0);
    return taps.map(([k, weight]) => [k, weight / sum]);
  });
}

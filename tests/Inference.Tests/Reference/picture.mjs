// Pictures as { width, height, pixels }: rows of interleaved RGB, 0-255.
import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';

export function read(url) {
  const { width, height, data } = PNG.sync.read(readFileSync(url));
  return { width, height, pixels: data.filter((_, index) => index % 4 < 3) };
}

/** A part of a picture with every pixel repeated: a picture of any size, with no resampling. */
export function repeat(picture, [left, top, width, height], times) {
  const [wide, high] = [width * times, height * times];
  const pixels = new Uint8Array(wide * high * 3);
  for (let y = 0; y < high; y++) {
    for (let x = 0; x < wide; x++) {
      const from = ((top + Math.floor(y / times)) * picture.width + left + Math.floor(x / times)) * 3;
      pixels.set(picture.pixels.subarray(from, from + 3), (y * wide + x) * 3);
    }
  }
  return { width: wide, height: high, pixels };
}

/** Bilinear, pixel centers at halves, edges repeated. A smaller picture is antialiased: each of its pixels is a triangle two of its pixels wide. */
export function resize({ width, height, pixels }, newWidth, newHeight) {
  return { width: newWidth, height: newHeight, pixels: Uint8Array.from(resizeMap(pixels, 3, width, height, newWidth, newHeight, Math.round), Math.round) };
}

/** The same for `bands` interleaved numbers per pixel; `keep` is applied to numbers between the two directions, rows first, where it shrinks. */
export function resizeMap(map, bands, width, height, newWidth, newHeight, keep = (value) => value) {
  const tall = resample(map, height, newHeight, { lines: 1, values: width * bands });
  const wide = resample(newHeight < height ? tall.map(keep) : tall, width, newWidth, { lines: newHeight, values: bands });
  return newWidth < width ? wide.map(keep) : wide;
}

/** In each line, `length` groups of `values` numbers become `newLength` groups. */
function resample(source, length, newLength, { lines, values }) {
  const result = new Float64Array(lines * newLength * values);
  for (let at = 0; at < newLength; at++) {
    for (const [from, weight] of weights(at, length, newLength)) {
      for (let line = 0; line < lines; line++) {
        const [to, of] = [(line * newLength + at) * values, (line * length + from) * values];
        for (let value = 0; value < values; value++) {
          result[to + value] += source[of + value] * weight;
        }
      }
    }
  }
  return result;
}

/** Pairs of an old index and its share in the new one. */
function weights(at, length, newLength) {
  const scale = Math.max(1, length / newLength);
  const centre = ((at + 0.5) * length) / newLength - 0.5;
  const pairs = [];
  for (let index = Math.ceil(centre - scale); index <= centre + scale; index++) {
    pairs.push([Math.min(Math.max(index, 0), length - 1), 1 - Math.abs(index - centre) / scale]);
  }
  const sum = pairs.reduce((total, [, weight]) => total + weight, 0);
  return pairs.map(([index, weight]) => [index, weight / sum]);
}

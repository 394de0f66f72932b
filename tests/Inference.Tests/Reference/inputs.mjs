// From a picture to a network's input, following the definitions of the networks' authors.
import { resize } from './picture.mjs';

/** The long side becomes `side`; the other one is rounded. */
export function fit(picture, side) {
  const scale = side / Math.max(picture.width, picture.height);
  return resize(picture, Math.round(picture.width * scale), Math.round(picture.height * scale));
}

/** [1, 3, side, side]: (value - mean) / deviation of each channel in the order given; 0 outside the picture. */
export function planes(picture, side, channels) {
  const tensor = new Float32Array(3 * side * side);
  channels.forEach(({ band, mean, deviation }, plane) => {
    for (let y = 0; y < picture.height; y++) {
      for (let x = 0; x < picture.width; x++) {
        tensor[(plane * side + y) * side + x] = (picture.pixels[(y * picture.width + x) * 3 + band] - mean) / deviation;
      }
    }
  });
  return tensor;
}

/** [1, side, side, 3]: red, green, blue unchanged; 0 outside the picture. */
export function rows(picture, side) {
  const tensor = new Float32Array(side * side * 3);
  for (let y = 0; y < picture.height; y++) {
    tensor.set(picture.pixels.subarray(y * picture.width * 3, (y + 1) * picture.width * 3), y * side * 3);
  }
  return tensor;
}

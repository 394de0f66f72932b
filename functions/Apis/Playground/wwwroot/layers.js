// Masks as pictures to lay over a picture.

import { readMask } from './rle.js';

/** @import { Rle } from './types.js' */

const INSIDE = 105;

// Okabe and Ito's colors, which color-blind people can tell apart.
const COLORS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#f0e442'];

/** @param {number} index */
export const colorOf = index => COLORS[index % COLORS.length];

/**
 * @param {Rle} rle
 * @param {number} longSide Pixels of the layer's longer side, at most.
 * @param {string} color As `#rrggbb`.
 * @returns {HTMLCanvasElement} The mask in that color, see-through, with an opaque outline.
 */
export function drawLayer(rle, longSide, color) {
  const [height, width] = rle.size;
  const scale = Math.min(1, longSide / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const mask = readMask(rle);
  const columns = Uint32Array.from({ length: canvas.width }, (_, x) => Math.min(width - 1, Math.floor((x + 0.5) / scale)) * height);
  const rows = Uint32Array.from({ length: canvas.height }, (_, y) => Math.min(height - 1, Math.floor((y + 0.5) / scale)));
  const [red, green, blue] = [1, 3, 5].map(i => parseInt(color.slice(i, i + 2), 16));
  const layer = new ImageData(canvas.width, canvas.height);
  for (let y = 0; y < canvas.height; y++) {
    for (let x = 0; x < canvas.width; x++) {
      if (mask[columns[x] + rows[y]]) {
        const place = (y * canvas.width + x) * 4;
        layer.data[place] = red;
        layer.data[place + 1] = green;
        layer.data[place + 2] = blue;
        layer.data[place + 3] = isEdge(x, y) ? 255 : INSIDE;
      }
    }
  }

  canvas.getContext('2d')?.putImageData(layer, 0, 0);
  return canvas;

  /**
   * @param {number} x
   * @param {number} y
   */
  function isEdge(x, y) {
    return x === 0 || y === 0 || x === canvas.width - 1 || y === canvas.height - 1
      || !mask[columns[x - 1] + rows[y]] || !mask[columns[x + 1] + rows[y]] || !mask[columns[x] + rows[y - 1]] || !mask[columns[x] + rows[y + 1]];
  }
}

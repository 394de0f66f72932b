// COCO's run lengths.

/** @import { Rle } from './types.js' */

const BITS = 5;
const FIRST_LETTER = 48;

/**
 * @param {string} letters Little-endian groups of five bits, each run but the first two as the difference from the one two before.
 * @returns {number[]}
 */
export function readCounts(letters) {
  /** @type {number[]} */
  const counts = [];
  for (let i = 0; i < letters.length;) {
    let value = 0;
    let shift = 0;
    let group = 0;
    do {
      group = letters.charCodeAt(i++) - FIRST_LETTER;
      value |= (group & 31) << shift;
      shift += BITS;
    } while (group & 32);
    if (group & 16) {
      value |= -1 << shift;
    }

    counts.push(counts.length > 2 ? value + counts[counts.length - 2] : value);
  }

  return counts;
}

/**
 * @param {Rle} rle
 * @returns {Uint8Array} 1 inside, column by column.
 */
export function readMask(rle) {
  const mask = new Uint8Array(rle.size[0] * rle.size[1]);
  let place = 0;
  for (const [i, count] of readCounts(rle.counts).entries()) {
    if (i % 2 === 1) {
      mask.fill(1, place, place + count);
    }

    place += count;
  }

  return mask;
}

/**
 * @param {Rle} rle
 * @returns {Uint32Array} Where each run ends, down the columns; the first is outside.
 */
export function readEnds(rle) {
  let end = 0;
  return Uint32Array.from(readCounts(rle.counts), count => end += count);
}

/**
 * @param {Uint32Array} ends
 * @param {Rle} rle
 * @param {number} x In parts of the width, 0 to 1.
 * @param {number} y In parts of the height.
 */
export function isInside(ends, { size: [height, width] }, x, y) {
  const place = Math.min(width - 1, Math.floor(x * width)) * height + Math.min(height - 1, Math.floor(y * height));
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle] > place) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }

  return low % 2 === 1;
}

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

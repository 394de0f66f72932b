// Places in a picture that the user points at.

const SHORTEST_DRAG = 0.004;

/** Less than a pixel of any picture. */
const DIGITS = 5;

/** @typedef {{ x: number, y: number }} Place In parts of the picture's width and height. */

/** @param {number} part Outside of 0 to 1 the edge is meant. */
export const inside = part => Number(Math.min(1, Math.max(0, part)).toFixed(DIGITS));

/**
 * @param {Place} a
 * @param {Place} b
 * @returns {boolean} Whether they are far enough apart to be corners.
 */
export const isBox = (a, b) => Math.abs(a.x - b.x) > SHORTEST_DRAG && Math.abs(a.y - b.y) > SHORTEST_DRAG;

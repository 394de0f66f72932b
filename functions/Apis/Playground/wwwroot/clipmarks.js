// What the user marks in a clip: points and boxes of numbered objects, each on a frame.

import { colorOfObject } from './player.js';

/** @import { Box, Point } from './types.js' */

/** @typedef {{ object: number, frame: number } & ({ point: Point } | { box: Box })} ClipMark */

export class ClipMarks {
  /** Number of the object that clicks are for. */
  object = 1;

  /** @type {ClipMark[]} */
  #marks = [];

  /**
   * @param {number} frame
   * @param {Point} point
   */
  addPoint(frame, point) {
    this.#marks.push({ object: this.object, frame, point });
  }

  /**
   * A box is for another object than the marks before it, since an object has one box on a frame at most.
   * @param {number} frame
   * @param {Box} box
   */
  addBox(frame, box) {
    this.begin();
    this.#marks.push({ object: this.object, frame, box });
  }

  /** Starts another object: further clicks mark that one. */
  begin() {
    if (this.#marks.some(mark => mark.object === this.object)) {
      this.object = Math.max(...this.#marks.map(mark => mark.object)) + 1;
    }
  }

  /** @param {number} object */
  remove(object) {
    this.#marks = this.#marks.filter(mark => mark.object !== object);
  }

  /** @returns {{ object: number, color: string, points: number, boxes: number, frames: number[] }[]} By their numbers. */
  get objects() {
    return [...new Set(this.#marks.map(mark => mark.object))].sort((a, b) => a - b).map(object => {
      const marks = this.#marks.filter(mark => mark.object === object);
      return {
        object,
        color: colorOfObject(object),
        points: marks.filter(mark => 'point' in mark).length,
        boxes: marks.filter(mark => 'box' in mark).length,
        frames: [...new Set(marks.map(mark => mark.frame))].sort((a, b) => a - b),
      };
    });
  }

  /** @returns {number | undefined} An object of which nothing says where it is. */
  get nowhere() {
    return this.objects.find(({ object }) => !this.#marks.some(mark => mark.object === object && ('box' in mark || mark.point.label === 1)))?.object;
  }

  /**
   * @param {number} frame
   * @returns {{ points: (Point & { color: string })[], boxes: (Box & { color: string })[] }} What is drawn over it.
   */
  on(frame) {
    const here = this.#marks.filter(mark => mark.frame === frame).map(mark => ({ ...mark, color: colorOfObject(mark.object) }));
    return {
      points: here.flatMap(mark => ('point' in mark ? [{ ...mark.point, color: mark.color }] : [])),
      boxes: here.flatMap(mark => ('box' in mark ? [{ ...mark.box, color: mark.color }] : [])),
    };
  }

  /** @returns {object} Fields of `POST /v1/jobs`. */
  toPrompt() {
    const points = this.#marks.flatMap(mark => ('point' in mark ? [{ ...mark.point, object: mark.object, frame: mark.frame }] : []));
    const boxes = this.#marks.flatMap(mark => ('box' in mark ? [{ ...mark.box, object: mark.object, frame: mark.frame }] : []));
    return { ...(points.length > 0 && { points }), ...(boxes.length > 0 && { boxes }) };
  }
}

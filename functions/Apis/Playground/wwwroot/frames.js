// The frames of a clip, one of which is shown.

import { ApiError } from './api.js';
import { readFrameTimes } from './mp4.js';
import { readBlockTimes } from './webm.js';

/** @import { Medium } from './medium.js' */

/** Milliseconds for a frame to be drawn once it is sought: a frame that is shown already may not be presented again. */
const LONGEST_PRESENTATION = 500;

/** @param {string} name */
const cannotShow = name => new ApiError(0, `This browser cannot show the frames of ${name}; words still work.`);

export class ClipFrames {
  #video;

  #name;

  /** @type {Promise<unknown>} The frame that is read before the next one. */
  #last = Promise.resolve();

  /**
   * @param {HTMLVideoElement} video Of the clip itself, not on the page.
   * @param {string} name The clip's.
   * @param {number[]} times When each frame is shown, in seconds.
   * @param {boolean} areCounted Whether those are all the clip's frames, not only the first.
   */
  constructor(video, name, times, areCounted) {
    this.#video = video;
    this.#name = name;
    this.times = times;
    this.areCounted = areCounted;
  }

  /**
   * @param {Medium} clip
   */
  static async open({ file, name }) {
    const video = document.createElement('video');
    video.muted = true;
    video.playsInline = true;
    video.preload = 'auto';
    const loaded = new Promise((resolve, reject) => {
      video.addEventListener('loadeddata', resolve, { once: true });
      video.addEventListener('error', () => reject(cannotShow(name)), { once: true });
    });
    video.src = URL.createObjectURL(file);
    await loaded;
    const times = await readFrameTimes(file) ?? await readBlockTimes(file);
    return new ClipFrames(video, name, times ?? [0], times !== undefined);
  }

  /**
   * @param {number} time In seconds.
   * @returns {number} Index of the frame that is shown then, from 0.
   */
  at(time) {
    return Math.max(0, this.times.findLastIndex(begin => begin <= time));
  }

  /**
   * One after another, since they share the video.
   * @param {number} index
   * @returns {Promise<ImageBitmap>}
   */
  read(index) {
    const read = this.#last.then(() => this.#read(index));
    this.#last = read.catch(() => {});
    return read;
  }

  /**
   * Read in the middle of the frame's time, from which rounding leads to no other frame.
   * @param {number} index
   */
  async #read(index) {
    if (this.#video.error) {
      throw cannotShow(this.#name);
    }

    const begin = this.times[index];
    const end = this.times[index + 1] ?? begin + (begin - (this.times[index - 1] ?? begin));
    const settled = new AbortController();
    const sought = new Promise((resolve, reject) => {
      this.#video.addEventListener('seeked', resolve, { signal: settled.signal });
      this.#video.addEventListener('error', () => reject(cannotShow(this.#name)), { signal: settled.signal });
    });
    const presented = this.#presented();
    this.#video.currentTime = (begin + end) / 2;
    await sought.finally(() => settled.abort());
    await Promise.race([presented, new Promise(resolve => { setTimeout(resolve, LONGEST_PRESENTATION); })]);
    return createImageBitmap(this.#video);
  }

  /**
   * A busy browser may report that it has sought before the frame can be drawn.
   * @returns {Promise<unknown>} Resolves with the next frame that can be drawn; at once in a browser that does not tell.
   */
  #presented() {
    return new Promise(resolve => 'requestVideoFrameCallback' in this.#video ? this.#video.requestVideoFrameCallback(resolve) : resolve(undefined));
  }
}

// The frames of a clip, one of which is looked at.

import { ApiError } from './api.js';
import { readFrameTimes } from './mp4.js';
import { readBlockTimes } from './webm.js';

/** @import { Medium } from './medium.js' */

export class ClipFrames {
  #video;

  /**
   * @param {HTMLVideoElement} video Of the clip itself, not on the page.
   * @param {number[]} times When each frame is shown, in seconds.
   * @param {boolean} areCounted Whether those are all the clip's frames, not only the first.
   */
  constructor(video, times, areCounted) {
    this.#video = video;
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
      video.addEventListener('error', () => reject(new ApiError(0, `This browser cannot show the frames of ${name}; words still work.`)), { once: true });
    });
    video.src = URL.createObjectURL(file);
    await loaded;
    const times = await readFrameTimes(file) ?? await readBlockTimes(file);
    return new ClipFrames(video, times ?? [0], times !== undefined);
  }

  /**
   * @param {number} time In seconds.
   * @returns {number} Index of the frame that is shown then, from 0.
   */
  at(time) {
    return Math.max(0, this.times.findLastIndex(begin => begin <= time));
  }

  /**
   * Read in the middle of the frame's time, from which rounding leads to no other frame.
   * @param {number} index
   * @returns {Promise<ImageBitmap>}
   */
  async read(index) {
    const begin = this.times[index];
    const end = this.times[index + 1] ?? begin + (begin - (this.times[index - 1] ?? begin));
    const sought = new Promise(resolve => this.#video.addEventListener('seeked', resolve, { once: true }));
    this.#video.currentTime = (begin + end) / 2;
    await sought;
    return createImageBitmap(this.#video);
  }
}

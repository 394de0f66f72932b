// A clip on the stage: it plays, tells how far a job is, and lists what was followed.

import { fileName } from './exports.js';
import { button, download } from './segments.js';

/** @import { Api } from './api.js' */
/** @import { Clip } from './clip.js' */

const COLORS = ['#e69f00', '#0072b2', '#f0e442', '#d55e00', '#56b4e9', '#009e73', '#cc79a7'];

/**
 * As the film shows it.
 * @param {number} object From 1.
 */
export const colorOfObject = object => COLORS[(object - 1) % COLORS.length];

export class Player {
  /**
   * @param {HTMLVideoElement} video
   * @param {HTMLProgressElement} progress
   */
  constructor(video, progress) {
    this.video = video;
    this.progress = progress;
  }

  /**
   * @param {Clip} clip
   * @param {number} [time] Where to go on from, in seconds.
   */
  show(clip, time) {
    if (this.video.src !== clip.source) {
      this.video.src = clip.source;
    }

    if (time !== undefined) {
      this.video.currentTime = time;
    }

    this.video.setAttribute('aria-label', clip.lastJob ? `Clip ${clip.name} with its masks` : `Clip ${clip.name}`);
  }

  /**
   * @param {Clip} clip
   * @returns {number} Where it is, in seconds; at its beginning while another is shown.
   */
  timeIn(clip) {
    return this.video.src === clip.source ? this.video.currentTime : 0;
  }

  /**
   * @param {number} done
   * @param {number} all
   */
  tell(done, all) {
    this.progress.hidden = false;
    this.progress.max = all;
    this.progress.value = done;
  }

  rest() {
    this.progress.hidden = true;
    this.progress.removeAttribute('value');
  }
}

/**
 * @param {HTMLUListElement} list
 * @param {Clip} clip
 */
export function listObjects(list, clip) {
  list.replaceChildren(...clip.objects.map(({ objectId, label, firstFrame, lastFrame, frames, meanScore }) => {
    const item = document.createElement('li');
    const swatch = document.createElement('span');
    swatch.className = 'swatch';
    swatch.style.background = colorOfObject(objectId);
    const name = document.createElement('span');
    name.className = 'object';
    name.textContent = `${label} ${objectId}, frames ${firstFrame + 1} to ${lastFrame + 1}`;
    const score = document.createElement('span');
    score.className = 'quiet';
    score.textContent = meanScore.toFixed(2);
    score.title = `mean score, seen in ${frames} frames`;
    item.append(swatch, name, score);
    return item;
  }));
}

/**
 * @param {HTMLElement} place
 * @param {Clip} clip
 * @param {{ api: Api, run: (work: () => Promise<void>) => void }} actions
 */
export function listFiles(place, clip, { api, run }) {
  const { lastJob } = clip;
  place.replaceChildren(...lastJob ? clip.files.map(({ label, key }) => {
    const made = button(label, () => run(() => download(api, lastJob, key, fileName(clip, key.split('/').at(-1) ?? ''))));
    made.className = 'plain';
    return made;
  }) : []);
}

// Marking objects in a clip: the frame that is on the stage, and what is marked on it.

import { describe } from './api.js';
import { listMarked } from './marked.js';

/** @import { Clip } from './clip.js' */
/** @import { ClipFrames } from './frames.js' */
/** @import { Box, Scene } from './types.js' */
/** @import { Viewer } from './viewer.js' */

/**
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 */
const element = id => /** @type {T} */ (document.getElementById(id));

const FIRST_ONLY = 'The frames of this kind of file cannot be counted here: only the first one can be marked.';

export class Marking {
  /** @type {Clip | undefined} Whose frame is on the stage. */
  clip;

  /** @type {ClipFrames | undefined} */
  #frames;

  /** @type {Scene & { image: ImageBitmap } | undefined} */
  #scene;

  /** @type {HTMLInputElement} */
  #slider = element('frame-number');

  #shown = 0;

  #wanted = 0;

  /** @type {ClipFrames | undefined} Whose frame is being read. */
  #reading;

  /**
   * @param {Viewer} viewer
   * @param {(sentence: string) => void} say
   */
  constructor(viewer, say) {
    this.viewer = viewer;
    this.say = say;
    this.#slider.addEventListener('input', () => this.#turn(Number(this.#slider.value)));
    element('previous-frame').addEventListener('click', () => this.#turn(this.#wanted - 1));
    element('next-frame').addEventListener('click', () => this.#turn(this.#wanted + 1));
  }

  /**
   * Puts the frame on the stage that is shown at that time.
   * @param {Clip} clip
   * @param {number} time In seconds.
   */
  async begin(clip, time) {
    this.end();
    this.clip = clip;
    this.#draw();
    const frames = await clip.frames();
    if (this.clip === clip) {
      this.#frames = frames;
      this.#slider.max = String(frames.times.length - 1);
      if (!frames.areCounted) {
        this.say(FIRST_ONLY);
      }

      await this.#go(frames.at(time));
    }
  }

  end() {
    if (this.#scene) {
      this.viewer.clear();
      this.#scene.image.close();
    }

    this.clip = this.#frames = this.#scene = undefined;
    this.#shown = this.#wanted = 0;
  }

  /** When the frame on the stage is shown, in seconds; undefined while there is none. */
  get time() {
    return this.#scene && this.#frames?.times[this.#shown];
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {0 | 1} label
   */
  addPoint(x, y, label) {
    if (this.#scene) {
      this.clip?.marks.addPoint(this.#shown, { x, y, label });
      this.say('');
      this.#draw();
    }
  }

  /** @param {Box} box */
  addBox(box) {
    if (this.#scene) {
      this.clip?.marks.addBox(this.#shown, box);
      this.say('');
      this.#draw();
    }
  }

  beginObject() {
    this.clip?.marks.begin();
    this.#draw();
  }

  /** @param {number} index */
  #turn(index) {
    this.#go(index).catch(error => {
      this.#wanted = this.#shown;
      this.#slider.value = String(this.#shown);
      this.say(describe(error));
    });
  }

  /**
   * Of frames that are asked for while one is read, the last is shown; none of a clip that has left the stage.
   * @param {number} index
   */
  async #go(index) {
    const [clip, frames] = [this.clip, this.#frames];
    this.#wanted = Math.min((frames?.times.length ?? 1) - 1, Math.max(0, index));
    if (!clip || !frames || this.#reading === frames) {
      return;
    }

    this.#reading = frames;
    try {
      let next = this.#wanted;
      let image = await frames.read(next);
      while (this.#frames === frames && next !== this.#wanted) {
        image.close();
        next = this.#wanted;
        image = await frames.read(next);
      }

      if (this.#frames === frames) {
        this.#show(clip, { frames, index: next, image });
      } else {
        image.close();
      }
    } catch (error) {
      if (this.#frames === frames) {
        throw error;
      }
    } finally {
      if (this.#reading === frames) {
        this.#reading = undefined;
      }
    }
  }

  /**
   * @param {Clip} clip
   * @param {{ frames: ClipFrames, index: number, image: ImageBitmap }} read
   */
  #show(clip, { frames: { times }, index, image }) {
    this.#shown = index;
    const text = `Frame ${index} of 0 to ${times.length - 1}, ${times[index].toFixed(2)} s`;
    element('frame-text').textContent = text;
    this.#slider.value = String(index);
    this.#slider.setAttribute('aria-valuetext', text);
    element('canvas').setAttribute('aria-label', `Frame ${index} of clip ${clip.name}`);
    if (this.#scene) {
      this.#scene.image.close();
      this.#scene.image = image;
    } else {
      this.#scene = { image, width: image.width, height: image.height, segments: [], points: [] };
      this.viewer.show(this.#scene);
    }

    this.#draw();
  }

  /** What is marked: on this frame in the picture, on all of them in the list. */
  #draw() {
    const marks = this.clip?.marks;
    if (marks) {
      listMarked(/** @type {HTMLUListElement} */ (element('marks')), marks, () => this.#draw());
      /** @type {HTMLButtonElement} */ (element('follow')).disabled = marks.objects.length === 0;
    }

    if (marks && this.#scene) {
      Object.assign(this.#scene, marks.on(this.#shown));
      this.viewer.draw();
    }
  }
}

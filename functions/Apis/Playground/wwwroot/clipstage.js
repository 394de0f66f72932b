// A clip on the stage: it plays, or one of its frames is marked.

import { describe } from './api.js';
import { showRequest } from './code.js';
import { Marking } from './marking.js';
import { listFiles, listObjects, Player } from './player.js';
import { MEDIA } from './snippets.js';
import { readSampling } from './words.js';

/** @import { Api } from './api.js' */
/** @import { Clip } from './clip.js' */
/** @import { Viewer } from './viewer.js' */

/**
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 */
const element = id => /** @type {T} */ (document.getElementById(id));

/**
 * @typedef {{
 *   viewer: Viewer, signedIn: Promise<Api>, say: (sentence: string) => void, run: (doing: string, work: () => Promise<string[] | void>) => void,
 *   arranged: () => void, changed: () => void,
 * }} Surroundings
 */

export class ClipStage {
  /** @type {Clip | undefined} */
  clip;

  /** Whether the clip plays although there are marks to set. */
  #watches = false;

  #player = new Player(element('video'), element('progress'));

  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    this.surroundings = surroundings;
    this.marking = new Marking(surroundings.viewer, surroundings.say);
    element('mark').addEventListener('click', () => {
      this.#watches = false;
      this.arrange();
      element('canvas').focus();
    });
    element('watch').addEventListener('click', () => {
      this.#watches = true;
      this.arrange();
      this.#player.video.focus();
    });
    element('follow').addEventListener('click', () => this.#follow());
  }

  /** Whether the mode is one of those that mark. */
  get #marks() {
    return ['click', 'box'].includes(this.surroundings.viewer.mode);
  }

  /** Whether a frame is on the stage. */
  get isMarking() {
    return this.clip !== undefined && this.#marks && !this.#watches;
  }

  /** @param {Clip} [clip] None for something else on the stage. */
  show(clip) {
    this.clip = clip;
    this.#watches = false;
    this.#player.video.pause();
    this.arrange();
  }

  /** After another mode was chosen. */
  changeMode() {
    this.#watches = false;
    this.arrange();
  }

  arrange() {
    const { clip, isMarking } = this;
    element('player').hidden = !clip || isMarking;
    element('frames').hidden = !isMarking;
    element('mark').hidden = !clip || !this.#marks || isMarking;
    element('marked').hidden = !clip || !this.#marks;
    if (!clip) {
      this.marking.end();
    } else if (!isMarking) {
      this.#player.show(clip, this.marking.time);
      this.marking.end();
    } else if (this.marking.clip !== clip) {
      this.#player.video.pause();
      this.marking.begin(clip, this.#player.timeIn(clip)).catch(error => {
        if (this.marking.clip === clip) {
          this.#watches = true;
          this.arrange();
          this.surroundings.say(describe(error));
        }
      });
    }

    this.surroundings.arranged();
  }

  /** Lists what the last job has found. */
  list() {
    const { clip, surroundings: { signedIn, run } } = this;
    if (clip) {
      element('count').textContent = clip.lastJob ? `${clip.objects.length}` : '';
      element('downloads').hidden = !clip.lastJob;
      listObjects(element('segments'), clip);
      signedIn.then(api => listFiles(element('clip-files'), clip, { api, run: work => run('Downloading …', work) }));
    }
  }

  /**
   * @param {Clip} clip
   * @param {object} prompt
   */
  ask(clip, prompt) {
    const { signedIn, run, say, changed } = this.surroundings;
    const request = { ...prompt, ...readSampling(), generatePreview: true };
    showRequest(request, MEDIA.clip);
    run('Working …', async () => {
      try {
        let isKnown = false;
        const sentences = await clip.ask(await signedIn, request, (done, all) => {
          if (!isKnown) {
            isKnown = true;
            changed();
          }

          this.#player.tell(done, all);
          say(`${done} of ${all} frames.`);
        });
        if (this.clip === clip) {
          this.#watches = true;
          this.arrange();
          this.list();
        }

        return sentences;
      } finally {
        changed();
        this.#player.rest();
      }
    });
  }

  #follow() {
    const { clip, surroundings: { say } } = this;
    if (clip?.marks.nowhere) {
      say(`Object ${clip.marks.nowhere} needs a click inside it, or a box.`);
    } else if (clip) {
      this.ask(clip, clip.marks.toPrompt());
    }
  }
}

// A video that the user has opened, and the objects that were tracked in it.

import { ClipMarks } from './clipmarks.js';
import { ClipFrames } from './frames.js';
import { Medium } from './medium.js';

/** @import { Api } from './api.js' */
/** @import { Followed, VideoItem } from './types.js' */

/** The formats that the server accepts, by file extension, since browsers know no media type for some. */
const TYPES = new Map([
  ['mp4', 'video/mp4'], ['m4v', 'video/mp4'], ['mov', 'video/quicktime'], ['webm', 'video/webm'], ['mkv', 'video/x-matroska'], ['avi', 'video/x-msvideo'],
]);

/** @param {File} file */
const typeOf = file => TYPES.get(file.name.toLowerCase().split('.').at(-1) ?? '');

export class Clip extends Medium {
  /** @type {Followed[]} */
  objects = [];

  /** @type {{ label: string, key: string }[]} Files of the last job. */
  files = [];

  marks = new ClipMarks();

  /** The clip itself, then the film with masks. */
  source;

  /** @type {Promise<ClipFrames> | undefined} */
  #frames;

  /** @param {File} file */
  constructor(file) {
    super(new Blob([file], { type: typeOf(file) ?? file.type }), file.name);
    this.source = URL.createObjectURL(file);
  }

  /** @param {File} file */
  static isClip(file) {
    return file.type.startsWith('video/') || typeOf(file) !== undefined;
  }

  /** @returns {Promise<ClipFrames>} Of the clip itself. */
  frames() {
    this.#frames ??= ClipFrames.open(this);
    return this.#frames;
  }

  /**
   * @param {Api} api
   * @param {object} prompt Fields of `POST /v1/jobs` that say what to find.
   * @param {(done: number, all: number) => void} told Of frames, as they are processed.
   * @returns {Promise<string[]>} Sentences for the user.
   */
  async ask(api, prompt, told) {
    const request = { type: 'video', tasks: [await this.upload(api)], ...prompt };
    const { jobId, result } = await api.runJob(request, ({ tasks: [task] }) => task?.frames && told(task.framesProcessed ?? 0, task.frames));
    const item = /** @type {VideoItem} */ (/** @type {unknown} */ (result.manifest.items[0]));
    const film = await api.file(result.assets.find(asset => asset.key === item.previewUrl)?.url ?? '');
    URL.revokeObjectURL(this.source);
    this.source = URL.createObjectURL(film);
    this.lastJob = jobId;
    this.objects = item.objects;
    this.files = [{ label: 'Preview', key: item.previewUrl }, { label: 'Masks', key: item.masks }, { label: 'Frames, one per line', key: item.framesUrl }];
    return [`${this.objects.length} found in ${item.counts.framesProcessed} frames.`, ...(item.notes ?? [])];
  }
}

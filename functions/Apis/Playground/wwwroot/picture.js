// A picture that the user has opened, and what was found in it.

import { ApiError } from './api.js';
import { colorOf, drawLayer } from './layers.js';
import { Medium } from './medium.js';
import { readEnds } from './rle.js';

/** @import { Api } from './api.js' */
/** @import { Item, JobResult, Point, Rle, Outline, Segment } from './types.js' */

/** Longer side of what is drawn, in pixels: more than a screen shows helps nobody and takes memory. */
export const VIEW_SIDE = 1600;

const OUTPUTS = ['rle', 'polygons', 'cutout'];

export class Picture extends Medium {
  /** @type {Segment[]} */
  segments = [];

  /** @type {Point[]} Clicks on the object at hand. */
  points = [];

  /** Number of the object that clicks refine. */
  object = 0;

  #nextId = 0;

  /**
   * @param {Blob} file
   * @param {string} name
   * @param {HTMLImageElement} image
   */
  constructor(file, name, image) {
    super(file, name);
    this.image = image;
  }

  /**
   * @param {Blob} file
   * @param {string} name
   */
  static async open(file, name) {
    const image = new Image();
    image.alt = name;
    image.src = URL.createObjectURL(file);
    try {
      await image.decode();
    } catch {
      URL.revokeObjectURL(image.src);
      throw new ApiError(0, `${name} is not a picture that this browser can show.`);
    }

    return new Picture(file, name, image);
  }

  get width() {
    return this.image.naturalWidth;
  }

  get height() {
    return this.image.naturalHeight;
  }

  /** Further clicks are for another object. */
  beginObject() {
    this.points = [];
    this.object++;
  }

  clear() {
    this.segments = [];
    this.beginObject();
  }

  /**
   * @param {Api} api
   * @param {object} prompt Fields of `POST /v1/jobs` that say what to find.
   * @param {number | null} object The object that the answer replaces; null to add what is found.
   * @returns {Promise<string[]>} Sentences for the user.
   */
  async ask(api, prompt, object) {
    const { jobId, result } = await api.runJob({ type: 'image', tasks: [await this.upload(api)], outputs: OUTPUTS, ...prompt });
    this.lastJob = jobId;
    const [item] = result.manifest.items;
    const found = await read(api, result, item);
    if (object !== null) {
      this.segments = this.segments.filter(segment => segment.object !== object);
    }

    for (const part of found) {
      const color = colorOf(this.#nextId);
      this.segments.push({ ...part, id: this.#nextId++, visible: true, color, object, jobId, layer: drawLayer(part.rle, VIEW_SIDE, color) });
    }

    return [found.length === 0 ? 'Nothing was found.' : `${found.length} found.`, ...(item.notes ?? [])];
  }
}

/**
 * @param {Api} api
 * @param {JobResult} result
 * @param {Item} item
 */
async function read(api, result, item) {
  const link = (/** @type {string | undefined} */ key) => result.assets.find(asset => asset.key === key)?.url ?? '';
  if (item.masks.length === 0) {
    return [];
  }

  // Masks are drawn as they come; outlines are for files alone.
  /** @type {Promise<Outline[]>} */
  const outlines = api.asset(link(item.polygonsUrl));
  outlines.catch(() => {});
  const inline = item.masks.map(mask => mask.rle);
  /** @type {Rle[]} */
  const rles = inline.includes(undefined) ? await api.asset(link(item.rleUrl)) : inline;
  return item.masks.map((mask, i) => ({
    name: mask.label,
    label: mask.label,
    score: mask.confidence,
    quality: mask.quality,
    box: mask.box,
    area: mask.area,
    rle: rles[i],
    ends: readEnds(rles[i]),
    outline: outlines.then(all => all[i]),
    maskUrl: mask.url,
    cutoutUrl: mask.cutoutUrl,
  }));
}

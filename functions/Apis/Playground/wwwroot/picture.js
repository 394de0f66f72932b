// A picture that the user has opened, and what was found in it.

import { ApiError } from './api.js';
import { colorOf, drawLayer } from './layers.js';
import { Medium } from './medium.js';
import { readEnds } from './rle.js';

/** @import { Api } from './api.js' */
/** @import { Box, Item, JobResult, Point, Rle, Outline, Segment } from './types.js' */

/** Longer side of what is drawn, in pixels: more than a screen shows helps nobody and takes memory. */
export const VIEW_SIDE = 1600;

const OUTPUTS = ['rle', 'polygons', 'cutout'];

const DIGITS = 5;

/** @param {number} part */
const round = part => Number(part.toFixed(DIGITS));

export class Picture extends Medium {
  /** @type {Segment[]} */
  segments = [];

  /** Number of the object that clicks refine. */
  object = 0;

  #objects = 1;

  /** @type {Map<number, { points: Point[], box?: Box }>} What is marked of each object: clicks, and for one that was found otherwise the box around it. */
  #marks = new Map();

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

  /** @returns {Point[]} Clicks on the object at hand. */
  get points() {
    return this.#marks.get(this.object)?.points ?? [];
  }

  /** Further clicks are for another object. */
  beginObject() {
    this.object = this.#objects++;
  }

  /**
   * Further clicks are for this one.
   * @param {Segment} segment
   */
  refine(segment) {
    if (segment.object === null) {
      this.beginObject();
      segment.object = this.object;
      const [left, top, width, height] = segment.box;
      const [x1, x2] = [left, left + width].map(x => round(x / this.width));
      const [y1, y2] = [top, top + height].map(y => round(y / this.height));
      this.#marks.set(this.object, { points: [], box: { x1, y1, x2, y2 } });
    }

    this.object = segment.object;
  }

  /** @param {Point} point */
  addPoint(point) {
    const { points, box } = this.#marks.get(this.object) ?? { points: [] };
    this.#marks.set(this.object, { points: [...points, point], box });
  }

  /** @returns {object | undefined} Fields of `POST /v1/jobs` for the current object; undefined as long as nothing says where it is. */
  get prompt() {
    const { points, box } = this.#marks.get(this.object) ?? { points: [] };
    if (box) {
      return { boxes: [{ ...box, object: 1 }], points: points.map(point => ({ ...point, object: 1 })) };
    }

    return points.some(point => point.label === 1) ? { points } : undefined;
  }

  clear() {
    this.segments = [];
    this.beginObject();
  }

  /**
   * @param {Api} api
   * @param {object} prompt Fields of `POST /v1/jobs` that say what to find.
   * @param {number | null} object The object that the answer replaces; null to add what is found.
   * @param {string[]} [words] Of the prompt: what they found before is replaced.
   * @returns {Promise<string[]>} Sentences for the user.
   */
  async ask(api, prompt, object, words = []) {
    const { jobId, result } = await api.runJob({ type: 'image', tasks: [await this.upload(api)], outputs: OUTPUTS, ...prompt });
    this.lastJob = jobId;
    const [item] = result.manifest.items;
    const found = await read(api, result, item);
    const before = object === null ? undefined : this.segments.find(segment => segment.object === object);
    const added = found.map((part, i) => {
      const id = before && i === 0 ? before.id : this.#nextId++;
      const color = colorOf(id);
      return { ...part, name: before?.name ?? part.name, id, visible: true, color, object, jobId, layer: drawLayer(part.rle, VIEW_SIDE, color) };
    });
    this.segments = before ? this.segments.flatMap(segment => (segment === before ? added : [segment])) : [...this.#withoutWords(words), ...added];

    return [found.length === 0 ? 'Nothing was found.' : `${found.length} found.`, ...(item.notes ?? [])];
  }

  /** @param {string[]} words */
  #withoutWords(words) {
    return this.segments.filter(segment => segment.object !== null || !words.includes(segment.prompt));
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

  // Masks are drawn from their run lengths; outlines are only needed for files.
  /** @type {Promise<Outline[]>} */
  const outlines = api.asset(link(item.polygonsUrl));
  outlines.catch(() => {});
  const inline = item.masks.map(mask => mask.rle);
  /** @type {Rle[]} */
  const rles = inline.includes(undefined) ? await api.asset(link(item.rleUrl)) : inline;
  return item.masks.map((mask, i) => ({
    name: mask.label,
    label: mask.label,
    prompt: mask.prompt,
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

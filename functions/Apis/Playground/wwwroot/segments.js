// The list of what was found.

import { fileName, save, saveFile, toPolygons, toSvg } from './exports.js';

/** @import { Api } from './api.js' */
/** @import { Picture } from './picture.js' */
/** @import { Segment } from './types.js' */

/**
 * @typedef {{
 *   api: Api, changed: () => void, pointed: (segment?: Segment) => void, refined: (segment: Segment) => void, removed: (segment: Segment) => void,
 *   run: (work: () => Promise<void>) => void,
 * }} Actions
 */

/**
 * @param {HTMLUListElement} list
 * @param {Picture} picture
 * @param {Actions} actions
 */
export function listSegments(list, picture, actions) {
  const isMore = picture.segments.length > list.children.length;
  list.replaceChildren(...picture.segments.map(segment => row(picture, segment, actions)));
  if (isMore) {
    list.scrollTop = list.scrollHeight;
  }
}

/**
 * @param {Picture} picture
 * @param {Segment} segment
 * @param {Actions} actions
 */
function row(picture, segment, actions) {
  const item = document.createElement('li');
  item.dataset.segment = String(segment.id);

  const visible = document.createElement('input');
  visible.type = 'checkbox';
  visible.checked = segment.visible;
  visible.setAttribute('aria-label', `Show ${segment.name}`);
  visible.addEventListener('change', () => {
    segment.visible = visible.checked;
    actions.changed();
  });

  const swatch = document.createElement('span');
  swatch.className = 'swatch';
  swatch.style.background = segment.color;

  const name = document.createElement('input');
  name.value = segment.name;
  name.setAttribute('aria-label', 'Name');
  name.addEventListener('change', () => {
    segment.name = name.value.trim() || segment.label;
    name.value = segment.name;
    visible.setAttribute('aria-label', `Show ${segment.name}`);
    remove.setAttribute('aria-label', `Remove ${segment.name}`);
  });

  const score = document.createElement('span');
  score.className = 'quiet';
  score.textContent = segment.score.toFixed(2);
  const quality = segment.quality === undefined ? '' : `, expected overlap ${segment.quality.toFixed(2)}`;
  score.title = `score ${segment.score.toFixed(4)}${quality}, ${segment.area} pixels`;

  const more = document.createElement('div');
  more.className = 'more';
  const number = segment.id + 1;
  more.append(
    button('Refine', () => actions.refined(segment)),
    button('Mask', () => actions.run(() => download(actions.api, segment.jobId, segment.maskUrl, fileName(picture, `mask-${number}.png`)))),
    button('Cut-out', () => actions.run(() => download(actions.api, segment.jobId, segment.cutoutUrl, fileName(picture, `cutout-${number}.png`)))),
    button('RLE', () => save(JSON.stringify(segment.rle), 'application/json', fileName(picture, `rle-${number}.json`))),
    button('Polygons', () => actions.run(async () => save(await toPolygons(picture, segment), 'application/json', fileName(picture, `polygons-${number}.json`)))),
    button('SVG', () => actions.run(async () => save(await toSvg(picture, [segment]), 'image/svg+xml', fileName(picture, `${number}.svg`)))));

  const remove = button('×', () => actions.removed(segment));
  remove.className = 'remove';
  remove.setAttribute('aria-label', `Remove ${segment.name}`);

  item.append(visible, swatch, name, score, remove, more);
  for (const [begin, end] of [['pointerenter', 'pointerleave'], ['focusin', 'focusout']]) {
    item.addEventListener(begin, () => actions.pointed(segment));
    item.addEventListener(end, () => actions.pointed());
  }

  return item;
}

/**
 * @param {string} text
 * @param {() => void} action
 */
export function button(text, action) {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text;
  element.addEventListener('click', action);
  return element;
}

/**
 * By a link made now: those of the first answer last some minutes.
 * @param {Api} api
 * @param {string} jobId
 * @param {string | undefined} key Of the asset.
 * @param {string} name Of the file.
 */
export async function download(api, jobId, key, name) {
  const { assets } = await api.result(jobId);
  const asset = assets.find(entry => entry.key === key);
  if (asset) {
    saveFile(await api.file(asset.url), name);
  }
}

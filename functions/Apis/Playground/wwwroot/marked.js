// The list of what is marked in a clip.

import { button } from './segments.js';

/** @import { ClipMarks } from './clipmarks.js' */

/**
 * @param {number} count
 * @param {string} one
 * @param {string} many
 */
const counted = (count, one, many) => (count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]);

/**
 * @param {HTMLUListElement} list
 * @param {ClipMarks} marks
 * @param {() => void} changed
 */
export function listMarked(list, marks, changed) {
  const focused = list.contains(document.activeElement) ? document.activeElement?.getAttribute('aria-label') : null;
  list.replaceChildren(...marks.objects.map(entry => row(entry, marks, changed)));
  if (focused) {
    // The focused button has been replaced by a new one, or removed.
    const again = /** @type {HTMLElement | null} */ (list.querySelector(`[aria-label="${focused}"]`));
    (again ?? /** @type {HTMLElement} */ (document.getElementById('canvas'))).focus();
  }
}

/**
 * @param {ClipMarks['objects'][number]} entry
 * @param {ClipMarks} marks
 * @param {() => void} changed
 */
function row({ object, color, points, boxes, frames }, marks, changed) {
  const item = document.createElement('li');
  const swatch = document.createElement('span');
  swatch.className = 'swatch';
  swatch.style.background = color;
  const text = document.createElement('span');
  text.className = 'object';
  text.textContent = `Object ${object}: ${[...counted(boxes, 'box', 'boxes'), ...counted(points, 'point', 'points')].join(', ')}, on frame ${frames.join(', ')}`;

  const refine = button('Refine', () => {
    marks.object = object;
    changed();
  });
  refine.setAttribute('aria-label', `Refine object ${object}`);
  refine.setAttribute('aria-pressed', String(marks.object === object));
  const remove = button('Remove', () => {
    marks.remove(object);
    changed();
  });
  remove.setAttribute('aria-label', `Remove object ${object}`);
  const more = document.createElement('div');
  more.className = 'more';
  more.append(refine, remove);
  item.append(swatch, text, more);
  return item;
}

// The strip of opened files, for switching between them.

import { Picture } from './picture.js';

/** @import { Clip } from './clip.js' */

/**
 * @param {HTMLUListElement} list
 * @param {(Picture | Clip)[]} opened
 * @param {Picture | Clip} current
 * @param {{ show: (medium: Picture | Clip) => void, add: () => void }} actions
 */
export function listOpened(list, opened, current, { show, add }) {
  const hasFocus = list.contains(document.activeElement);
  list.replaceChildren(...opened.map(medium => {
    const button = entry(() => show(medium));
    button.setAttribute('aria-current', String(medium === current));
    button.append(medium instanceof Picture ? thumbnail(medium) : `▶ ${medium.name}`);
    return inList(button);
  }), addButton(add));
  if (hasFocus) {
    /** @type {HTMLElement | null} */ (list.querySelector('[aria-current=true]'))?.focus();
  }
}

/** @param {Picture} picture */
function thumbnail(picture) {
  const image = document.createElement('img');
  image.src = picture.image.src;
  image.alt = picture.name;
  return image;
}

/** @param {() => void} add */
function addButton(add) {
  const button = entry(add);
  button.textContent = 'Add pictures or clips';
  return inList(button);
}

/** @param {() => void} action */
function entry(action) {
  const button = document.createElement('button');
  button.type = 'button';
  button.addEventListener('click', action);
  return button;
}

/** @param {HTMLElement} content */
function inList(content) {
  const item = document.createElement('li');
  item.append(content);
  return item;
}

// What the next prompt is: words, a click, a box or the subject.

/** @typedef {'words' | 'click' | 'box' | 'subject'} Mode */

/** @param {Mode} mode */
export const chooseMode = mode => /** @type {HTMLInputElement} */ (document.querySelector(`[name=mode][value=${mode}]`)).click();

/** @param {(mode: Mode) => void} changed */
export function startModes(changed) {
  /** @type {HTMLElement} */ (document.getElementById('modes')).addEventListener('change', event => {
    const mode = /** @type {Mode} */ (/** @type {HTMLInputElement} */ (event.target).value);
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-mode]:not(canvas)'))) {
      part.hidden = part.dataset.mode !== mode;
    }

    changed(mode);
  });
}

// The last request as code.

import { LANGUAGES, MEDIA } from './snippets.js';

/** @import { Language, Medium } from './snippets.js' */

/** @param {string} id */
const element = id => /** @type {HTMLElement} */ (document.getElementById(id));

/** @type {object} */
let lastPrompt = { prompts: ['boat'] };

/** @type {Medium} */
let lastMedium = MEDIA.picture;

function show() {
  const chosen = /** @type {HTMLInputElement} */ (document.querySelector('[name=language]:checked'));
  const { help, write } = LANGUAGES[/** @type {Language} */ (chosen.value)];
  element('code-help').textContent = help;
  element('code-text').textContent = write(location.origin, lastMedium, lastPrompt);
}

/**
 * @param {object} prompt Fields of the request.
 * @param {Medium} medium
 */
export function showRequest(prompt, medium) {
  lastPrompt = prompt;
  lastMedium = medium;
  show();
}

/** @param {(sentence: string) => void} say */
export function startCode(say) {
  element('languages').addEventListener('change', show);
  element('copy').addEventListener('click', () => navigator.clipboard.writeText(element('code-text').textContent ?? '').then(() => say('Copied.')));
  show();
}

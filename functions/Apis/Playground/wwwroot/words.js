// The fields of the form.

/** @param {string} id */
const valueOf = id => /** @type {HTMLInputElement} */ (document.getElementById(id)).value;

/** @param {string} text */
const split = text => text.split(',').map(word => word.trim()).filter(word => word);

/** @returns Fields of a request: `prompts`, and what goes with them for a picture. */
export function readWords() {
  const negativePrompts = split(valueOf('negatives'));
  return {
    prompts: split(valueOf('words')),
    ofPicture: { threshold: Number(valueOf('threshold')), ...(negativePrompts.length > 0 && { negativePrompts }) },
  };
}

/** @returns Fields of a request for a clip: which of its frames are processed. */
export const readSampling = () => ({ fps: Number(valueOf('fps')) });

// Downloads of everything that was found.

import { fileName, follow, save, toCoco, toSvg } from './exports.js';
import { Picture } from './picture.js';

/** @import { Api } from './api.js' */
/** @import { Medium } from './medium.js' */

/** @param {string} id */
const element = id => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * @param {{
 *   current: () => Medium | undefined,
 *   run: (doing: string, work: () => Promise<void>) => void,
 *   signedIn: Promise<Api>,
 *   cleared: (picture: Picture) => void,
 * }} actions
 */
export function startDownloads({ current, run, signedIn, cleared }) {
  /** @param {(picture: Picture) => void} action */
  const withPicture = action => () => {
    const medium = current();
    if (medium instanceof Picture) {
      action(medium);
    }
  };
  element('coco').addEventListener('click', withPicture(picture => save(toCoco(picture, picture.segments), 'application/json', fileName(picture, 'coco.json'))));
  element('svg').addEventListener('click', withPicture(picture => run('Packing …', async () =>
    save(await toSvg(picture, picture.segments), 'image/svg+xml', fileName(picture, 'masks.svg')))));
  element('clear').addEventListener('click', withPicture(cleared));
  element('archive').addEventListener('click', () => {
    const medium = current();
    const jobId = medium?.lastJob;
    if (medium && jobId) {
      run('Packing …', async () => follow(await (await signedIn).archive(jobId), fileName(medium, `${jobId}.zip`)));
    }
  });
}

// The account's jobs, newest first.

import { drawLayer, colorOf } from './layers.js';

/** @import { Api } from './api.js' */
/** @import { Job, Rle } from './types.js' */

const THUMBNAIL_SIDE = 128;

/** @param {string} id */
const element = id => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {{ run: (doing: string, work: () => Promise<void>) => void, signedIn: Promise<Api> }} actions */
export function startJobs({ run, signedIn }) {
  const jobs = new JobList(/** @type {HTMLUListElement} */ (element('job-list')), /** @type {HTMLButtonElement} */ (element('more-jobs')));
  const load = (/** @type {boolean} */ goesOn) => run('Loading …', async () => jobs.load(await signedIn, goesOn));
  element('jobs').addEventListener('toggle', event => /** @type {HTMLDetailsElement} */ (event.target).open && load(false));
  element('refresh').addEventListener('click', () => load(false));
  element('more-jobs').addEventListener('click', () => load(true));
}

class JobList {
  /** @type {string | null} */
  #next = null;

  /**
   * @param {HTMLUListElement} list
   * @param {HTMLButtonElement} more
   */
  constructor(list, more) {
    this.list = list;
    this.more = more;
  }

  /**
   * @param {Api} api
   * @param {boolean} goesOn Whether to add the next page rather than to begin anew.
   */
  async load(api, goesOn) {
    const page = await api.jobs(goesOn ? this.#next ?? undefined : undefined);
    const rows = page.items.map(job => row(api, job));
    if (goesOn) {
      this.list.append(...rows);
    } else {
      this.list.replaceChildren(...rows);
    }

    this.#next = page.nextToken;
    this.more.hidden = !page.nextToken;
  }
}

/**
 * @param {Api} api
 * @param {Job} job
 */
function row(api, job) {
  const item = document.createElement('li');
  const thumbnail = document.createElement('canvas');
  thumbnail.setAttribute('role', 'img');
  thumbnail.setAttribute('aria-label', 'Masks');
  const text = document.createElement('span');
  text.textContent = `${job.jobId}, ${countOf(job)}, ${new Date(job.createdAt).toLocaleString()}`;
  const status = document.createElement('span');
  status.textContent = job.status;
  status.title = job.error ?? '';
  item.append(thumbnail, text, status);
  if (job.status === 'success') {
    // A job without run lengths, or one whose files are gone, stays without a thumbnail.
    draw(api, job.jobId, thumbnail).catch(() => {});
  }

  return item;
}

/** @param {Job} job */
function countOf(job) {
  const kind = job.type === 'video' ? 'video' : 'picture';
  return job.totalItems === 1 ? `1 ${kind}` : `${job.totalItems} ${kind}s`;
}

/**
 * @param {Api} api
 * @param {string} jobId
 * @param {HTMLCanvasElement} canvas
 */
async function draw(api, jobId, canvas) {
  const { manifest, assets } = await api.result(jobId);
  const link = assets.find(asset => asset.key === manifest.items[0].rleUrl)?.url;
  if (!link) {
    return;
  }

  /** @type {Rle[]} */
  const rles = await api.asset(link);
  for (const [i, rle] of rles.entries()) {
    const layer = drawLayer(rle, THUMBNAIL_SIDE, colorOf(i));
    if (i === 0) {
      canvas.width = layer.width;
      canvas.height = layer.height;
    }

    canvas.getContext('2d')?.drawImage(layer, 0, 0);
  }
}

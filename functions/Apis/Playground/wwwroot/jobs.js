// The account's jobs, newest first.

import { jobRow } from './jobrow.js';

/** @import { Api } from './api.js' */

/** @param {string} id */
const element = id => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * @param {{ run: (doing: string, work: () => Promise<void>) => void, signedIn: Promise<Api> }} actions
 * @returns {{ renew: () => void }} To be told of jobs that have begun or ended.
 */
export function startJobs({ run, signedIn }) {
  const section = /** @type {HTMLDetailsElement} */ (element('jobs'));
  const jobs = new JobList(/** @type {HTMLUListElement} */ (element('job-list')), /** @type {HTMLButtonElement} */ (element('more-jobs')));
  const load = (/** @type {boolean} */ goesOn) => run('Loading …', async () => jobs.load(await signedIn, goesOn));
  section.addEventListener('toggle', () => (section.open ? load(false) : jobs.clear()));
  element('refresh').addEventListener('click', () => load(false));
  element('more-jobs').addEventListener('click', () => load(true));
  return {
    // A failure is ignored: opening the list again refreshes it.
    renew: () => section.open && signedIn.then(api => jobs.load(api, false)).catch(() => {}),
  };
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

  clear() {
    this.list.replaceChildren();
  }

  /**
   * @param {Api} api
   * @param {boolean} goesOn Whether to add the next page rather than to begin anew.
   */
  async load(api, goesOn) {
    const page = await api.jobs(goesOn ? this.#next ?? undefined : undefined);
    const known = new Map([...this.list.children].map(row => [/** @type {HTMLElement} */ (row).dataset.job, row]));
    const rows = page.items.map(job => known.get(`${job.jobId} ${job.status}`) ?? jobRow(api, job));
    if (goesOn) {
      this.list.append(...rows);
    } else {
      this.list.replaceChildren(...rows);
    }

    this.#next = page.nextToken;
    this.more.hidden = !page.nextToken;
  }
}

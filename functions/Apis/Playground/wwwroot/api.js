// The public API, used as any client uses it.

/** @import { EndedJob, JobResult, JobPage, OpenJob } from './types.js' */

const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 1000;
const TRIES_WHEN_BUSY = 5;

/** The largest file that the server itself accepts; larger ones are sent to the storage account. */
const MOST_BYTES = 100_000_000;

/** How long to wait for the event of a forbidden request, in ms. */
const EVENT_TIME = 100;

/** A request that failed. */
export class ApiError extends Error {
  /**
   * @param {number} status HTTP status; 0 when the server was not reached.
   * @param {string} message For people.
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {unknown} error
 * @returns {string} For people.
 */
export const describe = error => (error instanceof Error ? error.message : String(error));

/**
 * Links name the server by its public address, which need not be the one that this page was opened by.
 * @param {string} link
 */
export function onThisServer(link) {
  const { pathname, search } = new URL(link);
  return pathname + search;
}

/** @param {number} milliseconds */
const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

export class Api {
  /** @param {string} key */
  constructor(key) {
    this.key = key;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   * @param {Record<string, string>} [more] Headers.
   * @returns {Promise<any>} Of the answer's JSON.
   */
  async send(method, path, body, more) {
    for (let tries = 1; ; tries++) {
      const answer = await this.#reach(path, {
        method,
        headers: { 'x-api-key': this.key, ...(body && { 'content-type': 'application/json' }), ...more },
        body: body && JSON.stringify(body),
      });
      if (answer.ok) {
        return answer.json();
      }

      const again = Number(answer.headers.get('retry-after'));
      if (![429, 503].includes(answer.status) || !again || tries === TRIES_WHEN_BUSY) {
        const { message } = await answer.json().catch(() => ({}));
        throw new ApiError(answer.status, message ?? `The server responded with status ${answer.status}.`);
      }

      await pause(again * 1000);
    }
  }

  /**
   * @param {Blob} file
   * @returns {Promise<string>} The task id, good for any number of jobs.
   */
  async upload(file) {
    const { uploadUrl, directUpload, taskId } = await this.send('POST', '/v1/uploads/presign', { contentType: file.type });
    const answer = await (file.size > MOST_BYTES
      ? this.#uploadLarge(directUpload, file)
      : this.#reach(onThisServer(uploadUrl), { method: 'PUT', headers: { 'content-type': file.type }, body: file }));
    if (!answer.ok) {
      const { message } = await answer.json().catch(() => ({}));
      throw new ApiError(answer.status, message ?? `The upload failed with status ${answer.status}.`);
    }

    // A body that is not read counts as an aborted transfer.
    await answer.arrayBuffer();

    return taskId;
  }

  /**
   * @param {{ url: string, headers: Record<string, string> } | undefined} address
   * @param {Blob} file
   */
  async #uploadLarge(address, file) {
    // On one machine, the page's policy allows requests to its own server only.
    let isForbidden = !address;
    const forbid = () => { isForbidden = true; };
    document.addEventListener('securitypolicyviolation', forbid);
    try {
      if (address) {
        return await fetch(address.url, { method: 'PUT', headers: address.headers, body: file });
      }
    } catch {
      // The violation's event is dispatched in a later task.
      await new Promise(resolve => setTimeout(resolve, EVENT_TIME));
    } finally {
      document.removeEventListener('securitypolicyviolation', forbid);
    }

    if (!isForbidden) {
      throw new ApiError(0, 'The storage account could not be reached, or the connection broke. Try again.');
    }

    throw new ApiError(0, 'From this page the server accepts at most 100 MB. Send larger files with the command line, or to the directUpload address of the API.');
  }

  /**
   * @param {object} request
   * @param {(job: OpenJob) => void} [told] Of the job while it is open; without, the server answers when it has ended.
   * @returns {Promise<{ jobId: string, result: JobResult }>} Of a job that has ended.
   */
  async runJob(request, told) {
    /** @type {EndedJob} */
    const answer = await this.send('POST', '/v1/jobs', request, told ? {} : { prefer: 'wait=60' });
    const ended = ['success', 'failed'].includes(answer.status) ? answer : await this.#waitFor(answer.jobId, told);
    if (ended.status === 'failed') {
      throw new ApiError(200, ended.error ?? 'The job failed.');
    }

    return { jobId: answer.jobId, result: answer.result ?? await this.result(answer.jobId) };
  }

  /**
   * @param {string} jobId
   * @param {(job: OpenJob) => void} [told]
   * @returns {Promise<OpenJob>} In a state that never changes again.
   */
  async #waitFor(jobId, told) {
    for (let wait = FIRST_PAUSE; ; wait = Math.min(wait * 1.25, LONGEST_PAUSE)) {
      /** @type {OpenJob} */
      const job = await this.send('GET', `/v1/jobs/${jobId}`);
      told?.(job);
      if (job.status === 'success' || job.status === 'failed') {
        return job;
      }

      await pause(wait);
    }
  }

  /**
   * @param {string} jobId
   * @returns {Promise<JobResult>}
   */
  result(jobId) {
    return this.send('GET', `/v1/jobs/${jobId}/result`);
  }

  /**
   * @param {string} link Signed, of a result's asset that is JSON.
   * @returns {Promise<any>}
   */
  async asset(link) {
    return (await this.#follow(link)).json();
  }

  /**
   * @param {string} link Signed, of a result's asset.
   * @returns {Promise<Blob>}
   */
  async file(link) {
    return (await this.#follow(link)).blob();
  }

  /**
   * @param {string} [nextToken]
   * @returns {Promise<JobPage>} Newest first.
   */
  jobs(nextToken) {
    const query = new URLSearchParams({ limit: '10', ...(nextToken && { nextToken }) });
    return this.send('GET', `/v1/jobs?${query}`);
  }

  /**
   * @param {string} jobId
   * @returns {Promise<string>} Address of the zip, on this server.
   */
  async archive(jobId) {
    let archive = await this.send('POST', `/v1/jobs/${jobId}/download`);
    while (!archive.downloadUrl) {
      if (archive.status === 'failed') {
        throw new ApiError(200, archive.error);
      }

      await pause((archive.retryAfterSeconds ?? 1) * 1000);
      archive = await this.send('GET', `/v1/jobs/${jobId}/download`);
    }

    return onThisServer(archive.downloadUrl);
  }

  /** @param {string} link */
  async #follow(link) {
    const answer = await this.#reach(onThisServer(link), {});
    if (!answer.ok) {
      throw new ApiError(answer.status, 'The link has expired.');
    }

    return answer;
  }

  /**
   * @param {string} path
   * @param {RequestInit} options
   */
  async #reach(path, options) {
    try {
      return await fetch(path, options);
    } catch {
      throw new ApiError(0, 'The server cannot be reached.');
    }
  }
}

// A job in the list: its state, progress and results.

import { colorOf, drawLayer } from './layers.js';

/** @import { Api } from './api.js' */
/** @import { Job, OpenJob, Rle } from './types.js' */

const THUMBNAIL_SIDE = 128;
const PAUSE = 1500;

/** @param {Job} job */
const isOpen = job => job.status === 'queued' || job.status === 'processing';

/**
 * @param {Api} api
 * @param {Job} job
 */
export function jobRow(api, job) {
  const item = document.createElement('li');
  item.dataset.job = `${job.jobId} ${job.status}`;
  const thumbnail = document.createElement('canvas');
  thumbnail.setAttribute('role', 'img');
  thumbnail.setAttribute('aria-label', 'Masks');
  const text = document.createElement('span');
  text.textContent = `${job.jobId}, ${countOf(job)}, ${new Date(job.createdAt).toLocaleString()}`;
  const status = document.createElement('span');
  item.append(thumbnail, text, status);
  show(api, job, item, thumbnail, status);
  if (isOpen(job)) {
    // A failure is ignored: the next refresh of the list shows the job's state.
    watch(api, job.jobId, item, now => show(api, now, item, thumbnail, status)).catch(() => {});
  }

  return item;
}

/**
 * @param {Api} api
 * @param {Job | OpenJob} job
 * @param {HTMLElement} item
 * @param {HTMLCanvasElement} thumbnail
 * @param {HTMLElement} status
 */
function show(api, job, item, thumbnail, status) {
  item.dataset.job = `${job.jobId} ${job.status}`;
  status.textContent = [job.status, 'tasks' in job && isOpen(job) ? progressOf(job) : ''].filter(part => part).join(', ');
  if (job.error) {
    const error = document.createElement('span');
    error.className = 'error';
    error.textContent = job.error;
    item.append(error);
  }

  if (job.status === 'success') {
    // A job without run lengths, or whose files no longer exist, has no thumbnail.
    draw(api, job.jobId, thumbnail).catch(() => {});
  }
}

/**
 * Asks again until the job has ended or its row is gone.
 * @param {Api} api
 * @param {string} jobId
 * @param {HTMLElement} item
 * @param {(job: OpenJob) => void} told
 */
async function watch(api, jobId, item, told) {
  /** @type {OpenJob} */
  let job;
  do {
    await new Promise(resolve => setTimeout(resolve, PAUSE));
    if (!item.isConnected) {
      return;
    }

    job = await api.send('GET', `/v1/jobs/${jobId}`);
    told(job);
  } while (isOpen(job));
}

/** @param {OpenJob} job */
function progressOf({ tasks, type, totalItems }) {
  const [task] = tasks;
  return type === 'video' && task?.frames
    ? `${task.framesProcessed ?? 0} of ${task.frames} frames`
    : `${tasks.filter(({ status }) => !['queued', 'processing'].includes(status)).length} of ${totalItems}`;
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
  const [item] = manifest.items;
  const find = (/** @type {string | undefined} */ key) => assets.find(asset => asset.key === key)?.url;
  const [picture, film] = [find(item.rleUrl), find(item.framesUrl)];
  /** @type {Rle[]} */
  const masks = picture ? await api.asset(picture) : film ? await readFirstMasks(await api.file(film)) : [];
  for (const [i, rle] of masks.entries()) {
    const layer = drawLayer(rle, THUMBNAIL_SIDE, colorOf(i));
    if (i === 0) {
      canvas.width = layer.width;
      canvas.height = layer.height;
    }

    canvas.getContext('2d')?.drawImage(layer, 0, 0);
  }
}

/**
 * @param {Blob} file Gzipped, a frame of a video a line.
 * @returns {Promise<Rle[]>} Of the first frame in which something was found.
 */
async function readFirstMasks(file) {
  const lines = file.stream().pipeThrough(new DecompressionStream('gzip')).pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (let { done, value } = await lines.read(); !done; { done, value } = await lines.read()) {
    text += value;
    const end = text.lastIndexOf('\n');
    const found = text.slice(0, Math.max(0, end)).split('\n').filter(line => line).map(line => JSON.parse(line).objects).find(objects => objects.length > 0);
    if (found) {
      await lines.cancel();
      return found.map((/** @type {{ rle: Rle }} */ { rle }) => rle);
    }

    text = text.slice(end + 1);
  }

  return [];
}

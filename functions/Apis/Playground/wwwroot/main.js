// The page: what the user does, and what it leads to.

import { ApiError } from './api.js';
import { fileName, follow, save, toCoco, toSvg } from './exports.js';
import { JobList } from './jobs.js';
import { Picture } from './picture.js';
import { listSegments } from './segments.js';
import { forget, isRemembered, signIn } from './session.js';
import { LANGUAGES } from './snippets.js';
import { Viewer } from './viewer.js';

/** @import { Api } from './api.js' */
/** @import { Language } from './snippets.js' */
/** @import { Segment } from './types.js' */

/**
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 */
const element = id => /** @type {T} */ (document.getElementById(id));

/** @type {HTMLInputElement} */
const files = element('files');
/** @type {HTMLCanvasElement} */
const canvas = element('canvas');
const viewer = new Viewer(canvas);
const jobs = new JobList(element('job-list'), element('more-jobs'));

/** @type {Picture[]} */
const pictures = [];

/** @type {Picture | undefined} */
let current;

/** @type {object} What the code shows. */
let lastPrompt = { prompts: ['boat'] };

/** Prompts run one after another, so that an earlier answer never overwrites a later one. */
let queue = Promise.resolve();
let waiting = 0;

const signedIn = signIn();
signedIn.then(start, error => say(describe(error)));

/** @param {Api} api */
function start(api) {
  element('sign-out').hidden = !isRemembered();
  api.send('GET', '/v1/words').then(({ words }) => {
    element('known-words').replaceChildren(...words.map((/** @type {{ label: string }} */ { label }) => new Option(label)));
  }).catch(() => {});
}

/** @param {unknown} error */
const describe = error => (error instanceof Error ? error.message : String(error));

/** @param {string} sentence */
function say(sentence) {
  element('status').textContent = sentence;
}

/**
 * @param {string} doing
 * @param {() => Promise<string[] | void>} work
 */
function run(doing, work) {
  waiting++;
  element('frame').dataset.busy = 'true';
  say(doing);
  queue = queue.then(work).then(
    sentences => say((sentences ?? []).join(' ')),
    error => {
      if (error instanceof ApiError && error.status === 401) {
        forget();
      }

      say(describe(error));
    }).finally(() => {
    waiting--;
    element('frame').dataset.busy = String(waiting > 0);
  });
}

/**
 * @param {object} prompt
 * @param {number | null} object
 */
function ask(prompt, object) {
  const picture = current;
  if (!picture) {
    say('Choose a picture first.');
    return;
  }

  lastPrompt = prompt;
  showCode();
  const begun = performance.now();
  run('Working …', async () => {
    const notes = await picture.ask(await signedIn, prompt, object);
    refresh();
    // The frame in which the masks are shown.
    requestAnimationFrame(() => performance.measure('prompt', { start: begun }));
    return notes;
  });
}

/** @param {Iterable<File>} chosen */
async function open(chosen) {
  for (const file of chosen) {
    try {
      const picture = await Picture.open(file, file.name);
      pictures.push(picture);
      show(picture);
      signedIn.then(api => picture.upload(api)).catch(error => say(describe(error)));
    } catch (error) {
      say(describe(error));
    }
  }
}

/** @param {Picture} picture */
function show(picture) {
  current = picture;
  element('drop').hidden = true;
  element('frame').hidden = false;
  element('canvas-help').hidden = false;
  canvas.setAttribute('aria-label', `Picture ${picture.name}`);
  viewer.show(picture);
  showStrip();
  refresh();
}

function showStrip() {
  element('strip').replaceChildren(...pictures.map(picture => {
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('aria-current', String(picture === current));
    const image = document.createElement('img');
    image.src = picture.image.src;
    image.alt = picture.name;
    button.append(image);
    button.addEventListener('click', () => show(picture));
    const item = document.createElement('li');
    item.append(button);
    return item;
  }), addButton());
}

function addButton() {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Add pictures';
  button.addEventListener('click', () => files.click());
  const item = document.createElement('li');
  item.append(button);
  return item;
}

function refresh() {
  if (!current) {
    return;
  }

  const picture = current;
  viewer.point();
  element('count').textContent = picture.segments.length > 0 ? `${picture.segments.length}` : '';
  element('downloads').hidden = picture.segments.length === 0;
  signedIn.then(api => listSegments(element('segments'), picture, {
    api,
    changed: () => viewer.draw(),
    pointed: segment => viewer.point(segment),
    removed: (/** @type {Segment} */ segment) => {
      picture.segments = picture.segments.filter(other => other !== segment);
      refresh();
    },
    run: work => run('Downloading …', work),
  }));
}

function showCode() {
  const chosen = /** @type {HTMLInputElement} */ (document.querySelector('[name=language]:checked'));
  const { help, write } = LANGUAGES[/** @type {Language} */ (chosen.value)];
  element('code-help').textContent = help;
  element('code-text').textContent = write(location.origin, lastPrompt);
}

/** @param {string} text */
const words = text => text.split(',').map(word => word.trim()).filter(word => word);

viewer.onPoint = (/** @type {number} */ x, /** @type {number} */ y, /** @type {0 | 1} */ label) => {
  if (current) {
    current.points.push({ x, y, label });
    viewer.draw();
    if (current.points.some(point => point.label === 1)) {
      ask({ points: [...current.points] }, current.object);
    } else {
      say('Click inside the object first.');
    }
  }
};
viewer.onBox = (/** @type {{ x1: number, y1: number, x2: number, y2: number }} */ box) => ask({ boxes: [box] }, null);

element('modes').addEventListener('change', event => {
  viewer.mode = /** @type {Viewer['mode']} */ (/** @type {HTMLInputElement} */ (event.target).value);
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-mode]'))) {
    part.hidden = part.dataset.mode !== viewer.mode;
  }
});
element('words-form').addEventListener('submit', event => {
  event.preventDefault();
  const value = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (element(id)).value;
  const [prompts, negativePrompts] = [words(value('words')), words(value('negatives'))];
  if (prompts.length === 0) {
    say('Say what to find, such as boat.');
  } else {
    ask({ prompts, threshold: Number(value('threshold')), ...(negativePrompts.length > 0 && { negativePrompts }) }, null);
  }
});
element('subject').addEventListener('click', () => ask({ subject: true }, null));
element('next-object').addEventListener('click', () => {
  if (current) {
    current.points = [];
    current.object++;
    viewer.draw();
    say('The next click begins another object.');
  }
});

element('choose').addEventListener('click', () => files.click());
files.addEventListener('change', () => {
  open([...files.files ?? []]);
  files.value = '';
});
element('sample').addEventListener('click', () => run('Loading …', async () => {
  const sample = await (await fetch('/play/sample.jpg')).blob();
  await open([new File([sample], 'sample.jpg', { type: sample.type })]);
}));
document.addEventListener('paste', event => open([...event.clipboardData?.files ?? []]));
for (const kind of ['dragover', 'dragleave', 'drop']) {
  document.addEventListener(kind, event => {
    event.preventDefault();
    document.body.classList.toggle('dragging', kind === 'dragover');
  });
}

document.addEventListener('drop', event => open([...event.dataTransfer?.files ?? []]));

element('coco').addEventListener('click', () => current && save(toCoco(current, current.segments), 'application/json', fileName(current, 'coco.json')));
element('svg').addEventListener('click', () => {
  const picture = current;
  if (picture) {
    run('Packing …', async () => save(await toSvg(picture, picture.segments), 'image/svg+xml', fileName(picture, 'masks.svg')));
  }
});
element('archive').addEventListener('click', () => {
  const picture = current;
  const jobId = picture?.lastJob;
  if (picture && jobId) {
    run('Packing …', async () => follow(await (await signedIn).archive(jobId), fileName(picture, `${jobId}.zip`)));
  }
});
element('clear').addEventListener('click', () => {
  if (current) {
    current.segments = [];
    current.points = [];
    current.object++;
    refresh();
  }
});

element('languages').addEventListener('change', showCode);
element('copy').addEventListener('click', () => navigator.clipboard.writeText(element('code-text').textContent ?? '').then(() => say('Copied.')));
element('sign-out').addEventListener('click', forget);

const loadJobs = (/** @type {boolean} */ goesOn) => run('Loading …', async () => jobs.load(await signedIn, goesOn));
element('jobs').addEventListener('toggle', event => /** @type {HTMLDetailsElement} */ (event.target).open && loadJobs(false));
element('refresh').addEventListener('click', () => loadJobs(false));
element('more-jobs').addEventListener('click', () => loadJobs(true));
showCode();

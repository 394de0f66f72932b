// The page: what the user does, and what it leads to.

import { ApiError, describe } from './api.js';
import { Clip } from './clip.js';
import { ClipStage } from './clipstage.js';
import { showRequest, startCode } from './code.js';
import { startDownloads } from './downloads.js';
import { startIntake } from './intake.js';
import { startJobs } from './jobs.js';
import { chooseMode, startModes } from './modes.js';
import { Picture } from './picture.js';
import { listSegments } from './segments.js';
import { forget, isRemembered, signIn } from './session.js';
import { MEDIA } from './snippets.js';
import { listOpened } from './strip.js';
import { Viewer } from './viewer.js';
import { readWords } from './words.js';

/** @import { Api } from './api.js' */
/** @import { Box, Segment } from './types.js' */

/**
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 */
const element = id => /** @type {T} */ (document.getElementById(id));

const files = /** @type {HTMLInputElement} */ (element('files'));
const canvas = /** @type {HTMLCanvasElement} */ (element('canvas'));
const viewer = new Viewer(canvas);

/** @type {(Picture | Clip)[]} */
const opened = [];

/** @type {Picture | Clip | undefined} */
let current;

/** Prompts run one after another, so that an earlier answer never overwrites a later one. */
let queue = Promise.resolve();
let waiting = 0;

const signedIn = signIn();
signedIn.then(start, error => say(describe(error)));

const jobs = startJobs({ run, signedIn });
const clips = new ClipStage({ viewer, signedIn, say, run, changed: () => jobs.renew(), arranged: () => {
  element('frame').hidden = !(current instanceof Picture || clips.isMarking);
  element('canvas-help').hidden = element('frame').hidden || !['click', 'box'].includes(viewer.mode);
} });

/** @param {Api} api */
function start(api) {
  element('sign-out').hidden = !isRemembered();
  api.send('GET', '/v1/words').then(({ words }) => {
    element('known-words').replaceChildren(...words.map((/** @type {{ label: string }} */ { label }) => new Option(label)));
  }).catch(() => {});
}

/** @param {string} sentence */
function say(sentence) {
  if (element('status').textContent !== sentence) {
    element('status').textContent = sentence;
  }
}

/**
 * @param {string} doing
 * @param {() => Promise<string[] | void>} work
 */
function run(doing, work) {
  waiting++;
  element('stage').dataset.busy = 'true';
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
    element('stage').dataset.busy = String(waiting > 0);
  });
}

/**
 * @param {object} prompt
 * @param {number | null} object
 * @param {string[]} [words]
 */
function ask(prompt, object, words) {
  const picture = current;
  if (!(picture instanceof Picture)) {
    say('Choose a picture first.');
    return;
  }

  showRequest(prompt, MEDIA.picture);
  const begun = performance.now();
  run('Working …', async () => {
    const sentences = await picture.ask(await signedIn, prompt, object, words);
    refresh();
    jobs.renew();
    // The frame in which the masks are shown.
    requestAnimationFrame(() => performance.measure('prompt', { start: begun }));
    return sentences;
  });
}

/** @param {Iterable<File>} chosen */
async function open(chosen) {
  for (const file of chosen) {
    try {
      const medium = Clip.isClip(file) ? new Clip(file) : await Picture.open(file, file.name);
      opened.push(medium);
      show(medium);
      signedIn.then(api => medium.upload(api)).catch(error => say(describe(error)));
    } catch (error) {
      say(describe(error));
    }
  }
}

/** @param {Picture | Clip} medium */
function show(medium) {
  current = medium;
  const isPicture = medium instanceof Picture;
  const isFirst = element('drop').contains(document.activeElement);
  element('drop').hidden = true;
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-medium]'))) {
    part.hidden = part.dataset.medium !== (isPicture ? 'picture' : 'clip');
  }

  if (!isPicture && viewer.mode === 'subject') {
    chooseMode('words');
  }

  clips.show(isPicture ? undefined : medium);
  if (isPicture) {
    canvas.setAttribute('aria-label', `Picture ${medium.name}`);
    viewer.show(medium);
  }

  if (isFirst) {
    element(isPicture ? 'canvas' : 'video').focus();
  }

  listOpened(element('strip'), opened, medium, { show, add: () => files.click() });
  refresh();
}

function refresh() {
  if (current instanceof Picture) {
    refreshPicture(current);
  } else {
    clips.list();
  }
}

/** @param {Picture} picture */
function refreshPicture(picture) {
  viewer.point();
  element('count').textContent = picture.segments.length > 0 ? `${picture.segments.length}` : '';
  element('downloads').hidden = picture.segments.length === 0;
  signedIn.then(api => listSegments(element('segments'), picture, {
    api,
    changed: () => viewer.draw(),
    pointed: segment => viewer.point(segment),
    refined: segment => {
      picture.refine(segment);
      chooseMode('click');
      viewer.draw();
      canvas.focus();
      say(`Clicks refine ${segment.name} now: left adds, right takes away.`);
    },
    removed: segment => {
      const place = picture.segments.indexOf(segment);
      picture.segments = picture.segments.filter(other => other !== segment);
      refresh();
      signedIn.then(() => (/** @type {HTMLElement | undefined} */ (document.querySelectorAll('#segments .remove')[place]) ?? canvas).focus());
    },
    run: work => run('Downloading …', work),
  }));
}

viewer.onPoint = (/** @type {number} */ x, /** @type {number} */ y, /** @type {0 | 1} */ button) => {
  const label = /** @type {HTMLInputElement} */ (element('outside')).checked ? 0 : button;
  if (clips.isMarking) {
    clips.marking.addPoint(x, y, label);
  } else if (current instanceof Picture) {
    current.addPoint({ x, y, label });
    viewer.draw();
    if (current.prompt) {
      ask(current.prompt, current.object);
    } else {
      say('Click inside the object first.');
    }
  }
};
viewer.onHover = (/** @type {Segment | undefined} */ segment) => {
  viewer.point(segment);
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('#segments li'))) {
    row.classList.toggle('pointed', segment !== undefined && row.dataset.segment === String(segment.id));
  }
};
viewer.onBox = (/** @type {Box} */ box) => (clips.isMarking ? clips.marking.addBox(box) : ask({ boxes: [box] }, null));

startModes(mode => {
  viewer.setMode(mode);
  clips.changeMode();
});
element('words-form').addEventListener('submit', event => {
  event.preventDefault();
  const { prompts, ofPicture } = readWords();
  if (prompts.length === 0) {
    say('Say what to find, such as boat.');
  } else if (current instanceof Clip) {
    clips.ask(current, { prompts });
  } else {
    ask({ prompts, ...ofPicture }, null, prompts);
  }
});
element('subject').addEventListener('click', () => ask({ subject: true }, null));
element('next-object').addEventListener('click', () => {
  if (current instanceof Picture) {
    current.beginObject();
    viewer.draw();
  } else {
    clips.marking.beginObject();
  }

  say('The next click begins another object.');
});

startIntake({ files, open, run });
startDownloads({
  current: () => current,
  run,
  signedIn,
  cleared: picture => {
    picture.clear();
    refresh();
    canvas.focus();
  },
});

element('sign-out').addEventListener('click', forget);
startCode(say);

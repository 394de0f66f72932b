// What users do with a clip on the page. Usage: see browser.mjs.
import { join } from 'node:path';
import { at, downloads, dropClip, open, pixel, play, save, violations } from './browser.mjs';

const openClip = async options => {
  const page = await open(options);
  await page.waitForFunction(() => document.querySelector('#account').textContent);
  await dropClip(page);
  await page.waitForFunction(() => document.querySelector('#video').readyState >= 2);
  return page;
};
const onFrame = (page, index) => page.waitForFunction(n => document.querySelector('#frame-text').textContent.startsWith(`Frame ${n} of`), index);
const ended = page => page.waitForFunction(() => document.querySelector('#stage').dataset.busy === 'false', null, { timeout: 240_000 });
const marked = page => page.locator('#marks .object').allTextContents();
const frame = (page, index) => page.locator('#frame-number').fill(String(index)).then(() => onFrame(page, index));

await play({
  async follow() {
    const page = await openClip();
    const hidden = await page.locator('[value=subject]').isHidden();
    const before = await page.locator('#video').evaluate(video => video.src);
    // Every status message is kept, with the state of the progress bar, since polling from outside could miss some.
    await page.evaluate(() => {
      const [status, progress] = [document.querySelector('#status'), document.querySelector('#progress')];
      globalThis.told = [];
      new MutationObserver(() => globalThis.told.push(`${status.textContent} ${progress.hidden ? '' : `${progress.value}/${progress.max}`}`)).observe(status, { childList: true });
    });
    // A job of a few frames may be done before its first poll, so the first response is one from its middle.
    let looks = 0;
    await page.route(/\/v1\/jobs\/[^/]+$/, async route => {
      if (looks++ > 0) return route.continue();
      const response = await route.fetch();
      const job = await response.json();
      return route.fulfill({ response, json: { ...job, status: 'processing', tasks: [{ ...job.tasks[0], status: 'processing', framesProcessed: 2, frames: 4 }] } });
    });
    await page.fill('#words', 'boat');
    await page.press('#words', 'Enter');
    await ended(page);
    const told = await page.evaluate(() => globalThis.told);
    const objects = await page.locator('#segments .object').allTextContents();
    await page.waitForFunction(() => document.querySelector('#video').readyState >= 2);
    const played = await page.locator('#video').evaluate(video => new Promise((resolve, reject) => {
      video.addEventListener('ended', () => resolve({ width: video.videoWidth, height: video.videoHeight, at: video.currentTime }));
      video.addEventListener('error', () => reject(new Error(video.error.message)));
      video.play().catch(reject);
    }));
    await page.screenshot({ path: join(downloads, 'clip.png') });
    const files = {};
    for (const label of ['Preview', 'Masks', 'Frames, one per line']) {
      files[label] = await save(page, () => page.locator('#clip-files').getByText(label, { exact: true }).click());
    }

    files.Archive = await save(page, () => page.click('#archive'));
    const faults = await violations(page);
    await page.click('#code summary');
    await page.check('[value=javascript]');
    return {
      hidden, objects, played, files, violations: faults, told,
      isAnother: before !== await page.locator('#video').evaluate(video => video.src), code: await page.textContent('#code-text'),
    };
  },

  async mark() {
    const page = await openClip();
    const posted = [];
    page.on('request', request => { if (request.method() === 'POST' && request.url().endsWith('/v1/jobs')) posted.push(request.postDataJSON()); });
    await page.locator('#video').evaluate(video => { video.currentTime = 0.15; });
    await page.check('[value=box]');
    await onFrame(page, 1);
    await page.mouse.move(...await at(page, 0.35, 0.2));
    await page.mouse.down();
    await page.mouse.move(...await at(page, 0.75, 0.75), { steps: 4 });
    await page.mouse.up();
    const boxed = await marked(page);
    await page.check('[value=click]');
    await frame(page, 3);
    await page.mouse.click(...await at(page, 0.1, 0.9), { button: 'right' });
    await page.click('#next-object');
    await page.mouse.click(...await at(page, 0.9, 0.1), { button: 'right' });
    await page.click('#follow');
    const refused = await page.textContent('#status');
    await page.getByRole('button', { name: 'Remove object 2' }).click();
    await page.mouse.click(...await at(page, 0.2, 0.6));
    await page.getByRole('button', { name: 'Refine object 1' }).click();
    const refining = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
    await frame(page, 1);
    const listed = await marked(page);
    await page.screenshot({ path: join(downloads, 'marked.png') });
    const faults = await violations(page);
    await page.click('#jobs summary');
    await page.locator('#job-list').waitFor({ state: 'attached' });
    await page.click('#follow');
    await ended(page);
    await page.locator('#job-list li', { hasText: '1 video' }).first().getByText('success').waitFor();
    await page.waitForFunction(() => {
      const canvas = document.querySelector('#job-list canvas');
      return canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(value => value > 0);
    });
    const said = await page.textContent('#status');
    const objects = await page.locator('#segments .object').allTextContents();
    const plays = await page.locator('#player').isVisible();
    await page.locator('#video').evaluate(video => new Promise(resolve => {
      video.addEventListener('seeked', resolve, { once: true });
      video.currentTime = 0.65;
    }));
    await page.click('#mark');
    await onFrame(page, 6);
    const corrected = await marked(page);
    await page.click('#watch');
    const again = await page.locator('#video').evaluate(video => video.currentTime);
    await page.check('[value=words]');
    await page.locator('#video').evaluate(video => new Promise(resolve => {
      video.addEventListener('seeked', resolve, { once: true });
      video.currentTime = 0.25;
    }));
    await page.check('[value=click]');
    await onFrame(page, 2);
    const returned = await marked(page);
    await page.click('#code summary');
    const code = {};
    for (const language of ['curl', 'javascript', 'python', 'csharp']) {
      await page.check(`[value=${language}]`);
      code[language] = await page.textContent('#code-text');
    }

    return { boxed, refused, refining, listed, violations: faults, posted, said, objects, plays, corrected, again, returned, code };
  },

  async keyboard() {
    const page = await openClip({ viewport: { width: 390, height: 800 } });
    await page.focus('[value=words]');
    await page.keyboard.press('ArrowRight');
    await onFrame(page, 0);
    await page.focus('#frame-number');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await onFrame(page, 2);
    const slider = await page.locator('#frame-number').getAttribute('aria-valuetext');
    await page.focus('#canvas');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Backspace');
    const canvas = await page.locator('#canvas').getAttribute('aria-label');
    await page.focus('[value=click]');
    await page.keyboard.press('ArrowRight');
    await page.focus('#canvas');
    await page.keyboard.press('Enter');
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowDown');
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    const listed = await marked(page);
    await page.screenshot({ path: join(downloads, 'marked-narrow.png'), fullPage: true });
    return { slider, canvas, listed, violations: await violations(page), sideways: await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth) };
  },

  // Each frame of the clip has a different gray.
  async frames() {
    const page = await openClip();
    await page.check('[value=click]');
    await onFrame(page, 0);
    const last = Number(await page.locator('#frame-number').getAttribute('max'));
    const grays = [];
    for (let i = 0; i <= last; i++) {
      if (i > 0) await page.click('#next-frame');
      await onFrame(page, i);

      // The picture may reach the screen after it is reported, but not by seconds.
      let [gray] = await pixel(page, 0.25, 0.25);
      for (const end = Date.now() + 5000; gray === grays.at(-1) && Date.now() < end;) [gray] = await pixel(page, 0.25, 0.25);
      grays.push(gray);
    }

    return { grays, said: await page.textContent('#status') };
  },
});

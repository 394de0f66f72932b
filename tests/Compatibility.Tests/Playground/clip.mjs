// What users do with a clip on the page. Usage: see browser.mjs; SEG_CLIP names a video.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { downloads, open, play, save, violations } from './browser.mjs';

const drop = async page => {
  const bytes = readFileSync(process.env.SEG_CLIP).toString('base64');
  await page.evaluate(encoded => {
    const content = Uint8Array.from(atob(encoded), letter => letter.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], 'clip.mp4', { type: 'video/mp4' }));
    document.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, bytes);
  await page.locator('#player').waitFor();
};

await play({
  async follow() {
    const page = await open();
    await page.waitForFunction(() => document.querySelector('#account').textContent);
    await drop(page);
    const hidden = await page.locator('[value=click]').isHidden();
    await page.waitForFunction(() => document.querySelector('#video').readyState >= 2);
    const before = await page.locator('#video').evaluate(video => video.src);
    // Every sentence of the status is kept, with the bar beside it, since no look from outside can be sure to see them.
    await page.evaluate(() => {
      const [status, progress] = [document.querySelector('#status'), document.querySelector('#progress')];
      globalThis.told = [];
      new MutationObserver(() => globalThis.told.push(`${status.textContent} ${progress.hidden ? '' : `${progress.value}/${progress.max}`}`)).observe(status, { childList: true });
    });
    // A job of a few frames may be done before it is asked about, so the first answer is one from its middle.
    let looks = 0;
    await page.route(/\/v1\/jobs\/[^/]+$/, async route => {
      if (looks++ > 0) return route.continue();
      const response = await route.fetch();
      const job = await response.json();
      return route.fulfill({ response, json: { ...job, status: 'processing', tasks: [{ ...job.tasks[0], status: 'processing', framesProcessed: 2, frames: 4 }] } });
    });
    await page.fill('#words', 'boat');
    await page.press('#words', 'Enter');
    await page.waitForFunction(() => document.querySelector('#stage').dataset.busy === 'false', null, { timeout: 240_000 });
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
    for (const label of ['Preview', 'Masks', 'Frames, one a line']) {
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
});

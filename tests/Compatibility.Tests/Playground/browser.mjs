// Drives a page in Debian's Chromium like a user, and prints what it observes as JSON.
// Usage: node FILE SCENARIO, in the folder with node_modules, with SEG_PAGE (address), SEG_CHROMIUM, SEG_DOWNLOADS (a folder) and SEG_CLIP (a video).
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';

const require = createRequire(`${process.cwd()}/`);
const { chromium } = require('playwright-core');
const [scenario] = process.argv.slice(2);
const { SEG_CHROMIUM: executablePath } = process.env;
export const { SEG_PAGE: address, SEG_DOWNLOADS: downloads } = process.env;
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const elsewhere = [];
export const faults = [];

/** @param path The page's path on the server. */
export const open = async (options = {}, path = '') => {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, acceptDownloads: true, bypassCSP: false, ...options });
  context.setDefaultTimeout(90_000);
  const page = await context.newPage();
  page.on('request', request => { if (new URL(request.url()).host !== new URL(address).host && !request.url().startsWith('blob:')) elsewhere.push(request.url()); });
  page.on('pageerror', error => faults.push(error.message));
  // A film that replaces another one ends the other's requests; a film that cannot be shown is an error of its element.
  page.on('requestfailed', request => { if (!request.url().startsWith('blob:')) faults.push(`${request.method()} ${request.url()} ${request.failure()?.errorText}`); });
  page.on('console', message => { if (message.type() === 'error') faults.push(`${message.text()} ${message.location().url}`); });
  await page.goto(new URL(path, address).href);
  return page;
};
export const openSample = async page => {
  await page.click('#sample');
  // Away from where the picture appears, where the pointer would highlight a mask.
  await page.mouse.move(0, 0);
  await page.locator('#canvas').waitFor();
  await page.waitForFunction(() => document.querySelector('#account').textContent);
};
export const dropClip = async page => {
  const bytes = readFileSync(process.env.SEG_CLIP).toString('base64');
  await page.evaluate(([encoded, name]) => {
    const content = Uint8Array.from(atob(encoded), letter => letter.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], name));
    document.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, [bytes, basename(process.env.SEG_CLIP)]);
  await page.locator('#player').waitFor();
};
export const rest = page => page.waitForFunction(() => document.querySelector('#stage').dataset.busy === 'false');
export const find = async (page, words) => {
  await page.fill('#words', words);
  await page.press('#words', 'Enter');
  await rest(page);
};
export const at = async (page, x, y) => {
  const box = await page.locator('#canvas').boundingBox();
  return [box.x + box.width * x, box.y + box.height * y];
};
export const names = page => page.locator('#segments input[aria-label=Name]').evaluateAll(inputs => inputs.map(input => input.value));
export const pixel = (page, x, y) => page.locator('#canvas').evaluate(
  (canvas, [u, v]) => [...canvas.getContext('2d').getImageData(Math.round(canvas.width * u), Math.round(canvas.height * v), 1, 1).data], [x, y]);
export const save = async (page, action) => {
  const [download] = await Promise.all([page.waitForEvent('download'), action()]);
  const path = join(downloads, download.suggestedFilename());
  await download.saveAs(path);
  return path;
};
export const violations = async page => {
  // The page's policy forbids scripts from elsewhere, so the checker is injected through the debugger.
  await page.evaluate(readFileSync(require.resolve('axe-core'), 'utf8'));
  const result = await page.evaluate(only => globalThis.axe.run(document, { runOnly: only }), rules);
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target).join(' ')}`);
};

/** @param scenarios By name. */
export const play = async scenarios => {
  try {
    const seen = await scenarios[scenario]();
    console.log(JSON.stringify({ seen, elsewhere, faults }));
  } finally {
    await browser.close();
  }
};

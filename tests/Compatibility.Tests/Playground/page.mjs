// Drives the page in Debian's Chromium as a user does, and prints what was seen as JSON.
// Usage: node page.mjs SCENARIO, in the folder that holds node_modules, with SEG_PAGE (address), SEG_CHROMIUM and SEG_DOWNLOADS (a folder).
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(`${process.cwd()}/`);
const { chromium } = require('playwright-core');
const [scenario] = process.argv.slice(2);
const { SEG_PAGE: address, SEG_CHROMIUM: executablePath, SEG_DOWNLOADS: downloads } = process.env;
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const elsewhere = [];
const faults = [];

const open = async (options = {}) => {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, acceptDownloads: true, bypassCSP: false, ...options });
  const page = await context.newPage();
  page.on('request', request => { if (new URL(request.url()).host !== new URL(address).host && !request.url().startsWith('blob:')) elsewhere.push(request.url()); });
  page.on('pageerror', error => faults.push(error.message));
  page.on('requestfailed', request => faults.push(`${request.method()} ${request.url()} ${request.failure()?.errorText}`));
  page.on('console', message => { if (message.type() === 'error') faults.push(`${message.text()} ${message.location().url}`); });
  await page.goto(address);
  return page;
};
const openSample = async page => {
  await page.click('#sample');
  await page.locator('#canvas').waitFor();
  await page.waitForFunction(() => document.querySelector('#account').textContent);
};
const rest = page => page.waitForFunction(() => document.querySelector('#frame').dataset.busy === 'false', null, { timeout: 90_000 });
const find = async (page, words) => {
  await page.fill('#words', words);
  await page.press('#words', 'Enter');
  await rest(page);
};
const at = async (page, x, y) => {
  const box = await page.locator('#canvas').boundingBox();
  return [box.x + box.width * x, box.y + box.height * y];
};
const names = page => page.locator('#segments input[aria-label=Name]').evaluateAll(inputs => inputs.map(input => input.value));
const pixel = (page, x, y) => page.locator('#canvas').evaluate(
  (canvas, [u, v]) => [...canvas.getContext('2d').getImageData(Math.round(canvas.width * u), Math.round(canvas.height * v), 1, 1).data], [x, y]);
const save = async (page, action) => {
  const [download] = await Promise.all([page.waitForEvent('download'), action()]);
  const path = join(downloads, download.suggestedFilename());
  await download.saveAs(path);
  return path;
};
const violations = async page => {
  // The policy of the page forbids scripts from elsewhere, so the judge comes in through the debugger.
  await page.evaluate(readFileSync(require.resolve('axe-core'), 'utf8'));
  const result = await page.evaluate(only => globalThis.axe.run(document, { runOnly: only }), rules);
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target).join(' ')}`);
};

const scenarios = {
  async firstMinute() {
    const page = await open();
    await openSample(page);
    await find(page, 'boat');
    const words = await names(page);
    await page.screenshot({ path: join(downloads, 'page.png') });

    await page.check('[value=click]');
    const before = await pixel(page, 0.5, 0.45);
    await page.mouse.click(...await at(page, 0.56, 0.5));
    await rest(page);
    const clicked = await names(page);
    await page.mouse.click(...await at(page, 0.45, 0.35), { button: 'right' });
    await rest(page);
    const refined = await names(page);

    await page.check('[value=box]');
    await page.mouse.move(...await at(page, 0.4, 0.15));
    await page.mouse.down();
    await page.mouse.move(...await at(page, 0.73, 0.7), { steps: 4 });
    await page.mouse.up();
    await rest(page);
    const boxed = await names(page);

    await page.locator('#segments input[aria-label=Name]').last().fill('ship');
    await page.locator('#segments input[aria-label=Name]').last().press('Tab');
    const last = page.locator('#segments li').last();
    const masked = await pixel(page, 0.56, 0.6);
    await page.locator('#segments li').first().hover();
    const dimmed = await pixel(page, 0.56, 0.6);
    await page.mouse.move(0, 0);
    for (const box of await page.locator('#segments input[type=checkbox]').all()) await box.uncheck();
    const bare = await pixel(page, 0.56, 0.6);

    const files = {};
    for (const kind of ['Mask', 'Cut-out', 'RLE', 'Polygons', 'SVG']) files[kind] = await save(page, () => last.getByText(kind, { exact: true }).click());
    files.COCO = await save(page, () => page.click('#coco'));
    files.Archive = await save(page, () => page.click('#archive'));
    await page.click('#jobs summary');
    await page.locator('#job-list li').first().waitFor();
    return { words, clicked, refined, boxed, renamed: (await names(page)).at(-1), before, masked, dimmed, bare, files, jobs: await page.locator('#job-list li').count() };
  },

  async keyboard() {
    const page = await open();
    await openSample(page);
    await page.focus('[value=words]');
    await page.keyboard.press('ArrowRight');
    await page.focus('#canvas');
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await rest(page);
    const clicked = await names(page);
    await page.focus('[value=click]');
    await page.keyboard.press('ArrowRight');
    await page.focus('#canvas');
    for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowLeft');
    for (let i = 0; i < 15; i++) await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    for (let i = 0; i < 16; i++) await page.keyboard.press('ArrowRight');
    for (let i = 0; i < 24; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await rest(page);
    return { clicked, boxed: await names(page) };
  },

  async looks() {
    const seen = {};
    for (const [name, options] of Object.entries({
      light: {}, dark: { colorScheme: 'dark' }, narrow: { viewport: { width: 390, height: 800 } }, narrowDark: { viewport: { width: 390, height: 800 }, colorScheme: 'dark' },
    })) {
      const page = await open(options);
      const empty = await violations(page);
      await openSample(page);
      await find(page, 'boat');
      for (const summary of await page.locator('summary').all()) await summary.click();
      await page.locator('#job-list li').first().waitFor();
      await page.screenshot({ path: join(downloads, `${name}.png`) });
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      seen[name] = [...empty, ...await violations(page), ...(sideways ? ['scrolls sideways'] : [])];
      await page.context().close();
    }

    return seen;
  },

  async clicks() {
    const page = await open();
    const posted = [];
    page.on('request', request => { if (request.method() === 'POST' && request.url().endsWith('/v1/jobs')) posted.push(request.postData()); });
    await openSample(page);
    await page.check('[value=click]');
    const shown = [];
    const byApi = [];
    for (let i = 0; i < Number(process.env.SEG_CLICKS); i++) {
      if (await page.isVisible('#clear')) await page.click('#clear');
      await page.mouse.click(...await at(page, 0.2 + 0.6 * Math.random(), 0.2 + 0.6 * Math.random()));
      await rest(page);
      await page.waitForFunction(n => performance.getEntriesByName('prompt').length === n, i + 1);
      shown.push(await page.evaluate(() => performance.getEntriesByName('prompt').at(-1).duration));
      const begun = performance.now();
      const answer = await fetch(new URL('v1/jobs', address), {
        method: 'POST', headers: { 'x-api-key': process.env.SEG_KEY, 'content-type': 'application/json', prefer: 'wait' }, body: posted.at(-1),
      });
      await answer.json();
      byApi.push(performance.now() - begun);
    }

    return { shown, byApi };
  },

  async scripts() {
    const evil = '<img src=x onerror="globalThis.ran=1"><script>globalThis.ran=1</script>';
    const page = await open();
    await page.setInputFiles('#files', { name: `${evil.replaceAll('/', '')}.jpg`, mimeType: 'image/jpeg', buffer: readFileSync(process.env.SEG_PHOTO) });
    await page.locator('#canvas').waitFor();
    await find(page, `boat, ${evil}`);
    const status = await page.textContent('#status');
    await find(page, 'boat');
    await page.locator('#segments input[aria-label=Name]').first().fill(evil);
    await page.locator('#segments input[aria-label=Name]').first().press('Tab');
    const svg = await save(page, () => page.locator('#segments li').first().getByText('SVG', { exact: true }).click());
    return { ran: await page.evaluate(() => globalThis.ran ?? 0), status, svg: readFileSync(svg, 'utf8').includes('<script') };
  },

  async signIn() {
    const page = await open();
    await page.route('**/play/key', route => route.fulfill({ status: 404, body: '{}' }));
    await page.reload();
    await page.fill('#key', 'wrong');
    await page.press('#key', 'Enter');
    await page.locator('#sign-in-error:not(:empty)').waitFor();
    const refused = await page.textContent('#sign-in-error');
    await page.fill('#key', process.env.SEG_KEY);
    await page.press('#key', 'Enter');
    await page.locator('#account:not(:empty)').waitFor();
    const stored = await page.evaluate(() => [sessionStorage.length, localStorage.length, document.cookie]);
    faults.length = 0; // The browser tells the refused key as an error.
    return { refused, account: await page.textContent('#account'), stored };
  },

  async snippets() {
    const page = await open();
    await openSample(page);
    await find(page, 'boat');
    await page.click('#code summary');
    const code = {};
    for (const language of ['curl', 'javascript', 'python', 'csharp']) {
      await page.check(`[value=${language}]`);
      code[language] = await page.textContent('#code-text');
    }

    return code;
  },
};

try {
  const seen = await scenarios[scenario]();
  console.log(JSON.stringify({ seen, elsewhere, faults }));
} finally {
  await browser.close();
}

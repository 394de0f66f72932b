// What users do on the page. Usage: see browser.mjs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { address, at, downloads, faults, find, names, open, openSample, pixel, play, rest, save, violations } from './browser.mjs';

await play({
  async firstMinute() {
    const page = await open();
    await openSample(page);
    await find(page, 'boat');
    const words = await names(page);

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
    await page.mouse.move(0, 0);
    const masked = await pixel(page, 0.56, 0.6);
    await page.locator('#segments li').first().hover();
    const dimmed = await pixel(page, 0.56, 0.6);
    await page.mouse.move(...await at(page, 0.56, 0.5));
    await page.locator('#segments li.pointed').waitFor();
    await page.mouse.move(0, 0);
    await page.locator('#segments li.pointed').waitFor({ state: 'detached' });
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

  async refine() {
    const page = await open();
    await openSample(page);
    await find(page, 'boat');
    await find(page, 'boat');
    const twice = await names(page);
    const [row, name] = [page.locator('#segments li').nth(1), page.locator('#segments input[aria-label=Name]').nth(1)];
    await name.fill('yacht');
    await name.press('Tab');
    const scores = async () => page.locator('#segments .quiet').allTextContents();
    const before = await scores();
    const posted = [];
    page.on('request', request => { if (request.method() === 'POST' && request.url().endsWith('/v1/jobs')) posted.push(request.postDataJSON()); });
    await row.getByText('Refine').click();
    const focused = await page.evaluate(() => document.activeElement.id);
    await page.check('#outside');
    await page.mouse.click(...await at(page, 0.4, 0.83));
    await rest(page);
    await page.uncheck('#outside');
    const [refined, after] = [await names(page), await scores()];
    await page.check('[value=box]');
    await page.mouse.click(...await at(page, 0.4, 0.15));
    await page.mouse.click(...await at(page, 0.73, 0.7));
    await rest(page);
    return { twice, focused, refined, changed: before.map((score, i) => score !== after[i]), posted, boxed: await names(page) };
  },

  // The server's own responses, recorded some moments before.
  async progress() {
    const page = await open();
    await openSample(page);
    await page.check('[value=click]');
    await page.mouse.click(...await at(page, 0.56, 0.5));
    await rest(page);
    await page.route(/\/v1\/jobs\?/, async route => {
      const response = await route.fetch();
      const list = await response.json();
      return route.fulfill({ response, json: { ...list, items: [{ ...list.items[0], status: 'queued' }] } });
    });
    let looks = 0;
    await page.route(/\/v1\/jobs\/[^/?]+$/, async route => {
      const response = await route.fetch();
      const job = await response.json();
      return route.fulfill({ response, json: looks++ > 0 ? job : { ...job, type: 'video', status: 'processing', tasks: [{ taskId: '1', status: 'processing', framesProcessed: 3, frames: 9 }] } });
    });
    await page.click('#jobs summary');
    const told = [];
    for (const state of ['queued', 'processing, 3 of 9 frames', 'success']) {
      await page.locator('#job-list li').first().getByText(state, { exact: true }).waitFor();
      told.push(state);
    }

    return told;
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
    const page = await open();
    const seen = { light: [], dark: [], narrow: [], narrowDark: [] };
    const look = async visit => {
      for (const [name, found] of Object.entries(seen)) {
        await page.setViewportSize(name.startsWith('narrow') ? { width: 390, height: 800 } : { width: 1400, height: 900 });
        await page.emulateMedia({ colorScheme: name.toLowerCase().endsWith('dark') ? 'dark' : 'light' });
        found.push(...await violations(page));
        await visit?.(name, found);
      }
    };
    await look();
    await openSample(page);
    await find(page, 'boat');
    for (const summary of await page.locator('summary').all()) await summary.click();
    await page.locator('#job-list li').first().waitFor();
    await look(async (name, found) => {
      await page.screenshot({ path: join(downloads, `${name}.png`) });
      if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)) found.push('scrolls sideways');
    });
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
});

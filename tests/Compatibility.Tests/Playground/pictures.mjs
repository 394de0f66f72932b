// The pictures of the page in the README. Usage: see browser.mjs.
import { join } from 'node:path';
import { at, downloads, dropClip, find, open, openSample, play } from './browser.mjs';

const narrow = { viewport: { width: 390, height: 1000 } };
const dark = { colorScheme: 'dark' };

const showWords = async (name, options) => {
  const page = await open(options);
  await openSample(page);
  await find(page, 'boat');
  await page.screenshot({ path: join(downloads, `${name}.png`) });
  await page.context().close();
};

await play({
  async readme() {
    await showWords('page', {});
    await showWords('narrow', narrow);
    await showWords('narrow-dark', { ...narrow, ...dark });

    const page = await open(dark);
    await page.waitForFunction(() => document.querySelector('#account').textContent);
    await dropClip(page);
    await page.check('[value=box]');
    await page.waitForFunction(() => document.querySelector('#frame-text').textContent);
    await page.locator('#frame-number').fill('12');
    await page.waitForFunction(() => document.querySelector('#frame-text').textContent.startsWith('Frame 12'));
    await page.mouse.move(...await at(page, 0.49, 0.3));
    await page.mouse.down();
    await page.mouse.move(...await at(page, 0.9, 0.84), { steps: 4 });
    await page.mouse.up();
    await page.check('[value=click]');
    await page.mouse.click(...await at(page, 0.6, 0.4), { button: 'right' });
    await page.click('#next-object');
    await page.mouse.click(...await at(page, 0.2, 0.96));
    await page.mouse.move(0, 0);
    await page.screenshot({ path: join(downloads, 'page-dark.png') });
    return {};
  },
});

// What users do on the page that shows the description. Usage: see browser.mjs.
import { join } from 'node:path';
import { downloads, open, play, violations } from './browser.mjs';

const ACCOUNT = 'docs#tag/segmentationapi/GET/v1/account';

/** @param page Opened at a call that needs nothing but the key. */
const tryIt = async page => {
  await page.getByRole('button', { name: /test request.*get \/v1\/account\)/i }).click();
  const client = page.getByRole('dialog');
  const [answer] = await Promise.all([
    page.waitForResponse(response => new URL(response.url()).pathname === '/v1/account'),
    client.getByRole('button', { name: /^send/i }).first().click(),
  ]);
  await client.getByText('200').first().waitFor();
  return { status: answer.status(), account: await answer.json() };
};

await play({
  async reads() {
    const page = await open({}, 'docs');
    await page.getByRole('heading', { name: 'SegFunctions', exact: true }).waitFor();
    await page.getByRole('link', { name: /create job/i }).first().waitFor();
    return page.evaluate(() => document.body.innerText);
  },

  async tries() {
    const page = await open({}, ACCOUNT);
    const { status, account } = await tryIt(page);
    await page.screenshot({ path: join(downloads, 'tried.png') });
    return { status, account };
  },

  async looks() {
    const seen = {};
    // Waits for animations to end before checking.
    const reducedMotion = 'reduce';
    for (const [name, options] of Object.entries({ light: {}, dark: { colorScheme: 'dark' }, narrow: { viewport: { width: 390, height: 800 } } })) {
      const page = await open({ reducedMotion, ...options }, ACCOUNT);
      await page.getByRole('button', { name: /test request.*get \/v1\/account\)/i }).waitFor();
      await page.screenshot({ path: join(downloads, `reference-${name}.png`) });
      seen[name] = { page: await violations(page), client: await tryIt(page).then(() => violations(page)) };
      await page.context().close();
    }

    return seen;
  },
});

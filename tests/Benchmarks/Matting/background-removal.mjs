// Cuts out photos with the package installed below the working folder: each input line is {photo, pixels}, each output line {milliseconds, bytes}.
// `pixels` is null for a timed cutout as PNG, or else a file for plain RGBA, because the package's PNG has a palette.
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const { removeBackground } = createRequire(`${process.cwd()}/`)('@imgly/background-removal-node');

for await (const line of createInterface({ input: process.stdin })) {
  const { photo, pixels } = JSON.parse(line);
  const started = performance.now();
  const blob = await removeBackground(pathToFileURL(photo), pixels ? { output: { format: 'image/x-rgba8' } } : {});
  const content = Buffer.from(await blob.arrayBuffer());
  const milliseconds = performance.now() - started;
  if (pixels) {
    await writeFile(pixels, content);
  }
  console.log(JSON.stringify({ milliseconds, bytes: content.length }));
}

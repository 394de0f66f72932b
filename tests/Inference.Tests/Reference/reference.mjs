// Runs the named networks, or all, on parts of the photo at three sizes, and writes inputs and outputs to a file per network.
import { writeFileSync } from 'node:fs';
import { read, repeat } from './picture.mjs';

const photo = read(new URL('photo.png', import.meta.url));
const odd = [3, 45, 250, 203];

/** The first picture has the size of the network's input, the second is enlarged to it, the third shrunk. */
const pictures = {
  sam: [[[0, 48, 256, 208], 4], [odd, 1], [odd, 5]],
  centernet: [[[0, 48, 256, 208], 2], [odd, 1], [odd, 3]],
  nanodet: [[[24, 48, 208, 208], 2], [odd, 1], [odd, 3]],
  isnet: [[[100, 60, 64, 64], 16], [[60, 20, 180, 140], 1], [odd, 5]],
};

for (const name of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(pictures)) {
  const { run } = await import(`./${name}.mjs`);
  const [same, enlarged, shrunk] = pictures[name];
  const numbers = {};
  for (const [size, [region, times]] of Object.entries({ same, enlarged, shrunk })) {
    numbers[size] = { region, times, ...await run(repeat(photo, region, times)) };
  }
  const text = JSON.stringify(numbers, null, 1).replaceAll(/\n\s+(?=[-\d\]])/g, ' ');
  writeFileSync(new URL(`${name}.json`, import.meta.url), `${text}\n`);
}

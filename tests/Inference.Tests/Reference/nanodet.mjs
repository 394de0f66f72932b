// NanoDet-g: the picture stretched, blue first, normalized as in the authors' configuration nanodet-g.yml.
import { planes } from './inputs.mjs';
import { describePlanes, rounded } from './numbers.mjs';
import { resize } from './picture.mjs';
import { open } from './tfjs.mjs';

const side = 416;
const bins = 11;
const classes = 80;
const strides = [8, 16, 32];
const channels = [
  { band: 2, mean: 103.53, deviation: 57.375 },
  { band: 1, mean: 116.28, deviation: 57.12 },
  { band: 0, mean: 123.675, deviation: 58.395 },
];
const network = await open('nanodet');

export async function run(picture) {
  const input = planes(resize(picture, side, side), side, channels);
  const outputs = network(input, [1, 3, side, side], ['Identity', 'Identity_1', 'Identity_2', 'Identity_3', 'Identity_4', 'Identity_5']);
  const detections = strides
    .flatMap((stride, grid) => read(outputs[grid], outputs[grid + strides.length], stride, picture))
    .sort((a, b) => b[1] - a[1])
    .slice(0, 20);
  return { input: describePlanes(input, 4999), detections };
}

/** For each cell the best class, and the box whose sides are the means of four distributions of distances from the cell's center. */
function read(scores, sides, stride, picture) {
  const columns = Math.ceil(side / stride);
  const detections = [];
  for (let cell = 0; cell < scores.length / classes; cell++) {
    const own = scores.subarray(cell * classes, (cell + 1) * classes);
    const score = own.reduce((a, b) => Math.max(a, b));
    const [x, y] = [((cell % columns) + 0.5) * stride, (Math.floor(cell / columns) + 0.5) * stride];
    const [left, top, right, bottom] = [0, 1, 2, 3].map((edge) => {
      const powers = Array.from(sides.subarray((cell * 4 + edge) * bins, (cell * 4 + edge + 1) * bins), Math.exp);
      const sum = powers.reduce((a, b) => a + b);
      return powers.reduce((distance, power, bin) => distance + (bin * stride * power) / sum, 0);
    });
    const across = (value) => Math.min(Math.max((value / side) * picture.width, 0), picture.width);
    const down = (value) => Math.min(Math.max((value / side) * picture.height, 0), picture.height);
    detections.push([own.indexOf(score), ...rounded([score, across(x - left), down(y - top), across(x + right), down(y + bottom)])]);
  }
  return detections;
}

// MB3-CenterNet: the picture fitted into the top left corner, RGB unchanged.
import { fit, rows } from './inputs.mjs';
import { describeRows, rounded } from './numbers.mjs';
import { open } from './tfjs.mjs';

const side = 512;
const network = await open('centernet');

export async function run(picture) {
  const content = fit(picture, side);
  const input = rows(content, side);
  const [found] = network(input, [1, side, side, 3], ['tower_0/detections']);
  const [scaleX, scaleY] = [picture.width / content.width, picture.height / content.height];
  const clamp = (value, most) => Math.min(Math.max(value, 0), most);
  const detections = [];
  for (let at = 0; at < found.length; at += 6) {
    const [left, top, right, bottom, score, classId] = found.subarray(at, at + 6);
    detections.push([
      classId,
      ...rounded([
        score,
        clamp(left * scaleX, picture.width), clamp(top * scaleY, picture.height),
        clamp(right * scaleX, picture.width), clamp(bottom * scaleY, picture.height),
      ]),
    ]);
  }
  return { input: describeRows(input, 6247), detections: detections.slice(0, 20) };
}

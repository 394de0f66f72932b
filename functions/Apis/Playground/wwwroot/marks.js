// What the user points at, drawn over the picture.

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {boolean} isPlus Inside the object.
 * @param {string} [objectColor] Of a ring around it.
 */
export function drawDot(context, x, y, isPlus, objectColor) {
  context.beginPath();
  context.arc(x, y, 9, 0, 2 * Math.PI);
  context.fillStyle = isPlus ? '#0b5394' : '#a8071a';
  context.fill();
  if (objectColor) {
    context.lineWidth = 7;
    context.strokeStyle = objectColor;
    context.stroke();
  }

  context.lineWidth = 2.5;
  context.strokeStyle = '#ffffff';
  context.stroke();
  context.beginPath();
  context.moveTo(x - 4, y);
  context.lineTo(x + 4, y);
  if (isPlus) {
    context.moveTo(x, y - 4);
    context.lineTo(x, y + 4);
  }

  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} left
 * @param {number} top
 * @param {number} right
 * @param {number} bottom
 * @param {string} color
 */
export function drawBox(context, left, top, right, bottom, color) {
  for (const [stroke, width] of /** @type {[string, number][]} */ ([['#ffffff', 5], [color, 3]])) {
    context.lineWidth = width;
    context.strokeStyle = stroke;
    context.strokeRect(left, top, right - left, bottom - top);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 */
export function drawCrosshair(context, x, y) {
  for (const [color, width] of /** @type {[string, number][]} */ ([['#000000', 4], ['#ffffff', 2]])) {
    context.beginPath();
    context.moveTo(x - 20, y);
    context.lineTo(x + 20, y);
    context.moveTo(x, y - 20);
    context.lineTo(x, y + 20);
    context.lineWidth = width;
    context.strokeStyle = color;
    context.stroke();
  }
}

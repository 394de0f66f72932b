// What the user points at, drawn over the picture.

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {string} color
 * @param {boolean} isPlus
 */
export function drawDot(context, x, y, color, isPlus) {
  context.beginPath();
  context.arc(x, y, 9, 0, 2 * Math.PI);
  context.fillStyle = color;
  context.fill();
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

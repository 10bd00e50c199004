/**
 * The picture of a result as a file: the drawing of the page in its colors, under its title, with the day and what it isn't.
 * A file knows no stylesheet, so everything that this page's sheets give the drawing is written into it.
 */

import { fill, formatDay } from '../javascripts/format.mjs';
import { download } from './download.mjs';
import texts from './texts.mjs';

const SVG = 'http://www.w3.org/2000/svg';
const LOOK = (
  'fill fill-opacity fill-rule stroke stroke-opacity stroke-width stroke-dasharray stroke-linecap ' +
  'font-size font-weight'
).split(' ');
const MARGIN = 16;
const HEAD = 30;
const FOOT = 40;

/** Pixels of a PNG for each unit of the drawing. */
const SHARPNESS = 3;

/**
 * @param {Element} report that holds the drawing
 * @param {boolean} drawn whether as SVG, or else as PNG
 * @param {string} name of the file, without its ending
 */
export async function savePicture(report, drawn, name) {
  const drawing = report.querySelector('.ip-report__first svg');
  if (!(drawing instanceof SVGSVGElement)) return;
  const picture = framed(drawing);
  const text = new XMLSerializer().serializeToString(picture);
  if (drawn) return download(`${name}.svg`, 'image/svg+xml', text);
  const pixels = await painted(text, picture);
  if (pixels) download(`${name}.png`, 'image/png', pixels);
}

/** @param {SVGSVGElement} drawing */
function framed(drawing) {
  const { x, y, width, height } = drawing.viewBox.baseVal;
  const { fontFamily } = getComputedStyle(drawing);
  const colors = getComputedStyle(/** @type {Element} */ (drawing.closest('.ip-report')));
  const color = (/** @type {string} */ token) => colors.getPropertyValue(token).trim();
  const box = {
    x: x - MARGIN,
    y: y - MARGIN - HEAD,
    width: width + 2 * MARGIN,
    height: height + 2 * MARGIN + HEAD + FOOT,
  };
  const picture = made('svg', {
    ...box,
    viewBox: Object.values(box).join(' '),
    'font-family': fontFamily,
  });
  const told = (/** @type {string} */ name) => drawing.querySelector(name)?.textContent ?? '';
  // Swedish days are written YYYY-MM-DD.
  const note = fill(texts.picture.note, { day: formatDay(new Date().toLocaleDateString('sv')) });
  const line = (/** @type {object} */ where, /** @type {string} */ words) => made('text', { x, ...where }, words);
  picture.append(
    made('title', {}, told('title')),
    made('desc', {}, told('desc')),
    made('rect', { ...box, fill: color('--paper') }),
    line({ y: y - 10, fill: color('--ink'), 'font-size': 15, 'font-weight': 600 }, told('title')),
    line({ y: y + height + 24, fill: color('--quiet'), 'font-size': 13 }, note),
    line({ y: y + height + 42, fill: color('--one'), 'font-size': 13, 'font-weight': 600 }, location.host),
    looked(drawing),
  );
  return picture;
}

/**
 * @param {Element} element of the page
 * @returns {Element} a copy that looks like it without a stylesheet
 */
function looked(element) {
  const style = getComputedStyle(element);
  const copy = element.localName === 'svg' ? made('g', {}) : /** @type {Element} */ (element.cloneNode());
  copy.removeAttribute('class');
  for (const name of LOOK) copy.setAttribute(name, style.getPropertyValue(name));
  for (const child of element.childNodes) {
    if (!(child instanceof Element)) copy.append(child.cloneNode());
    else if (!/^(title|desc)$/.test(child.localName)) copy.append(looked(child));
  }
  return copy;
}

/**
 * @param {string} name
 * @param {Record<string, unknown>} attributes
 * @param {string} [words]
 */
function made(name, attributes, words = '') {
  const element = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, String(value));
  element.textContent = words;
  return /** @type {SVGElement} */ (element);
}

/**
 * @param {string} text of an SVG file
 * @param {Element} picture the same
 * @returns {Promise<Blob | null>}
 */
async function painted(text, picture) {
  const image = new Image();
  // The page's own policy lets in pictures from data: addresses and none from blob:.
  image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Number(picture.getAttribute('width')) * SHARPNESS;
  canvas.height = Number(picture.getAttribute('height')) * SHARPNESS;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

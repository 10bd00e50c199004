/**
 * The seal: a second Content-Security-Policy. Policies only add up, so from then on no code on this page can reach the
 * network, and nothing can take the seal back but leaving the page. What no policy covers is the guard's, and the header's
 * where the browser knows it: the service worker puts it on the page, so that it holds from the first byte.
 */

import { guard } from './guard.mjs';

export const SEALED_POLICY = [
  "default-src 'none'",
  "connect-src 'none'",
  "script-src blob: 'wasm-unsafe-eval'",
  'worker-src blob:',
  'img-src data: blob:',
  'font-src data: blob:',
  "style-src 'none'",
  "frame-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** Seal this page. Safe to call again: a second seal changes nothing. */
export function seal() {
  if (isSealed()) return;
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = SEALED_POLICY;
  policy.dataset.seal = '';
  document.head.append(policy);
  guard();
  document.dispatchEvent(new CustomEvent('ip:sealed'));
}

/** @returns {boolean} */
export function isSealed() {
  return document.head.querySelector('meta[data-seal]') !== null;
}

/**
 * Drives one Firefox over WebDriver BiDi for Python's tests: a request a line on the input, `{"act": …, …}`, and its result a
 * line on the output, `{"value": …}` or `{"error": …}`.
 */

import { createInterface } from 'node:readline';

import puppeteer from 'puppeteer-core';

const [executablePath] = process.argv.slice(2);
const browser = await puppeteer.launch({
  browser: 'firefox',
  executablePath,
  headless: true,
  extraPrefsFirefox: {
    'dom.disable_open_during_load': false, // a window that a script opens is a channel like any other
    'network.http.speculative-parallel-limit': 6, // the driver's profile has none: hints would do nothing
    'network.dns.disablePrefetch': false,
    'network.dns.disablePrefetchFromHTTPS': false,
    'network.prefetch-next': true,
    'network.preload': true,
    'browser.send_pings': true,
    'media.peerconnection.ice.loopback': true,
    'network.trr.mode': 5,
  },
});
/** @type {import('puppeteer-core').BrowserContext | undefined} */
let device;
/** @type {import('puppeteer-core').Page} */
let page;

/** @type {Record<string, (given: any) => Promise<unknown>>} */
const ACTS = {
  async device() {
    await device?.close();
    device = await browser.createBrowserContext();
  },
  async tab() {
    const before = (await device?.pages()) ?? [];
    page = /** @type {import('puppeteer-core').Page} */ (await device?.newPage());
    for (const one of before) await one.close().catch(() => {});
  },
  async open({ url }) {
    await page.goto(url, { waitUntil: 'load', timeout: 60_000 });
  },
  run: ({ script, argument }) => page.evaluate(`(${script})(${JSON.stringify(argument ?? null)})`),
  async press({ key }) {
    await page.keyboard.press(key);
  },
  async click({ selector }) {
    await page.click(selector);
  },
  async back() {
    await page.goBack({ waitUntil: 'load', timeout: 60_000 });
  },
  async reload() {
    await page.reload();
  },
  async version() {
    return browser.version();
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { act, ...given } = JSON.parse(line);
  try {
    console.log(JSON.stringify({ value: (await ACTS[act]?.(given)) ?? null }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }));
  }
}
await browser.close();

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { browserName, lacking } from '../../overrides/assets/quiz/support.mjs';

const whole = { Array, String, WebAssembly, Worker: class {}, crypto };

test('a browser that has everything lacks nothing, and each lack is named', () => {
  assert.equal(lacking(whole), null);
  class Old extends Array {}
  Object.defineProperty(Old.prototype, 'toSorted', { value: undefined });
  assert.equal(lacking({ ...whole, Array: Old }), 'old');
  assert.equal(lacking({ ...whole, String: undefined }), 'old');
  assert.equal(lacking({ ...whole, WebAssembly: undefined }), 'wasm');
  const forbidden = {
    Module: class {
      constructor() {
        throw new EvalError();
      }
    },
  };
  assert.equal(lacking({ ...whole, WebAssembly: forbidden }), 'wasm');
  assert.equal(lacking({ ...whole, Worker: undefined }), 'worker');
  assert.equal(lacking({ ...whole, crypto: {} }), 'transport');
});

test('a browser is named as its owner knows it', () => {
  const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/';
  const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 15_8 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ';
  for (const [agent, name] of [
    [`${mac}537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36`, 'Chrome 109'],
    [`${mac}537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.91`, 'Edge 120'],
    [`${mac}537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 OPR/106.0.0.0`, 'Opera 106'],
    [
      'Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/21.0 Chrome/110.0.5481.154 Mobile Safari/537.36',
      'Samsung Internet 21',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0', 'Firefox 115'],
    [`${mac}605.1.15 (KHTML, like Gecko) Version/16.3 Safari/605.1.15`, 'Safari 16.3'],
    [`${phone}Version/15.6.6 Mobile/15E148 Safari/604.1`, 'Safari 15.6'],
    [`${phone}CriOS/120.0.6099.119 Mobile/15E148 Safari/604.1`, 'Chrome 120'],
    [`${phone}FxiOS/121.0 Mobile/15E148 Safari/605.1.15`, 'Firefox 121'],
    [`${phone}EdgiOS/120.0.2210.150 Version/15.0 Mobile/15E148 Safari/604.1`, 'Edge 120'],
    ['curl/8.5', ''],
    ['', ''],
  ])
    assert.equal(browserName(agent), name, agent);
});

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

import { mayHave, mayHold } from '../../overrides/assets/quiz/report-rules.mjs';

const GOLDENS = new URL('../golden/quiz/expected/', import.meta.url);

test('everything that reports and comparisons hold is let in', () => {
  const seen = new Set();
  for (const file of readdirSync(GOLDENS).filter((name) => /\.(report|pair)\.html$/.test(name))) {
    const html = readFileSync(new URL(file, GOLDENS), 'utf8');
    const [, body = html] = /<body[^>]*>(.*)<\/body>/s.exec(html) ?? [];
    for (const [, element, attributes] of body.matchAll(/<([a-zA-Z]\w*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g)) {
      const name = element.toLowerCase();
      assert.ok(mayHold(name), `${file}: <${name}>`);
      for (const [, attribute, value = ''] of attributes.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)) {
        assert.ok(mayHave(name, attribute, value), `${file}: <${name} ${attribute}="${value}">`);
        seen.add(attribute);
      }
    }
  }
  assert.ok(seen.size > 30, [...seen].join(' '));
});

test('nothing that loads, runs, opens, sends or is acted on is let in', () => {
  const refused = {
    a: 'ping rel target download hreflang referrerpolicy attributionsrc xlink:href onclick data-action data-part data-form',
    p: 'background style src srcset srcdoc autofocus tabindex contenteditable popover is slot part nonce data-screen data-item',
    table: 'background',
    svg: 'href xml:base xmlns:x onload',
  };
  for (const [element, names] of Object.entries(refused))
    for (const name of names.split(' ')) assert.equal(mayHave(element, name, '/x/'), false, `${element} ${name}`);
  for (const href of ['javascript:x', '//x', '/\\x', 'data:x', 'http://x', ' javascript:x', 'x.html', ''])
    assert.equal(mayHave('a', 'href', href), false, href);
  assert.equal(mayHave('rect', 'fill', 'url(https://x.invalid/#a)'), false);
  assert.equal(mayHave('rect', 'fill', 'url(#a)'), true);
  for (const name of [
    'script',
    'use',
    'image',
    'foreignobject',
    'animate',
    'set',
    'img',
    'form',
    'input',
    'button',
    'template',
  ])
    assert.equal(mayHold(name), false, name);
});

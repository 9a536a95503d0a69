import { expect, test } from 'vitest';
import { webviewPage } from './webview-page.ts';

const page = webviewPage({
  script: 'https://file.example/event.js',
  nonce: 'abc',
  language: 'en',
  title: 'Event',
});

test('the policy forbids everything but the one script', () => {
  const [, policy] = /Content-Security-Policy" content="([^"]+)"/.exec(page) ?? [];
  expect(policy).toBe("default-src 'none'; script-src 'nonce-abc'; base-uri 'none'; form-action 'none'");
  expect(page).not.toMatch(/unsafe-|style=|onerror|<style/);
});

test('the only script carries the nonce', () => {
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).toContain('<script type="module" nonce="abc" src="https://file.example/event.js"></script>');
});

test('nothing breaks out of an attribute', () => {
  const hostile = webviewPage({
    script: '"><script>alert(1)</script>',
    nonce: 'n',
    language: 'en"><b',
    title: '</title><script>',
  });
  expect(hostile.match(/<script/g)).toHaveLength(1);
  expect(hostile).toContain('lang="en&quot;>&lt;b"');
});

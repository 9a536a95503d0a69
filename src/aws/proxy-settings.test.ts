import { expect, test } from 'vitest';
import { proxyFor } from './proxy-settings.ts';

const https_proxy = 'http://proxy.test:3128';

test.each([
  ['', 'sts.amazonaws.com', true],
  [' , ', 'sts.amazonaws.com', true],
  ['*', 'sts.amazonaws.com', false],
  ['amazonaws.com', 'sts.amazonaws.com', false],
  ['.amazonaws.com', 'sts.amazonaws.com', false],
  ['*.amazonaws.com', 'sts.amazonaws.com', false],
  ['AmazonAWS.com', 'sts.amazonaws.com', false],
  ['example.com, amazonaws.com', 'sts.amazonaws.com', false],
  ['zonaws.com', 'sts.amazonaws.com', true],
  ['sts.amazonaws.com.evil.test', 'sts.amazonaws.com', true],
  ['amazonaws.com:443', 'sts.amazonaws.com', false],
  ['amazonaws.com:80', 'sts.amazonaws.com', true],
  ['10.0.0.1', '10.0.0.1', false],
  ['0.0.1', '10.0.0.1', true],
  ['10.0.0.0/8', '10.1.2.3', false],
  ['10.0.0.0/8', '11.1.2.3', true],
  ['10.0.0.0/99', '10.1.2.3', true],
  ['10.0.0.0/x', '10.1.2.3', true],
  ['::1', '::1', false],
  ['::1', '[::1]', false],
  ['fd00::/8', 'fd12::1', false],
  ['fd00::/8', '10.0.0.1', true],
])('NO_PROXY %j and the host %s: through the proxy %s', (no_proxy, host, expected) => {
  const proxy = proxyFor('https', host, 443, { https_proxy, NO_PROXY: no_proxy });
  expect(proxy !== undefined).toBe(expected);
});

test('the scheme chooses the variable, and lower case counts first', () => {
  const environment = { HTTP_PROXY: 'http://a.test', HTTPS_PROXY: 'http://b.test', https_proxy: 'c.test:1' };
  expect(proxyFor('http', 'x.test', 80, environment)?.host).toBe('a.test');
  expect(proxyFor('https', 'x.test', 443, environment)?.host).toBe('c.test:1');
  expect(proxyFor('https', 'x.test', 443, { HTTP_PROXY: 'http://a.test' })).toBeUndefined();
  expect(proxyFor('https', 'x.test', 443, { HTTPS_PROXY: '' })).toBeUndefined();
});

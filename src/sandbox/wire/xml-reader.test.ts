import { describe, expect, it } from 'vitest';
import { readXml } from './xml-reader.ts';

describe('a document', () => {
  it.each([
    ['text', '<A>b</A>', { name: 'A', content: 'b' }],
    [
      'a declaration, a namespace and white space',
      '<?xml version="1.0"?>\n<A xmlns="u">\n <B>1</B>\n</A>\n',
      { name: 'A', content: { B: '1' } },
    ],
    ['repeated elements', '<A><B>1</B><C/><B>2</B></A>', { name: 'A', content: { B: ['1', '2'], C: '' } }],
    [
      'entities',
      '<A>&lt;&#252;&#x1F600;&amp;amp;&quot;&nbsp;</A>',
      { name: 'A', content: '<ü😀&amp;"&nbsp;' },
    ],
    ['CDATA and comments', '<A><!-- x <y> --><![CDATA[<b>&amp;]]></A>', { name: 'A', content: '<b>&amp;' }],
    [
      'prefixes',
      '<s:A xmlns:s="u" s:x="<"><s:B/></s:A>'.replace('"<"', '"&lt;"'),
      { name: 'A', content: { B: '' } },
    ],
    ['an empty root', '<A/>', { name: 'A', content: '' }],
  ])('with %s is read', (_, text, root) => {
    expect(readXml(text)).toEqual(root);
  });

  it.each([
    '',
    'text',
    '<A>',
    '<A></B>',
    '</A>',
    '<A/><B/>',
    '<A/>x',
    '<A><B></A></B>',
    '<!DOCTYPE A [<!ENTITY x "y">]><A>&x;</A>',
    `${'<A>'.repeat(100)}${'</A>'.repeat(100)}`,
  ])('is refused: %s', (text) => {
    expect(readXml(text)).toBeUndefined();
  });

  it('keeps names of every object as names of its own', () => {
    const content = readXml('<A><__proto__>x</__proto__><constructor>y</constructor></A>')?.content;
    expect(Object.getPrototypeOf(content)).toBe(Object.prototype);
    expect(JSON.stringify(content)).toBe('{"__proto__":"x","constructor":"y"}');
  });

  it('takes time in proportion to its length', () => {
    const started = performance.now();
    expect(readXml(`<A>${'<'.repeat(200_000)}`)).toBeUndefined();
    expect(readXml(`<A>${'<!-- '.repeat(40_000)}`)).toBeUndefined();
    expect(readXml(`<A>${'<B '.repeat(60_000)}`)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

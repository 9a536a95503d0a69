import { describe, expect, it } from 'vitest';
import { applyEdits } from '../edits/text-edit.ts';
import { editsForRuleOff } from './edit-configuration.ts';

function switchedOff(text: string | undefined, rule = 'multi-region'): string | undefined {
  const edits = editsForRuleOff(text, rule);
  return edits && applyEdits(text ?? '', edits);
}

describe('a rule that is switched off', () => {
  it('makes the file', () => {
    const made = '{\n  "rules": {\n    "multi-region": "off"\n  }\n}\n';
    expect(switchedOff(undefined)).toBe(made);
    expect(switchedOff('')).toBe(made);
  });

  it('stands beside what is there, in its style', () => {
    const before =
      '{\r\n\t"preset": "cis", // for the audit\r\n\t"rules": {\r\n\t\t"insights": "hint"\r\n\t}\r\n}\r\n';
    expect(switchedOff(before)).toBe(before.replace('"hint"', '"hint",\r\n\t\t"multi-region": "off"'));
  });

  it('has another severity replaced', () => {
    expect(switchedOff('{ "rules": { "multi-region": "error" } }')).toContain('"multi-region": "off"');
  });

  it('changes nothing where it is off', () => {
    const before = '{ "rules": { "multi-region": "off" } }';
    expect(switchedOff(before)).toBe(before);
  });

  it('leaves what is no JSON object alone', () => {
    expect(switchedOff('{ "rules": ')).toBeUndefined();
    expect(switchedOff('[]')).toBeUndefined();
  });
});

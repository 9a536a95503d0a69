import { describe, expect, it } from 'vitest';
import {
  apiWords,
  isPlural,
  pastTense,
  singular,
  withArticle,
  withoutRevision,
  wordsOf,
} from './api-words.ts';

describe('the words of an API name', () => {
  it.each([
    ['AuthorizeSecurityGroupIngress', 'authorize', 'security group ingress'],
    ['CreateDBInstance', 'create', 'DB instance'],
    ['DescribeVpcAttribute', 'look up', 'VPC attribute'],
    ['ListMFADevices', 'list', 'MFA devices'],
    ['ListSSHPublicKeys', 'list', 'SSH public keys'],
    ['GetIPSet', 'read', 'IP set'],
    ['ListIPSets', 'list', 'IP sets'],
    ['CreateFunction20150331', 'create', 'function'],
    ['GetFunction20150331v2', 'read', 'function'],
    ['BatchGetImage', 'read', 'image'],
    ['ReEncrypt', 're-encrypt', ''],
    ['Decrypt', 'decrypt', ''],
    ['DescribeAutoScalingGroups', 'look up', 'Auto Scaling groups'],
  ])('of %s are "%s" and "%s"', (name, verb, noun) => {
    expect(apiWords(name)).toEqual({ verb, noun });
  });

  it.each(['SecretRotationSucceeded', 'ConsoleLogin', '', '漢字', 'constructor', '__proto__', '123'])(
    'of %s have no verb',
    (name) => {
      expect(apiWords(name)).toBeUndefined();
    },
  );

  it('of a very long name are taken from its beginning, quickly', () => {
    expect(wordsOf('A'.repeat(1_000_000)).join('').length).toBeLessThanOrEqual(100);
  });

  it('keep no revision', () => {
    expect(withoutRevision('UpdateFunctionCode20150331v2')).toBe('UpdateFunctionCode');
    expect(withoutRevision('ListObjectsV2')).toBe('ListObjectsV2');
    expect(withoutRevision('CreateDistribution2020_05_31')).toBe('CreateDistribution');
  });
});

describe('the past tense', () => {
  it.each([
    ['create', 'created'],
    ['terminate', 'terminated'],
    ['stop', 'stopped'],
    ['tag', 'tagged'],
    ['untag', 'untagged'],
    ['submit', 'submitted'],
    ['open', 'opened'],
    ['cancel', 'canceled'],
    ['copy', 'copied'],
    ['deploy', 'deployed'],
    ['put', 'put'],
    ['set', 'set'],
    ['run', 'ran'],
    ['begin', 'began'],
    ['send', 'sent'],
    ['get', 'got'],
    ['read', 'read'],
    ['write', 'wrote'],
    ['find', 'found'],
    ['withdraw', 'withdrew'],
    ['look up', 'looked up'],
    ['sign in to the console', 'signed in to the console'],
    ['re-encrypt', 're-encrypted'],
  ])('of %s is %s', (verb, past) => {
    expect(pastTense(verb)).toBe(past);
  });
});

describe('nouns', () => {
  it.each([
    ['policies', 'policy'],
    ['instances', 'instance'],
    ['addresses', 'address'],
    ['indexes', 'index'],
    ['VPCs', 'VPC'],
    ['ACLs', 'ACL'],
  ])('%s are several of %s', (plural, one) => {
    expect(isPlural(plural)).toBe(true);
    expect(singular(plural)).toBe(one);
  });

  it.each(['status', 'access', 'address', 'DNS', 'analysis', 'policy'])('%s is one', (noun) => {
    expect(isPlural(noun)).toBe(false);
  });

  it.each([
    ['MFA device', 'an MFA device'],
    ['VPC', 'a VPC'],
    ['access key', 'an access key'],
    ['user', 'a user'],
    ['instance', 'an instance'],
    ['AWS Glue job', 'an AWS Glue job'],
    ['Amazon RDS event', 'an Amazon RDS event'],
    ['SSH key', 'an SSH key'],
    ['role', 'a role'],
  ])('%s gets its article: %s', (noun, withIt) => {
    expect(withArticle(noun)).toBe(withIt);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { call, hostileRecord, record } from '../../../test/support/records.ts';
import type { JsonObject } from '../json.ts';
import { eventFromRecord } from './parse-record.ts';
import { resultChanges } from './results.ts';

function facts(source: JsonObject): string[] {
  return resultChanges(eventFromRecord(source)).map(({ label, text }) => `${label ?? ''}: ${text}`);
}

describe('what came of a call', () => {
  it('is a change of state for instances', () => {
    const item = {
      instanceId: 'i-05c30218156bcc246',
      previousState: { code: 16, name: 'running' },
      currentState: { code: 32, name: 'shutting-down' },
    };
    const responseElements = { instancesSet: { items: [item] } };
    expect(facts(call('ec2', 'TerminateInstances', { responseElements }))).toEqual([
      'i-05c30218156bcc246: running → shutting-down',
    ]);
  });

  it('is a new key, without the key itself', () => {
    const accessKey = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', status: 'Active', userName: 'backup' };
    expect(facts(call('iam', 'CreateAccessKey', { responseElements: { accessKey } }))).toEqual([
      'Key: AKIA…MPLE',
      'Status: Active',
    ]);
  });

  it('is a session, by which later calls can be told', () => {
    const responseElements = {
      credentials: {
        accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
        expiration: 'Nov 19, 2026, 3:02:11 PM',
        sessionToken: 'secret',
      },
      assumedRoleUser: { arn: 'arn:aws:sts::111122223333:assumed-role/Admin/maria' },
    };
    expect(facts(call('sts', 'AssumeRole', { responseElements }))).toEqual([
      'Temporary key: ASIA…MPLE',
      'Session: arn:aws:sts::111122223333:assumed-role/Admin/maria',
      'Expires: Nov 19, 2026, 3:02:11 PM',
    ]);
  });

  it('is what a security group lets in', () => {
    const items = [
      { ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } },
      { ipProtocol: '-1', groups: { items: [{ groupId: 'sg-04cfb7a4712d75b00' }] } },
      { ipProtocol: 'udp', fromPort: 1000, toPort: 2000, ipv6Ranges: { items: [{ cidrIpv6: '::/0' }] } },
    ];
    const requestParameters = { groupId: 'sg-1', ipPermissions: { items } };
    expect(facts(call('ec2', 'AuthorizeSecurityGroupIngress', { requestParameters }))).toEqual([
      'Rule: tcp 22 from 0.0.0.0/0',
      'Rule: all traffic from sg-04cfb7a4712d75b00',
      'Rule: udp 1000-2000 from ::/0',
    ]);
  });

  it('is how much was transferred', () => {
    const additionalEventData = { bytesTransferredOut: 12_345_678, bytesTransferredIn: 0 };
    expect(facts(call('s3', 'GetObject', { additionalEventData }))).toEqual(['Sent: 12.3 MB']);
  });

  it('is nothing for most reads', () => {
    expect(facts(record())).toEqual([]);
  });

  it('is bounded, whatever the record holds', () => {
    fc.assert(
      fc.property(hostileRecord, (source) => {
        const found = resultChanges(eventFromRecord(source));
        expect(found.length).toBeLessThanOrEqual(12);
        expect(found.every(({ text }) => text.length <= 160)).toBe(true);
      }),
    );
  });
});

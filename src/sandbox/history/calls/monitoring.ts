import { sampleAccountId } from '../../sample/cast.ts';
import type { CallSite } from '../record.ts';
import type { ApiCall } from '../scene.ts';
import { serviceCalls } from './service-calls.ts';

const logs = serviceCalls({ source: 'logs.amazonaws.com', version: '1.11', apiVersion: '20140328' });
const cloudwatch = serviceCalls({ source: 'monitoring.amazonaws.com', version: '1.11' });

function logGroupOf({ random, world, region }: CallSite): string {
  return random.pick(world.place(region).logGroups);
}

/** Functions and containers make a stream for each of their instances. */
export const createLogStream = logs.write('CreateLogStream', 2, (site) => ({
  requestParameters: {
    logGroupName: logGroupOf(site),
    logStreamName: `${new Date(site.time).toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${site.random.hex(32)}`,
  },
}));

export const monitoringCalls: readonly ApiCall[] = [
  logs.read('DescribeLogGroups', 4, () => ({
    requestParameters: { limit: 50, logGroupNamePrefix: '/aws/lambda/' },
  })),
  logs.read('FilterLogEvents', 4, (site) => ({
    requestParameters: {
      logGroupName: logGroupOf(site),
      startTime: site.time - 3_600_000,
      limit: 1000,
      filterPattern: 'ERROR',
    },
  })),
  logs.read(
    'StartQuery',
    2,
    (site) => ({
      requestParameters: {
        logGroupName: logGroupOf(site),
        startTime: Math.floor(site.time / 1000) - 3600,
        endTime: Math.floor(site.time / 1000),
        queryString: 'fields @timestamp, @message | sort @timestamp desc | limit 20',
      },
    }),
    [{ code: 'LimitExceededException', message: 'Account maximum query concurrency limit of [30] reached.' }],
  ),
  logs.write(
    'CreateLogGroup',
    1,
    (site) => ({ requestParameters: { logGroupName: `/aws/lambda/preview-${site.random.hex(6)}` } }),
    [{ code: 'ResourceAlreadyExistsException', message: 'The specified log group already exists' }],
  ),
  logs.write('PutRetentionPolicy', 1, (site) => ({
    requestParameters: { logGroupName: logGroupOf(site), retentionInDays: 30 },
  })),
  cloudwatch.read('DescribeAlarms', 3, () => ({
    requestParameters: { maxRecords: 100, stateValue: 'ALARM' },
  })),
  cloudwatch.write('PutMetricAlarm', 1, (site) => ({
    requestParameters: {
      alarmName: site.random.pick(['orders-queue-age', 'Fehlerrate über 5 %', '注文エラー', 'web-5xx']),
      comparisonOperator: 'GreaterThanThreshold',
      evaluationPeriods: 3,
      metricName: 'HTTPCode_Target_5XX_Count',
      namespace: 'AWS/ApplicationELB',
      period: 300,
      statistic: 'Sum',
      threshold: 5,
      actionsEnabled: true,
      alarmActions: [`arn:aws:sns:${site.region}:${sampleAccountId}:on-call`],
    },
  })),
];

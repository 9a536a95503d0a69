import type { JsonObject } from '../../../core/json.ts';
import { sampleAccountId } from '../../sample/cast.ts';
import { answeredDate } from '../dates.ts';
import type { CallSite } from '../record.ts';
import type { ApiCall } from '../scene.ts';
import type { Named } from '../world.ts';
import { serviceCalls } from './service-calls.ts';

const rds = serviceCalls({ source: 'rds.amazonaws.com', version: '1.09' });
const dynamodb = serviceCalls({
  source: 'dynamodb.amazonaws.com',
  version: '1.11',
  apiVersion: '2012-08-10',
});

function databaseOf({ random, world, region }: CallSite): Named {
  return random.pick(world.place(region).databases);
}

function tableOf({ random, world, region }: CallSite): Named {
  return random.pick(world.place(region).tables);
}

function tableResources({ arn }: Named): JsonObject[] {
  return [{ accountId: sampleAccountId, type: 'AWS::DynamoDB::Table', ARN: arn }];
}

export const createDbSnapshot = rds.write('CreateDBSnapshot', 1, (site) => {
  const { name } = databaseOf(site);
  const dBSnapshotIdentifier = `${name}-${site.random.hex(6)}`;
  return {
    requestParameters: { dBSnapshotIdentifier, dBInstanceIdentifier: name },
    responseElements: {
      dBSnapshotIdentifier,
      dBInstanceIdentifier: name,
      engine: 'postgres',
      engineVersion: '17.5',
      allocatedStorage: 200,
      status: 'creating',
      port: 5432,
      snapshotType: 'manual',
      storageType: 'gp3',
      encrypted: true,
      kmsKeyId: site.random.pick(site.world.place(site.region).keys),
      dBSnapshotArn: `arn:aws:rds:${site.region}:${sampleAccountId}:snapshot:${dBSnapshotIdentifier}`,
      instanceCreateTime: answeredDate(Date.UTC(2025, 2, 3, 9, 14)),
      tagList: [],
    },
  };
});

export const databaseCalls: readonly ApiCall[] = [
  createDbSnapshot,
  rds.read(
    'DescribeDBInstances',
    5,
    (site) => ({
      requestParameters: site.random.chance(0.5)
        ? { maxRecords: 100 }
        : { dBInstanceIdentifier: databaseOf(site).name },
    }),
    [
      {
        code: 'DBInstanceNotFound',
        message: 'DBInstance shop-db-restore not found.',
        requestParameters: { dBInstanceIdentifier: 'shop-db-restore' },
      },
    ],
  ),
  rds.write('ModifyDBInstance', 1, (site) => {
    const { name, arn } = databaseOf(site);
    return {
      requestParameters: {
        dBInstanceIdentifier: name,
        backupRetentionPeriod: 14,
        applyImmediately: true,
        masterUserPassword: '****',
      },
      responseElements: {
        dBInstanceIdentifier: name,
        dBInstanceArn: arn,
        dBInstanceClass: 'db.r7g.large',
        dBInstanceStatus: 'available',
        engine: 'postgres',
        pendingModifiedValues: { masterUserPassword: '****' },
        backupRetentionPeriod: 14,
        multiAZ: true,
        publiclyAccessible: false,
        deletionProtection: true,
      },
    };
  }),
  dynamodb.read('DescribeTable', 5, (site) => {
    const table = tableOf(site);
    return { requestParameters: { tableName: table.name }, resources: tableResources(table) };
  }),
  dynamodb.read('ListTables', 2, () => ({ requestParameters: { limit: 100 } })),
  dynamodb.write('UpdateTable', 1, (site) => {
    const table = tableOf(site);
    return {
      requestParameters: { tableName: table.name, billingMode: 'PAY_PER_REQUEST' },
      responseElements: {
        tableDescription: {
          tableName: table.name,
          tableArn: table.arn,
          tableStatus: 'UPDATING',
          itemCount: site.random.below(900_000),
          keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
        },
      },
      resources: tableResources(table),
    };
  }),
  dynamodb.write('UpdateContinuousBackups', 1, (site) => {
    const table = tableOf(site);
    return {
      requestParameters: {
        tableName: table.name,
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      },
      responseElements: { continuousBackupsDescription: { continuousBackupsStatus: 'ENABLED' } },
      resources: tableResources(table),
    };
  }),
];

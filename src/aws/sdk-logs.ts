/** The part of the CloudWatch Logs client that Trailscope uses, loaded on demand; see sdk-ec2.ts. No other operation can be called. */
import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';

export { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';

export const logsCommands = {
  CreateLogGroup: CreateLogGroupCommand,
  DeleteLogGroup: DeleteLogGroupCommand,
  DescribeLogGroups: DescribeLogGroupsCommand,
  DescribeLogStreams: DescribeLogStreamsCommand,
  PutRetentionPolicy: PutRetentionPolicyCommand,
};

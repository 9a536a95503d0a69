/** The operations of CloudTrail that a plan can call, loaded on demand. No other one can be called. */
import {
  CreateTrailCommand,
  DeleteTrailCommand,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetInsightSelectorsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  ListTagsCommand,
  ListTrailsCommand,
  PutEventSelectorsCommand,
  PutInsightSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail';

export const cloudTrailCommands = {
  CreateTrail: CreateTrailCommand,
  DeleteTrail: DeleteTrailCommand,
  DescribeTrails: DescribeTrailsCommand,
  GetEventSelectors: GetEventSelectorsCommand,
  GetInsightSelectors: GetInsightSelectorsCommand,
  GetTrail: GetTrailCommand,
  GetTrailStatus: GetTrailStatusCommand,
  ListTags: ListTagsCommand,
  ListTrails: ListTrailsCommand,
  PutEventSelectors: PutEventSelectorsCommand,
  PutInsightSelectors: PutInsightSelectorsCommand,
  StartLogging: StartLoggingCommand,
  StopLogging: StopLoggingCommand,
};

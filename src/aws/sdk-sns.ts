/** The part of the SNS client that Trailscope uses, loaded on demand; see sdk-ec2.ts. No other operation can be called. */
import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  SetTopicAttributesCommand,
} from '@aws-sdk/client-sns';

export { SNSClient } from '@aws-sdk/client-sns';

export const snsCommands = {
  CreateTopic: CreateTopicCommand,
  DeleteTopic: DeleteTopicCommand,
  GetTopicAttributes: GetTopicAttributesCommand,
  ListTagsForResource: ListTagsForResourceCommand,
  ListTopics: ListTopicsCommand,
  SetTopicAttributes: SetTopicAttributesCommand,
};

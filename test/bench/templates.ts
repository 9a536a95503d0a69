/** 28 lines, as a first trail looks. */
const small = `AWSTemplateFormatVersion: '2010-09-09'
Description: A trail and its bucket
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Bucket
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal: { Service: cloudtrail.amazonaws.com }
            Action: s3:GetBucketAcl
            Resource: !GetAtt Bucket.Arn
          - Effect: Allow
            Principal: { Service: cloudtrail.amazonaws.com }
            Action: s3:PutObject
            Resource: !Sub \${Bucket.Arn}/AWSLogs/\${AWS::AccountId}/*
  Trail:
    Type: AWS::CloudTrail::Trail
    DependsOn: Policy
    Properties:
      S3BucketName: !Ref Bucket
      IsLogging: true
`;

const topic = (index: number) => `  Topic${index}:
    Type: AWS::SNS::Topic
    Properties:
      DisplayName: !Sub \${AWS::StackName}-${index}
`;

/** The small template with other resources up to so many lines. */
export function templateOfLines(lines: number): string {
  const topics = Math.max(0, Math.floor((lines - 28) / 4));
  return small + Array.from({ length: topics }, (_, index) => topic(index)).join('');
}

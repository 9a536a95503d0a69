/** A template with faults that are worth seeing: it deploys in the wrong order, and records one Region only. */
export const exampleTemplate = `AWSTemplateFormatVersion: '2010-09-09'
Description: A trail with faults. Nothing is deployed by opening it.

Resources:
  LogBucket:
    Type: AWS::S3::Bucket

  LogBucketPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref LogBucket
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal:
              Service: cloudtrail.amazonaws.com
            Action: s3:GetBucketAcl
            Resource: !GetAtt LogBucket.Arn
          - Effect: Allow
            Principal:
              Service: cloudtrail.amazonaws.com
            Action: s3:PutObject
            Resource: !Sub '\${LogBucket.Arn}/AWSLogs/\${AWS::AccountId}/*'

  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      S3BucketName: !Ref LogBucket
      S3KeyPrefix: audit
      IsLogging: true
`;

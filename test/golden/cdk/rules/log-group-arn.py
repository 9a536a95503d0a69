from aws_cdk import Stack
from aws_cdk import (
    aws_cloudtrail as cloudtrail,
    aws_iam as iam,
    aws_logs as logs,
    aws_s3 as s3,
)
from constructs import Construct


class Fails(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        bucket = s3.CfnBucket(self, "Bucket")
        policy = s3.CfnBucketPolicy(
            self,
            "Policy",
            bucket=bucket.ref,
            policy_document={
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Principal": {"Service": "cloudtrail.amazonaws.com"},
                        "Action": "s3:GetBucketAcl",
                        "Resource": bucket.attr_arn,
                    },
                    {
                        "Effect": "Allow",
                        "Principal": {"Service": "cloudtrail.amazonaws.com"},
                        "Action": "s3:PutObject",
                        "Resource": f"{bucket.attr_arn}/AWSLogs/{self.account}/*",
                        "Condition": {
                            "StringEquals": {
                                "s3:x-amz-acl": "bucket-owner-full-control",
                            },
                        },
                    },
                ],
            },
        )
        group = logs.LogGroup(self, "Group")
        role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("cloudtrail.amazonaws.com"),
        )
        group.grant_write(role)
        trail = cloudtrail.CfnTrail(
            self,
            "Trail",
            is_logging=True,
            s3_bucket_name=bucket.ref,
            is_multi_region_trail=True,
            cloud_watch_logs_log_group_arn=group.log_group_name,
            cloud_watch_logs_role_arn=role.role_arn,
        )
        trail.add_dependency(policy)
        trail.node.add_dependency(role)


class Passes(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        bucket = s3.CfnBucket(self, "Bucket")
        policy = s3.CfnBucketPolicy(
            self,
            "Policy",
            bucket=bucket.ref,
            policy_document={
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Principal": {"Service": "cloudtrail.amazonaws.com"},
                        "Action": "s3:GetBucketAcl",
                        "Resource": bucket.attr_arn,
                    },
                    {
                        "Effect": "Allow",
                        "Principal": {"Service": "cloudtrail.amazonaws.com"},
                        "Action": "s3:PutObject",
                        "Resource": f"{bucket.attr_arn}/AWSLogs/{self.account}/*",
                        "Condition": {
                            "StringEquals": {
                                "s3:x-amz-acl": "bucket-owner-full-control",
                            },
                        },
                    },
                ],
            },
        )
        group = logs.LogGroup(self, "Group")
        role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("cloudtrail.amazonaws.com"),
        )
        group.grant_write(role)
        trail = cloudtrail.CfnTrail(
            self,
            "Trail",
            is_logging=True,
            s3_bucket_name=bucket.ref,
            is_multi_region_trail=True,
            cloud_watch_logs_log_group_arn=group.log_group_arn,
            cloud_watch_logs_role_arn=role.role_arn,
        )
        trail.add_dependency(policy)
        trail.node.add_dependency(role)

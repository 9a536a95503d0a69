from aws_cdk import Stack
from aws_cdk import (
    aws_cloudtrail as cloudtrail,
    aws_iam as iam,
    aws_s3 as s3,
)
from constructs import Construct


class Fails(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        trail = cloudtrail.Trail(
            self,
            "Trail",
            is_organization_trail=True,
            org_id="o-a1b2c3d4e5",
            trail_name="organization",
            s3_key_prefix="audit",
        )


class Passes(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        bucket = s3.Bucket(self, "Logs")
        bucket.add_to_resource_policy(
            iam.PolicyStatement(
                actions=["s3:PutObject"],
                principals=[iam.ServicePrincipal("cloudtrail.amazonaws.com")],
                resources=[
                    bucket.arn_for_objects("audit/AWSLogs/o-a1b2c3d4e5/*"),
                ],
            ),
        )
        trail = cloudtrail.Trail(
            self,
            "Trail",
            bucket=bucket,
            is_organization_trail=True,
            org_id="o-a1b2c3d4e5",
            trail_name="organization",
            s3_key_prefix="audit",
        )

from aws_cdk import Duration, Stack
from aws_cdk import aws_cloudtrail as cloudtrail, aws_s3 as s3
from constructs import Construct


class Fails(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        bucket = s3.Bucket(
            self,
            "Logs",
            lifecycle_rules=[
                s3.LifecycleRule(
                    prefix="AWSLogs/",
                    enabled=False,
                    expiration=Duration.days(365),
                ),
            ],
        )
        cloudtrail.Trail(self, "Trail", bucket=bucket)


class Passes(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        bucket = s3.Bucket(
            self,
            "Logs",
            lifecycle_rules=[{"expiration": Duration.days(365)}],
        )
        cloudtrail.Trail(self, "Trail", bucket=bucket)

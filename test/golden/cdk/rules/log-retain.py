from aws_cdk import RemovalPolicy, Stack
from aws_cdk import aws_cloudtrail as cloudtrail, aws_s3 as s3
from constructs import Construct


class Fails(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        bucket = s3.Bucket(
            self,
            "Logs",
            removal_policy=RemovalPolicy.DESTROY,
            auto_delete_objects=True,
        )
        cloudtrail.Trail(self, "Trail", bucket=bucket)


class Passes(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        bucket = s3.Bucket(self, "Logs", removal_policy=RemovalPolicy.RETAIN)
        cloudtrail.Trail(self, "Trail", bucket=bucket)

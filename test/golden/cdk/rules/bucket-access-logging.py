from aws_cdk import Stack
from aws_cdk import aws_cloudtrail as cloudtrail, aws_s3 as s3
from constructs import Construct


class Fails(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        bucket = s3.Bucket(self, "Logs", versioned=True)
        cloudtrail.Trail(self, "Trail", bucket=bucket)


class Passes(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        bucket = s3.Bucket(
            self,
            "Logs",
            server_access_logs_bucket=s3.Bucket(self, "AccessLogs"),
            server_access_logs_prefix="trail/",
        )
        cloudtrail.Trail(self, "Trail", bucket=bucket)

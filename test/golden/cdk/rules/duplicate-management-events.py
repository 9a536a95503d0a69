from aws_cdk import Stack
from aws_cdk import aws_cloudtrail as cloudtrail
from constructs import Construct


class Fails(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        cloudtrail.Trail(self, "First")
        cloudtrail.Trail(self, "Second")


class Passes(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        cloudtrail.Trail(self, "First")
        second = cloudtrail.Trail(
            self,
            "Second",
            management_events=cloudtrail.ReadWriteType.NONE,
        )
        second.log_all_lambda_data_events()

from aws_cdk import Stack
from aws_cdk import aws_cloudtrail as cloudtrail
from constructs import Construct


class Fails(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        trail = cloudtrail.Trail(
            self,
            "Trail",
            management_events=cloudtrail.ReadWriteType.NONE,
        )


class Passes(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        trail = cloudtrail.Trail(
            self,
            "Trail",
            management_events=cloudtrail.ReadWriteType.NONE,
        )
        trail.log_all_lambda_data_events()

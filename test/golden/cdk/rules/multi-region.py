from aws_cdk import Stack
from aws_cdk import aws_cloudtrail as cloudtrail
from constructs import Construct


class Fails(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        trail = cloudtrail.Trail(self, "Trail", is_multi_region_trail=False)


class Passes(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        cloudtrail.Trail(self, "Trail")

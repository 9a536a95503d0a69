from aws_cdk import Stack
from aws_cdk import aws_cloudtrail as cloudtrail, aws_lambda as lambda_
from constructs import Construct


class Fails(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        cloudtrail.Trail(self, "Trail")


class Passes(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        trail = cloudtrail.Trail(self, "Trail")
        handler = lambda_.Function.from_function_name(self, "Handler", "orders")
        trail.add_lambda_event_selector([handler], include_management_events=True)

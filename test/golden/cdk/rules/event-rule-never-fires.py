from aws_cdk import Stack
from aws_cdk import aws_cloudtrail as cloudtrail, aws_events as events
from constructs import Construct


class Fails(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        cloudtrail.Trail(self, "Trail")
        events.Rule(
            self,
            "Reads",
            event_pattern=events.EventPattern(
                source=["aws.ec2"],
                detail_type=["AWS API Call via CloudTrail"],
                detail={"eventName": ["DescribeInstances"]},
            ),
        )


class Passes(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        cloudtrail.Trail(self, "Trail")
        events.Rule(
            self,
            "Writes",
            event_pattern=events.EventPattern(
                source=["aws.ec2"],
                detail_type=["AWS API Call via CloudTrail"],
                detail={"eventName": ["RunInstances"]},
            ),
        )

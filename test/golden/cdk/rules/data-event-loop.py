from aws_cdk import Stack
from aws_cdk import aws_cloudtrail as cloudtrail, aws_s3 as s3
from constructs import Construct


class Fails(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        trail = cloudtrail.Trail(self, "Trail")
        trail.log_all_s3_data_events()


class Passes(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        trail = cloudtrail.Trail(self, "Trail")
        data = s3.Bucket(self, "Data")
        trail.add_s3_event_selector([{"bucket": data, "objectPrefix": "orders/"}])

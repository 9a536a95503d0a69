from aws_cdk import Stack
from aws_cdk import aws_cloudtrail as cloudtrail, aws_logs as logs
from constructs import Construct


class Fails(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        trail = cloudtrail.Trail(
            self,
            "Trail",
            send_to_cloud_watch_logs=True,
            cloud_watch_logs_retention=logs.RetentionDays.INFINITE,
        )


class Passes(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        group = logs.LogGroup(self, "Group", retention=logs.RetentionDays.TEN_YEARS)
        trail = cloudtrail.Trail(
            self,
            "Trail",
            send_to_cloud_watch_logs=True,
            cloud_watch_log_group=group,
        )

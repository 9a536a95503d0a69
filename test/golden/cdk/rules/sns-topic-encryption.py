from aws_cdk import Stack
from aws_cdk import (
    aws_cloudtrail as cloudtrail,
    aws_kms as kms,
    aws_sns as sns,
)
from constructs import Construct


class Fails(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        key = kms.Alias.from_alias_name(self, "Key", "alias/aws/sns")
        topic = sns.Topic(self, "Topic", master_key=key)
        trail = cloudtrail.Trail(self, "Trail", sns_topic=topic)
        trail.node.add_dependency(topic)


class Passes(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        key = kms.Key(self, "Key")
        topic = sns.Topic(self, "Topic", master_key=key)
        trail = cloudtrail.Trail(self, "Trail", sns_topic=topic)
        trail.node.add_dependency(topic)

from aws_cdk import Stack
from aws_cdk import aws_cloudtrail as cloudtrail, aws_sns as sns
from constructs import Construct


class Fails(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        topic = sns.Topic(self, "Topic")
        trail = cloudtrail.Trail(self, "Trail", sns_topic=topic)


class Passes(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        topic = sns.Topic(self, "Topic")
        trail = cloudtrail.Trail(self, "Trail", sns_topic=topic)
        trail.node.add_dependency(topic)

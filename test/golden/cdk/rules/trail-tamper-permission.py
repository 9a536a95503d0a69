from aws_cdk import Stack
from aws_cdk import aws_cloudtrail as cloudtrail, aws_iam as iam
from constructs import Construct


class Fails(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        cloudtrail.Trail(self, "Trail")
        operators = iam.Role(self, "Operators", assumed_by=iam.AccountRootPrincipal())
        operators.add_to_policy(
            iam.PolicyStatement(actions=["cloudtrail:StopLogging"], resources=["*"]),
        )


class Passes(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        cloudtrail.Trail(self, "Trail")
        readers = iam.Role(self, "Readers", assumed_by=iam.AccountRootPrincipal())
        readers.add_to_policy(
            iam.PolicyStatement(actions=["cloudtrail:LookupEvents"], resources=["*"]),
        )

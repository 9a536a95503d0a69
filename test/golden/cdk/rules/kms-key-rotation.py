from aws_cdk import Stack
from aws_cdk import (
    aws_cloudtrail as cloudtrail,
    aws_iam as iam,
    aws_kms as kms,
)
from constructs import Construct


class Fails(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        key = kms.Key(self, "Key")
        key.grant_encrypt_decrypt(iam.ServicePrincipal("cloudtrail.amazonaws.com"))
        trail = cloudtrail.Trail(self, "Trail", encryption_key=key)


class Passes(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        key = kms.Key(self, "Key", enable_key_rotation=True)
        key.grant_encrypt_decrypt(iam.ServicePrincipal("cloudtrail.amazonaws.com"))
        trail = cloudtrail.Trail(self, "Trail", encryption_key=key)

from aws_cdk import Stack, aws_cloudtrail as cloudtrail, aws_kms as kms, aws_s3 as s3
from constructs import Construct


class AuditStack(Stack):
    """A trail with faults that `cdk synth` does not tell of."""

    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)

        key = kms.Key(self, "LogKey", enable_key_rotation=True)
        bucket = s3.Bucket(self, "Logs", versioned=True, enforce_ssl=True)

        cloudtrail.Trail(
            self,
            "Trail",
            bucket=bucket,
            encryption_key=key,
            enable_file_validation=False,
            is_organization_trail=True,
        )

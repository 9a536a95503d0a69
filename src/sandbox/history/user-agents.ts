/** What clients call themselves. */
export const userAgents = {
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0',
  chrome:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36',
  edge: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36 Edg/139.0.0.0',
  cli: 'aws-cli/2.27.41 md/awscrt#0.26.1 ua/2.1 os/linux#6.8.0-60-generic md/arch#x86_64 lang/python#3.13.4 md/pyimpl#CPython m/Z,b,E cfg/retry-mode#standard md/installer#exe md/prompt#off',
  boto3:
    'Boto3/1.38.36 md/Botocore#1.38.36 ua/2.1 os/linux#6.1.141 md/arch#aarch64 lang/python#3.12.10 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.38.36',
  terraform:
    'APN/1.0 HashiCorp/1.0 Terraform/1.12.2 (+https://www.terraform.io) terraform-provider-aws/6.0.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.36.5 ua/2.1 os/linux lang/go#1.23.10 md/GOOS#linux md/GOARCH#amd64',
  javascript: 'aws-sdk-js/3.834.0 ua/2.1 os/linux#6.1.141 lang/js md/nodejs#22.16.0 api/dynamodb#3.834.0',
  java: 'aws-sdk-java/2.31.62 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1.141 lang/java#21.0.7',
  agent: 'aws-sdk-go/1.55.7 (go1.23.9; linux; arm64) amazon-ssm-agent/',
  /** Calls that the console's own servers make. */
  console: 'AWS Internal',
} as const;

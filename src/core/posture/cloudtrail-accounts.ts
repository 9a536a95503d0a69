/**
 * The accounts, one for each Region, that CloudTrail acted as before it had a service principal. Policies of those days
 * name them; whether one still lets CloudTrail in depends on the Region, so nothing can be proven of it.
 *
 * Source: the CloudTrail user guide, "Troubleshooting S3 bucket policy", and the lists of ids that it had until 2023.
 */
export const cloudTrailAccounts: ReadonlySet<string> = new Set([
  '034638983726',
  '035351147821',
  '069019280451',
  '086441151436',
  '113285607260',
  '119688915426',
  '187074758985',
  '193415116832',
  '216624486486',
  '262312530599',
  '282025262664',
  '284668455005',
  '388731089494',
  '453052556044',
  '475085895292',
  '492519147666',
  '525921808201',
  '582488909970',
  '585772288577',
  '608710470296',
  '669305197877',
  '681348832753',
  '683224464357',
  '757211635381',
  '765225791966',
  '814480443879',
  '819402241893',
  '829690693026',
  '859597730677',
  '886388586500',
  '903692715234',
  '977081816279',
]);

/** A cluster on EC2, driven by CloudFormation, S3 and Systems Manager. */
package io.risknet.infra.aws;

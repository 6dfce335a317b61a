/** The CloudFormation templates of a cluster on EC2, written with AWS CDK and checked here. */
package io.risknet.infra.stack;

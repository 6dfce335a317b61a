/** Files on S3: its client, its options, and what to tell of its failures. */
package io.risknet.runners.s3;
